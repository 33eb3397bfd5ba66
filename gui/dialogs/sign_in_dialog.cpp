// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/dialogs/sign_in_dialog.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QEvent>
#include <QLineEdit>
#include <QPushButton>

#include "gui/dialogs/bottom_row.h"
#include "gui/dialogs/dialog_size.h"
#include "gui/widgets/error_bar.h"
#include "gui/widgets/error_message.h"
#include "gui/widgets/label.h"
#include "gui/widgets/roomy_button.h"
#include "helper/api/error_names.h"

namespace onggi {
namespace {

constexpr int kWidth = 440;

} // namespace

SignInDialog::SignInDialog(HelperLink& link, QWidget* parent)
    : QDialog(parent)
    , m_link(link)
    , m_signIn(link)
{
    build();
    connect(&m_signIn, &SignIn::known, this,
            [this](bool isSignedIn, const QString& user, bool isForKeyring) {
                m_known = isSignedIn ? Known::Somebody : Known::Nobody;
                m_knownUser = user;
                m_keeper = isForKeyring ? Keeper::Keyring : Keeper::Elsewhere;
                showState();
            });
    connect(&m_signIn, &SignIn::signedIn, this, &SignInDialog::takeSignedIn);
    connect(&m_signIn, &SignIn::signedOut, this, &SignInDialog::takeSignedOut);
    connect(&m_signIn, &SignIn::failed, this, &SignInDialog::fail);
    connect(&m_signIn, &SignIn::keepingBegun, this, &SignInDialog::begun);
    connect(&m_link, &HelperLink::stateChanged, this, &SignInDialog::showState);
    retranslate();
    lookUp();
}

SignInDialog::~SignInDialog() = default;

void SignInDialog::addField(QLayout& column, Label*& name, QLineEdit*& field)
{
    name = new Label(Type::Secondary, Ink::Secondary);
    field = new QLineEdit;
    field->setMinimumHeight(rowHeight(kControlHeight, fontMetrics()));
    column.addWidget(name);
    column.addWidget(field);
    connect(field, &QLineEdit::textChanged, this, &SignInDialog::showState);
}

void SignInDialog::build()
{
    m_errors = new ErrorBar;
    m_state = new Label(Type::Body, Ink::Secondary);
    m_isInsecure = new QCheckBox;
    m_note = new Label(Type::Secondary, Ink::Secondary);
    for (Label* label : {m_state, m_note})
        label->setWordWrap(true);
    m_out = new RoomyButton;
    m_cancel = new RoomyButton;
    m_in = new RoomyButton;
    for (QPushButton* button : {m_out, m_cancel})
        button->setAutoDefault(false);
    m_in->setDefault(true);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kDialogMargins);
    layout->setSpacing(gap::kRow);
    layout->addWidget(m_errors);
    addField(*layout, m_registryName, m_registry);
    layout->addWidget(m_state);
    addField(*layout, m_userName, m_user);
    addField(*layout, m_passwordName, m_password);
    m_password->setEchoMode(QLineEdit::Password);
    m_registry->setMinimumWidth(widthOnScreen(*this, kWidth));
    layout->addWidget(m_isInsecure);
    layout->addWidget(m_note);
    layout->addStretch(1);
    layout->addSpacing(gap::kRow);
    layout->addLayout(bottomRow({m_out}, {m_cancel, m_in}));
    connect(m_registry, &QLineEdit::textChanged, this, &SignInDialog::lookUp);
    connect(m_out, &QPushButton::clicked, this, &SignInDialog::signOut);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_in, &QPushButton::clicked, this, &SignInDialog::begin);
}

void SignInDialog::setRegistry(const QString& registry, bool isInsecure)
{
    m_registry->setText(registry);
    m_isInsecure->setChecked(isInsecure);
    (registry.isEmpty() ? m_registry : m_user)->setFocus();
}

// What is known may be of another registry.
void SignInDialog::lookUp()
{
    m_signIn.lookUp(m_registry->text());
    m_known = Known::No;
    showState();
}

QString SignInDialog::stateText() const
{
    if (m_isWorking && !m_isSigningOut)
        //: %1: name of a registry
        return tr("%1 is being asked…").arg(registryScope(m_registry->text()));
    switch (m_known) {
    case Known::Somebody:
        return m_knownUser.isEmpty() || m_knownUser == QLatin1String("<token>")
                   ? tr("Signed in with a token.")
                   //: %1: name of a user
                   : tr("Signed in as %1.").arg(m_knownUser);
    case Known::Nobody:
        return tr("Nobody is signed in there.");
    case Known::Forgotten:
        return tr("Signed out.");
    case Known::Foreign:
        return tr("Another tool has signed in there, and can sign out.");
    case Known::No:
        break;
    }
    // So that nothing moves when it comes.
    return QStringLiteral(" ");
}

QString SignInDialog::noteText() const
{
    switch (m_keeper) {
    case Keeper::Keyring:
        return tr("Kept in the desktop's keyring, where onggictl looks too.");
    case Keeper::Elsewhere:
        return tr("Kept for this user alone, where podman, skopeo and onggictl look too.");
    case Keeper::Unknown:
        break;
    }
    return tr("Kept for this user alone.");
}

void SignInDialog::showState()
{
    m_state->setText(stateText());
    m_note->setText(noteText());
    const bool canAsk = !m_isWorking && m_link.state() == HelperLink::State::Present;
    m_in->setEnabled(canAsk && !m_user->text().trimmed().isEmpty() &&
                     !m_password->text().isEmpty());
    m_out->setEnabled(!m_isWorking && m_known == Known::Somebody);
}

// Where nothing is known yet, that waits for what comes of the work.
void SignInDialog::setWorking(bool isWorking)
{
    m_isWorking = isWorking;
    if (isWorking)
        m_signIn.stopLookUp();
    for (QWidget* control :
         std::initializer_list<QWidget*>{m_registry, m_user, m_password, m_isInsecure})
        control->setEnabled(!isWorking);
    showState();
}

void SignInDialog::begin()
{
    m_errors->clear();
    m_isSigningOut = false;
    setWorking(true);
    m_signIn.begin(
        {m_registry->text(), m_user->text(), m_password->text(), m_isInsecure->isChecked()});
}

void SignInDialog::signOut()
{
    m_errors->clear();
    m_isSigningOut = true;
    setWorking(true);
    m_signIn.forget(m_registry->text());
}

void SignInDialog::takeSignedIn(const QString& place, const QString& skipped)
{
    emit credentialsChanged();
    if (skipped.isEmpty()) {
        accept();
        return;
    }
    // Whoever expects them in the keyring has to know, so this stays open.
    m_password->clear();
    setWorking(false);
    lookUp();
    m_errors->show({tr("Signed in, but the desktop's keyring could not be opened"),
                    //: %1: a file
                    tr("The credentials are kept in %1 instead.").arg(place), skipped, QString()});
}

void SignInDialog::takeSignedOut(bool hasForgotten, bool isLeft)
{
    m_known = isLeft ? Known::Foreign : hasForgotten ? Known::Forgotten : Known::Nobody;
    setWorking(false);
    emit credentialsChanged();
}

QString SignInDialog::failedText()
{
    return tr("Signing in failed");
}

void SignInDialog::fail(const QDBusError& error)
{
    const bool wasWorking = m_isWorking;
    if (!wasWorking && m_errors->isVisible())
        return; // what has failed before says more
    setWorking(false);
    const bool wasSigningIn = wasWorking && !m_isSigningOut;
    ErrorBar::Message message = errorMessage(!wasWorking ? tr("The credentials could not be read")
                                             : wasSigningIn ? failedText()
                                                            : tr("Signing out failed"),
                                             error);
    if (wasSigningIn && codeFromErrorName(error.name()) == Code::RegistryDenied)
        message.cause = tr("The registry does not take this user name with this password.");
    m_errors->show(message);
    if (wasSigningIn)
        m_password->setFocus();
    if (wasWorking && m_known == Known::No)
        lookUp();
}

void SignInDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

void SignInDialog::retranslate()
{
    setWindowTitle(tr("Sign in to a registry"));
    m_registryName->setText(tr("Registry"));
    m_userName->setText(tr("User name"));
    m_passwordName->setText(tr("Password or token"));
    m_registryName->setBuddy(m_registry);
    m_userName->setBuddy(m_user);
    m_passwordName->setBuddy(m_password);
    m_registry->setAccessibleName(tr("Registry"));
    m_registry->setPlaceholderText(registryScope(QString()));
    m_user->setAccessibleName(tr("User name"));
    m_password->setAccessibleName(tr("Password or token"));
    m_isInsecure->setText(tr("Accept plain HTTP, and certificates that do not verify"));
    m_out->setText(tr("Sign out"));
    m_cancel->setText(tr("Cancel"));
    m_in->setText(tr("Sign in"));
    showState();
}

} // namespace onggi
