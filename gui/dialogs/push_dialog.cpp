// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/dialogs/push_dialog.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QLineEdit>

#include "gui/dialogs/sign_in_dialog.h"
#include "gui/dialogs/tell_where_closed.h"
#include "gui/models/format.h"
#include "gui/models/layer_sum.h"
#include "gui/models/names.h"
#include "gui/models/push_access.h"
#include "gui/models/typed_reference.h"
#include "gui/widgets/error_message.h"
#include "gui/widgets/label.h"
#include "helper/api/convert.h"
#include "helper/api/error_names.h"
#include "images_interface.h"

namespace onggi {
namespace {

// As it is typed, with the registry unless it is Docker's: "localhost/shop/web:2".
QString typedName(const QString& tag)
{
    const TypedReference typed = readReference(tag);
    return typed.reference ? toText(typed.reference->familiar()) : tag;
}

} // namespace

PushDialog::PushDialog(HelperLink& link, LiveStore& store, Serial image, const QString& tag,
                       QWidget* parent)
    : JobDialog(link, store, QStringLiteral("push"), parent)
    , m_image(image)
    , m_tag(tag)
{
    QWidget* question = makeQuestion();
    m_field->setText(typedName(tag));
    m_field->selectAll();
    setQuestion(question, m_field);
    connect(&store, &LiveStore::storeChanged, this, &PushDialog::showDestination);
    connect(&store, &LiveStore::liveChanged, this, &PushDialog::showDestination);
    connect(&errors(), &ErrorBar::actionRequested, this, &PushDialog::signIn);
}

PushDialog::~PushDialog() = default;

QWidget* PushDialog::makeQuestion()
{
    m_title = new Label(Type::PageTitle);
    m_fieldName = new Label(Type::Secondary, Ink::Secondary);
    m_field = new QLineEdit;
    m_field->setMinimumHeight(rowHeight(kControlHeight, fontMetrics()));
    m_fieldName->setBuddy(m_field);
    m_meaning = new Label(Type::Body, Ink::Secondary);
    m_bytes = new Label(Type::PaneTitle);
    m_note = new Label(Type::Secondary, Ink::Secondary);
    for (Label* label : {m_meaning, m_bytes, m_note})
        label->setWordWrap(true);
    m_isInsecure = new QCheckBox;
    connect(m_field, &QLineEdit::textChanged, this, &PushDialog::showDestination);
    connect(m_isInsecure, &QCheckBox::toggled, this, &PushDialog::showDestination);

    QVBoxLayout* column = makeColumn(*m_title);
    column->addWidget(m_fieldName);
    column->addWidget(m_field);
    column->addWidget(m_meaning);
    column->addSpacing(gap::kLabel);
    column->addWidget(m_bytes);
    column->addWidget(m_note);
    column->addSpacing(gap::kLabel);
    column->addWidget(m_isInsecure);
    column->addStretch(1);
    return column->parentWidget();
}

void PushDialog::showDestination()
{
    const ImageRow* image = imageOf(store().view(), m_image);
    m_title->setText(image ? tr("Push %1").arg(m_tag.isEmpty() ? shownName(*image)
                                                               : shownName(m_tag.toStdString()))
                           : tr("This image is gone."));
    const TypedReference typed = readReference(m_field->text());
    const bool isName = typed.reference && !typed.reference->digest;
    m_meaning->setInk(typed.problem.isEmpty() ? Ink::Secondary : Ink::Failed);
    if (isName)
        m_meaning->setText(toText(typed.reference->text()));
    else if (typed.reference)
        m_meaning->setText(tr("An image is pushed under a tag, not under a digest."));
    else
        m_meaning->setText(typed.problem.isEmpty() ? tr("A name such as ghcr.io/owner/app:2.")
                                                   : typed.problem);
    const LayerSum sum = sumLayers(store().view(), {m_image});
    //: %1: "4 layers", %2: their bytes
    m_bytes->setText(tr("At most %1, %2 before compression")
                         .arg(tr("%n layer(s)", nullptr, sum.layers), sizeText(sum.tar)));
    m_bytes->setToolTip(exactSizeText(sum.tar));
    setReady(image && isName && store().isLive(), image && isName ? command() : QString());
}

QString PushDialog::registry() const
{
    const TypedReference typed = readReference(m_field->text());
    return typed.reference ? toText(typed.reference->domain) : QString();
}

QString PushDialog::command() const
{
    const ImageRow* image = imageOf(store().view(), m_image);
    const QString name = m_tag.isEmpty() && image ? toText(image->id.shortHex()) : m_tag;
    const TypedReference typed = readReference(m_field->text());
    QString command = QStringLiteral("onggictl push ");
    if (m_isInsecure->isChecked())
        command += QStringLiteral("--tls-verify=false ");
    command += name;
    if (typed.reference && toText(typed.reference->text()) != m_tag)
        command += QLatin1Char(' ') + m_field->text().trimmed();
    return command;
}

void PushDialog::begin()
{
    const TypedReference typed = readReference(m_field->text());
    if (!typed.reference)
        return;
    const QString destination = toText(typed.reference->text());
    work(typedName(destination), toText(typed.reference->repository()));
    emit begun(followAside([destination, isInsecure = m_isInsecure->isChecked(), image = m_image,
                            &link = this->link()]() -> PreparedJob::Call {
        return [destination, image, &link, options = readPushOptions(destination, isInsecure)] {
            return link.images().Push(image, destination, options);
        };
    }));
}

// Whoever is not signed in is told the same as who may not write there.
void PushDialog::takeFailure(const QDBusError& error)
{
    ErrorBar::Message message = errorMessage(words().failed, error);
    if (codeFromErrorName(error.name()) == Code::RegistryDenied) {
        //: %1: host of a registry
        message.cause = tr("%1 takes this only from somebody who is signed in and may write there.")
                            .arg(registry());
        message.action = tr("Sign in…");
    }
    fail(message);
}

void PushDialog::signIn()
{
    auto* dialog = new SignInDialog(link(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setRegistry(registry(), m_isInsecure->isChecked());
    connect(dialog, &SignInDialog::credentialsChanged, &errors(), &ErrorBar::clear);
    tellWhereClosed(dialog, &SignInDialog::begun, errors(), &SignInDialog::failedText);
    dialog->open();
}

JobDialog::Words PushDialog::words() const
{
    return {tr("Push an image"),
            tr("Push"),
            tr("Cancel transfer"),
            {},
            tr("The image could not be pushed")};
}

void PushDialog::translateQuestion()
{
    m_fieldName->setText(tr("Destination"));
    m_field->setAccessibleName(tr("Destination"));
    m_note->setText(tr("Layers that the registry has already are not sent: how many those are is "
                       "known once it has been asked."));
    m_isInsecure->setText(tr("Accept plain HTTP, and certificates that do not verify"));
    showDestination();
}

} // namespace onggi
