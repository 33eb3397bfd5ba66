// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/models/sign_in.h"

#include "gui/models/aside.h"
#include "helper/api/convert.h"
#include "helper/registries/access_options.h"
#include "images_interface.h"

namespace onggi {
namespace {

std::string scopeOf(const QString& typed)
{
    const QString text = typed.trimmed();
    return scopeOfKey(text.isEmpty() ? std::string("docker.io") : text.toStdString());
}

Credentials credentialsOf(const SignInDraft& draft)
{
    return {draft.user.trimmed().toStdString(), draft.password.toStdString(), {}};
}

QVariantMap wireOptions(const SignInDraft& draft)
{
    AccessOptions access;
    access.isTlsVerified = !draft.isInsecure;
    return access.wireSignIn(scopeOf(draft.registry), credentialsOf(draft));
}

struct Known {
    bool isSignedIn = false;
    QString user;
    bool isForKeyring = false;
};

Known knownOf(const std::string& scope)
{
    const KeptCredentials kept = keptCredentialsOf({});
    Known known;
    known.isForKeyring = kept.isForKeyring(scope);
    if (const auto found = kept.find(scope)) {
        known.isSignedIn = true;
        known.user = toText(found->credentials.username);
    }
    return known;
}

struct Forgotten {
    bool hasForgotten = false;
    bool isLeft = false;
};

} // namespace

QString registryScope(const QString& typed)
{
    return toText(scopeOf(typed));
}

CredentialsKeeping::CredentialsKeeping(HelperLink& link, const SignInDraft& draft)
    : QObject(&link)
{
    workAside(
        this,
        [draft] {
            return keptCredentialsOf({}).keep(scopeOf(draft.registry), credentialsOf(draft));
        },
        [this](const KeptCredentials::Kept& now) {
            deleteLater();
            emit succeeded(toText(now.place), toText(now.skipped));
        },
        [this](const QDBusError& error) {
            deleteLater();
            emit failed(error);
        });
}

SignIn::SignIn(HelperLink& link, QObject* parent)
    : QObject(parent)
    , m_link(link)
{
}

SignIn::~SignIn()
{
    if (m_job)
        m_job->cancel();
}

void SignIn::lookUp(const QString& registry)
{
    m_pause.await([this, scope = scopeOf(registry)] {
        workAside(
            m_pause.context(), [scope] { return knownOf(scope); },
            [this](const Known& now) { emit known(now.isSignedIn, now.user, now.isForKeyring); },
            [this](const QDBusError& error) { emit failed(error); });
    });
}

void SignIn::begin(const SignInDraft& draft)
{
    const auto fail = [this](const QDBusError& error) { emit failed(error); };
    workAside(
        this, [draft] { return wireOptions(draft); },
        [this, draft, fail](const QVariantMap& options) {
            if (m_link.state() != HelperLink::State::Present) {
                fail(m_link.error());
                return;
            }
            // The link's, so that it is cancelled and not left behind when this goes.
            m_job = new RunningJob(
                m_link, m_link.images().SignIn(registryScope(draft.registry), options), &m_link);
            connect(m_job, &RunningJob::succeeded, this, [this, draft] { keep(draft); });
            connect(m_job, &RunningJob::failed, this, fail);
            connect(m_job, &RunningJob::cancelled, this, [this] {
                emit failed(QDBusError(QDBusError::Other, tr("somebody cancelled it")));
            });
        },
        fail);
}

void SignIn::keep(const SignInDraft& draft)
{
    auto* keeping = new CredentialsKeeping(m_link, draft);
    connect(keeping, &CredentialsKeeping::succeeded, this, &SignIn::signedIn);
    connect(keeping, &CredentialsKeeping::failed, this, &SignIn::failed);
    emit keepingBegun(keeping);
}

void SignIn::forget(const QString& registry)
{
    workAside(
        this,
        [scope = scopeOf(registry)] {
            Forgotten forgotten;
            forgotten.hasForgotten = keptCredentialsOf({}).forget(scope);
            forgotten.isLeft = keptCredentialsOf({}).find(scope).has_value(); // read again
            return forgotten;
        },
        [this](const Forgotten& now) { emit signedOut(now.hasForgotten, now.isLeft); },
        [this](const QDBusError& error) { emit failed(error); });
}

} // namespace onggi
