// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the dialog says of a name: what was made of it, what its registry tells, and when it cannot
// be pulled.

#include "gui/dialogs/pull_dialog.h"

#include <QLineEdit>
#include <QPushButton>

#include "gui/dialogs/dialog_size.h"
#include "gui/dialogs/job_progress.h"
#include "gui/dialogs/pull_plan_view.h"
#include "gui/models/typed_reference.h"
#include "gui/widgets/command_button.h"
#include "gui/widgets/error_bar.h"
#include "gui/widgets/error_message.h"
#include "gui/widgets/icons.h"
#include "gui/widgets/label.h"
#include "helper/api/convert.h"

namespace onggi {

void PullDialog::showReference()
{
    if (m_state != State::Asking)
        return;
    const TypedReference typed = readReference(m_field->text());
    const bool isEmpty = m_field->text().trimmed().isEmpty();
    m_meaning->setInk(typed.problem.isEmpty() ? Ink::Secondary : Ink::Failed);
    if (typed.reference)
        m_meaning->setText(toText(typed.reference->text()));
    else
        m_meaning->setText(isEmpty ? tr("A name such as nginx, nginx:1.29 or ghcr.io/owner/app:2.")
                                   : typed.problem);
    m_command->setCommand(typed.reference ? pullCommand(draft()) : QString());
    showLookUp();
}

// What the registry says, or why it is not asked.
void PullDialog::showLookUp()
{
    if (m_state != State::Asking)
        return;
    const PullLookUp::State state = m_lookUp.state();
    const bool isKnown = state == PullLookUp::State::Known;
    m_lookUpText->setText(lookUpText());
    m_lookUpText->setInk(state == PullLookUp::State::Failed ? Ink::Failed : Ink::Secondary);
    m_lookUpText->setHidden(m_lookUpText->text().isEmpty());
    const bool wasKnown = m_plan->isVisibleTo(this);
    m_plan->setVisible(isKnown);
    if (!isKnown)
        m_plan->forget();
    m_access->setText(accessText());
    showPlan();
    if (isKnown && !wasKnown)
        growToContents(*this); // as many layers are seen as the screen has room for
    m_pull->setEnabled(!registry().isEmpty() && m_link.state() == HelperLink::State::Present &&
                       !(isKnown && m_lookUp.plan().isTooLarge()));
}

void PullDialog::showPlan()
{
    if (m_state == State::Asking && m_lookUp.state() == PullLookUp::State::Known)
        m_plan->showPlan(m_lookUp.plan(), m_store.view(), m_store.jobs());
}

QString PullDialog::lookUpText() const
{
    if (registry().isEmpty())
        return {};
    const PullDraft typed = draft();
    if (!asksTheRegistry(typed, m_store.view()))
        return typed.policy == QLatin1String("never")
                   ? tr("The registry is not asked: only an image that is here will do.")
                   : tr("The image is here; the registry is not asked.");
    switch (m_lookUp.state()) {
    case PullLookUp::State::Asking:
        //: %1: name of a registry
        return tr("%1 is being asked…").arg(registry());
    case PullLookUp::State::Failed:
        return errorMessage({}, m_lookUp.error()).cause;
    default:
        return {};
    }
}

QString PullDialog::accessText() const
{
    if (!m_lookUp.isAccessKnown())
        return {};
    const PullAccess& access = m_lookUp.access();
    if (!access.isSignedIn)
        //: nobody is signed in; %1: name of a registry
        return tr("Anonymous at %1").arg(registry());
    if (access.user.isEmpty() || access.user == QLatin1String("<token>"))
        //: %1: name of a registry
        return tr("Signed in at %1").arg(registry());
    //: %1: name of a user, %2: name of a registry
    return tr("%1 at %2").arg(access.user, registry());
}

void PullDialog::showPause()
{
    const bool resumes = m_progress->isPaused();
    const QString text = resumes ? tr("Resume") : tr("Pause");
    m_pause->setEnabled(m_progress->isPausable());
    if (m_pause->text() == text)
        return;
    m_pause->setText(text);
    m_pause->setIcon(namedIcon(resumes ? QStringLiteral("media-playback-start")
                                       : QStringLiteral("media-playback-pause")));
}

} // namespace onggi
