// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What was typed becomes a job, which belongs to the window rather than to the dialog: the dialog
// may be closed as soon as the button has been pressed, also while the user's files are still read.

#include "gui/dialogs/pull_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>

#include "gui/dialogs/dialog_size.h"
#include "gui/dialogs/job_progress.h"
#include "gui/dialogs/sign_in_dialog.h"
#include "gui/dialogs/tell_where_closed.h"
#include "gui/models/names.h"
#include "gui/models/typed_reference.h"
#include "gui/widgets/error_bar.h"
#include "gui/widgets/error_message.h"
#include "gui/widgets/label.h"
#include "helper/api/convert.h"
#include "helper/api/error_names.h"
#include "images_interface.h"

namespace onggi {

void PullDialog::lookUp()
{
    if (m_state != State::Asking)
        return;
    const PullDraft typed = draft();
    if (!registry().isEmpty() && m_link.state() == HelperLink::State::Present &&
        asksTheRegistry(typed, m_store.view()))
        m_lookUp.look(typed);
    else
        m_lookUp.forget();
    showReference();
}

// Of what the same words may bring by now.
void PullDialog::lookUpAgain()
{
    if (m_state != State::Asking)
        return;
    m_lookUp.forget();
    lookUp();
}

void PullDialog::signIn()
{
    auto* dialog = new SignInDialog(m_link, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setRegistry(registry(), m_isInsecure->isChecked());
    tellWhereClosed(dialog, &SignInDialog::begun, *m_errors, &SignInDialog::failedText);
    connect(dialog, &SignInDialog::credentialsChanged, this, [this] {
        m_errors->clear();
        lookUpAgain();
    });
    dialog->open();
}

void PullDialog::begin()
{
    if (m_state == State::Pulled) {
        emit imageChosen(m_image);
        accept();
        return;
    }
    const TypedReference typed = readReference(m_field->text());
    if (!typed.reference || !m_pull->isEnabled())
        return;
    m_errors->clear();
    m_lookUp.stop();
    m_progress->setName(shownName(typed.reference->text()),
                        QStringLiteral("%1, %2").arg(toText(typed.reference->repository()),
                                                     m_platform->currentText()));
    setState(State::Pulling);
    emit begun(m_progress->followAside([draft = draft(), &link = m_link]() -> PreparedJob::Call {
        return [draft, &link, access = readAccess(draft)] {
            return link.images().Pull(draft.reference, pullOptions(draft, access));
        };
    }));
}

void PullDialog::takeResult(const QVariantMap& result)
{
    m_image = result.value(QStringLiteral("image")).toULongLong();
    m_progress->setAbout(result.value(QStringLiteral("isNew")).toBool()
                             ? tr("The image is here.")
                             : tr("The image was here already; nothing has changed."));
    setState(State::Pulled);
    const QString warning = result.value(QStringLiteral("warning")).toString();
    if (!warning.isEmpty())
        m_errors->show(
            {tr("The image that is here was kept: the registry failed"), warning, warning, {}});
}

// What has come until then need not come again.
void PullDialog::takeFailure(const QDBusError& error)
{
    setState(State::Asking);
    lookUpAgain();
    ErrorBar::Message message = errorMessage(tr("The image could not be pulled"), error);
    if (codeFromErrorName(error.name()) == Code::RegistryDenied)
        message.action = tr("Sign in…");
    m_errors->show(message);
    growToContents(*this);
}

void PullDialog::leave()
{
    setState(State::Asking);
    lookUpAgain();
    m_meaning->setText(tr("The transfer was cancelled"));
}

} // namespace onggi
