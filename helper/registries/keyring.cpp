// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A job that is not answered is left to end by itself: libsecret calls it back whenever it likes.

#include "helper/registries/keyring.h"

#include <memory>
#include <type_traits>
#include <utility>

#include <nlohmann/json.hpp>
#include <qt6keychain/keychain.h>

#include "engine/core/error.h"
#include "engine/core/json.h"
#include "helper/api/convert.h"
#include "helper/registries/auth_file.h"
#include "helper/registries/keyring_thread.h"

namespace onggi {

namespace {

// No scope ends like this.
constexpr const char* kListKey = "registries/";

struct Answer {
    QKeychain::Error error = QKeychain::OtherError;
    QString cause;
    QString text; // of a ReadPasswordJob
};

template <typename KeychainJob>
void startJob(const std::string& key, const std::shared_ptr<Answer>& answer,
              const KeyringDone& done, [[maybe_unused]] const QString& text)
{
    auto* job = new KeychainJob(QStringLiteral("onggi"));
    job->setKey(toText(key));
    if constexpr (std::is_same_v<KeychainJob, QKeychain::WritePasswordJob>)
        job->setTextData(text);
    QObject::connect(job, &QKeychain::Job::finished, job, [job, answer, done] {
        answer->error = job->error();
        answer->cause = job->errorString();
        if constexpr (std::is_same_v<KeychainJob, QKeychain::ReadPasswordJob>)
            answer->text = job->textData();
        done();
    });
    job->start();
}

template <typename KeychainJob>
Answer run(const std::string& key, std::chrono::milliseconds patience, const QString& text = {})
{
    const auto answer = std::make_shared<Answer>();
    if (!askKeyringThread(patience, [key, answer, text](const KeyringDone& done) {
            startJob<KeychainJob>(key, answer, done, text);
        }))
        return {QKeychain::OtherError, QStringLiteral("it does not answer"), {}};
    return *answer;
}

[[noreturn]] void refuse(const Answer& answer)
{
    throw Error(Code::SystemIo, Keyring::kName,
                answer.error == QKeychain::AccessDenied ||
                        answer.error == QKeychain::AccessDeniedByUser
                    ? "it is locked, or its owner has refused"
                    : answer.cause.toStdString());
}

NamedText named(const std::string& scope, const std::string& text)
{
    std::string name = Keyring::kName;
    name.append(": the entry of ").append(scope);
    return {name, text};
}

} // namespace

Keyring::Keyring(std::chrono::milliseconds patience)
    : m_patience(patience)
{
}

std::optional<std::string> Keyring::readText(const std::string& key) const
{
    const Answer answer = run<QKeychain::ReadPasswordJob>(key, m_patience);
    if (answer.error == QKeychain::EntryNotFound)
        return std::nullopt;
    if (answer.error != QKeychain::NoError)
        refuse(answer);
    return answer.text.toStdString();
}

void Keyring::writeText(const std::string& key, const std::string& text) const
{
    const Answer answer = run<QKeychain::WritePasswordJob>(key, m_patience, toText(text));
    if (answer.error != QKeychain::NoError)
        refuse(answer);
}

void Keyring::eraseText(const std::string& key) const
{
    const Answer answer = run<QKeychain::DeletePasswordJob>(key, m_patience);
    if (answer.error != QKeychain::NoError && answer.error != QKeychain::EntryNotFound)
        refuse(answer);
}

std::optional<std::set<std::string>> Keyring::readList() const
{
    const auto text = readText(kListKey);
    if (!text)
        return std::set<std::string>();
    try {
        return parseJson(*text, Keyring::kName).get<std::set<std::string>>();
    } catch (const Error&) {
        return std::nullopt;
    } catch (const Json::exception&) {
        return std::nullopt;
    }
}

void Keyring::writeList(const std::set<std::string>& scopes) const
{
    if (scopes.empty())
        eraseText(kListKey);
    else
        writeText(kListKey, Json(scopes).dump());
}

std::optional<Credentials> Keyring::read(const std::string& scope) const
{
    const auto text = readText(scope);
    if (!text)
        return std::nullopt;
    const AuthFile kept = AuthFile::parse(named(scope, *text), AuthFormat::Containers);
    const auto found = kept.credentials.find(scope);
    if (found == kept.credentials.end())
        throw Error(Code::DocumentInvalid, named(scope, {}).name, "it is for something else");
    return found->second;
}

void Keyring::write(const std::string& scope, const Credentials& credentials) const
{
    // The list first: a name too many in it does no harm.
    auto scopes = readList().value_or(std::set<std::string>());
    if (scopes.insert(scope).second)
        writeList(scopes);
    writeText(scope, withCredentials(named(scope, {}), scope, credentials));
}

bool Keyring::erase(const std::string& scope) const
{
    if (!readText(scope))
        return false;
    eraseText(scope);
    if (auto scopes = readList(); scopes && scopes->erase(scope) > 0)
        writeList(*scopes);
    return true;
}

bool Keyring::eraseAll() const
{
    const auto scopes = readList();
    if (!scopes)
        throw Error(Code::DocumentInvalid, std::string(kName) + ": the list of registries",
                    "sign out of each of them");
    for (const std::string& scope : *scopes)
        eraseText(scope);
    if (!scopes->empty())
        writeList({});
    return !scopes->empty();
}

} // namespace onggi
