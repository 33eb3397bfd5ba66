// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Signing in at a registry: the helper asks it whether it takes the credentials, and only then they
// are kept as the user: in the desktop's keyring, or where other tools look for them too
// (containers-auth.json(5), or the program that the user's files name). GUI thread only; keyring
// and files are read and written aside.
#pragma once

#include <QDBusError>
#include <QObject>
#include <QPointer>
#include <QString>

#include "gui/models/running_job.h"
#include "gui/models/typing_pause.h"

namespace onggi {

struct SignInDraft {
    QString registry; // as typed: "host[:port][/path]"; empty: docker.io
    QString user;
    QString password; // or a token that stands for one
    bool isInsecure = false;
};

// "docker.io" of "https://index.docker.io/v1/": what credentials are kept for.
QString registryScope(const QString& typed);

// Keeps credentials that the registry has taken. It belongs to the link, since the keyring may wait
// for a password of its own, so that its end is told also to whoever has closed the dialog by then;
// it deletes itself after that.
class CredentialsKeeping : public QObject {
    Q_OBJECT

public:
    CredentialsKeeping(HelperLink& link, const SignInDraft& draft);

signals:
    // One of these; see SignIn::signedIn().
    void succeeded(const QString& place, const QString& skipped);
    void failed(const QDBusError& error);
};

class SignIn : public QObject {
    Q_OBJECT

public:
    // The link must outlive this.
    explicit SignIn(HelperLink& link, QObject* parent = nullptr);
    // Nothing is kept that has not been verified yet.
    ~SignIn() override;

    // After a pause in typing known() or failed() follows.
    void lookUp(const QString& registry);
    // Neither does any more.
    void stopLookUp() { m_pause.stop(); }
    // signedIn() or failed() follows.
    void begin(const SignInDraft& draft);
    // signedOut() or failed() follows.
    void forget(const QString& registry);

signals:
    // Somebody's credentials are there for the registry; `user` is empty where a token says whose.
    // Those of the last lookUp() alone. A sign-in there would be kept in the keyring, or elsewhere.
    void known(bool isSignedIn, const QString& user, bool isForKeyring);
    // `place` is the keyring, file or program that keeps them; `skipped` says why it is not the
    // keyring that there is, in English, or is empty.
    void signedIn(const QString& place, const QString& skipped);
    // Whether there was anything of ours, and whether another tool's file still signs in.
    void signedOut(bool hasForgotten, bool isLeft);
    void failed(const QDBusError& error);
    // The registry has taken them.
    void keepingBegun(onggi::CredentialsKeeping* keeping);

private:
    void keep(const SignInDraft& draft);

    HelperLink& m_link;
    TypingPause m_pause; // of lookUp()
    QPointer<RunningJob> m_job;
};

} // namespace onggi
