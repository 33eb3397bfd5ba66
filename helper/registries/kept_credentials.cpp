// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/registries/kept_credentials.h"

#include <chrono>
#include <utility>

#include "engine/core/error.h"
#include "helper/registries/keyring.h"

namespace onggi {

namespace {

constexpr std::chrono::seconds kPromptly{5};
constexpr std::chrono::seconds kForAPerson{30};
constexpr const char* kShut = "it is locked, and nobody can be asked to unlock it here";
constexpr const char* kStillShut = "it is locked, and nobody has unlocked it";

std::string leftOut(const std::string& cause)
{
    std::string text = Keyring::kName;
    text.append(" is left out: ").append(cause);
    return text;
}

[[noreturn]] void failToForget(const char* cause)
{
    throw Error(Code::SystemIo, std::string("signing out in ") + Keyring::kName, cause);
}

} // namespace

KeptCredentials::KeptCredentials(AuthFiles files, KeyringState keyring)
    : m_files(std::move(files))
    , m_keyring(keyring)
{
}

bool KeptCredentials::isKeyringUsable() const
{
    return m_keyring == KeyringState::Open || (m_keyring == KeyringState::Locked && canAskPerson());
}

bool KeptCredentials::isForKeyring(const std::string& scope) const
{
    return isKeyringUsable() && !m_files.hasProgramFor(scope);
}

std::optional<AuthFiles::Found> KeptCredentials::find(const std::string& repository) const
{
    if (auto found = findInKeyring(repository))
        return found;
    return m_files.find(repository);
}

std::optional<AuthFiles::Found> KeptCredentials::findInKeyring(const std::string& repository) const
{
    if (m_keyring != KeyringState::Open)
        return std::nullopt;
    const Keyring keyring(kPromptly);
    try {
        for (std::string scope = repository; !scope.empty();) {
            if (auto credentials = keyring.read(scope))
                return AuthFiles::Found{scope, std::move(*credentials)};
            const auto slash = scope.rfind('/');
            scope.resize(slash == std::string::npos ? 0 : slash);
        }
    } catch (const Error& error) {
        if (error.code() != Code::SystemIo)
            throw;
    }
    return std::nullopt;
}

KeptCredentials::Kept KeptCredentials::keep(const std::string& scope,
                                            const Credentials& credentials) const
{
    Kept kept;
    const bool hasProgram = m_files.hasProgramFor(scope);
    if (isForKeyring(scope)) {
        try {
            Keyring(kForAPerson).write(scope, credentials);
            return {Keyring::kName, {}};
        } catch (const Error& error) {
            if (error.code() != Code::SystemIo)
                throw;
            kept.skipped = leftOut(error.detail());
        }
    } else if (m_keyring == KeyringState::Locked && !hasProgram) {
        kept.skipped = leftOut(kShut);
    }
    kept.place = m_files.keep(scope, credentials);
    if (hasProgram && m_keyring == KeyringState::Open) {
        // What an earlier sign-in has left there would be found first.
        try {
            Keyring(kPromptly).erase(scope);
        } catch (const Error& error) {
            if (error.code() != Code::SystemIo)
                throw;
        }
    }
    return kept;
}

bool KeptCredentials::forget(const std::optional<std::string>& scope) const
{
    bool hasForgotten = m_files.forget(scope);
    if (m_keyring == KeyringState::Absent)
        return hasForgotten;
    if (!isKeyringUsable())
        failToForget(kShut);
    const Keyring keyring(kForAPerson);
    if (scope ? keyring.erase(*scope) : keyring.eraseAll())
        hasForgotten = true;
    // What is locked looks as if it were not there.
    if (m_keyring == KeyringState::Locked && keyringState() != KeyringState::Open)
        failToForget(kStillShut);
    return hasForgotten;
}

} // namespace onggi
