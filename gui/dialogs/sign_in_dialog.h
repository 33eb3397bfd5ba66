// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Signing in at a registry, and out again. Says who is signed in there, and where credentials are
// kept; those that the registry does not take are not.
#pragma once

#include <QDialog>

#include "gui/models/sign_in.h"

class QCheckBox;
class QLineEdit;
class QPushButton;

namespace onggi {

class ErrorBar;
class Label;

class SignInDialog : public QDialog {
    Q_OBJECT

public:
    // The link must outlive the dialog.
    explicit SignInDialog(HelperLink& link, QWidget* parent = nullptr);
    ~SignInDialog() override;

    void setRegistry(const QString& registry, bool isInsecure);
    static QString failedText();

signals:
    // Somebody has signed in or out.
    void credentialsChanged();
    // Tells its end also to whoever has closed the dialog by then.
    void begun(onggi::CredentialsKeeping* keeping);

protected:
    void changeEvent(QEvent* event) override;

private:
    enum class Known { No, Nobody, Somebody, Forgotten, Foreign };
    enum class Keeper { Unknown, Keyring, Elsewhere };

    void build();
    void addField(QLayout& column, Label*& name, QLineEdit*& field);
    void retranslate();
    void lookUp();
    void showState();
    QString stateText() const;
    QString noteText() const;
    void setWorking(bool isWorking);
    void begin();
    void signOut();
    void takeSignedIn(const QString& place, const QString& skipped);
    void takeSignedOut(bool hasForgotten, bool isLeft);
    void fail(const QDBusError& error);

    HelperLink& m_link;
    SignIn m_signIn;
    Known m_known = Known::No;
    QString m_knownUser;
    Keeper m_keeper = Keeper::Unknown;
    bool m_isWorking = false;
    bool m_isSigningOut = false;

    ErrorBar* m_errors = nullptr;
    Label* m_registryName = nullptr;
    QLineEdit* m_registry = nullptr;
    Label* m_state = nullptr;
    Label* m_userName = nullptr;
    QLineEdit* m_user = nullptr;
    Label* m_passwordName = nullptr;
    QLineEdit* m_password = nullptr;
    QCheckBox* m_isInsecure = nullptr;
    Label* m_note = nullptr;
    QPushButton* m_out = nullptr;
    QPushButton* m_cancel = nullptr;
    QPushButton* m_in = nullptr;
};

} // namespace onggi
