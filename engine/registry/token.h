// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Bearer tokens: asked of the token server that a registry names, and kept while they are valid.
// Distribution registry token specification (distribution.github.io/distribution/spec/auth).
#pragma once

#include <chrono>
#include <expected>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>

#include "engine/core/bytes.h"
#include "engine/core/synced.h"
#include "engine/registry/auth.h"
#include "engine/registry/credentials.h"
#include "engine/registry/refusal.h"
#include "engine/registry/transfer.h"

namespace onggi {

constexpr Bytes kMaxTokenResponse{1 << 20};

struct Token {
    std::string value;
    std::chrono::seconds lifetime{};
};

// From the token server's JSON. Throws Error(DocumentInvalid): no token in it, or none that can be
// sent.
Token parseToken(std::string_view text, std::string_view what);

struct TokenQuestion {
    Challenge challenge;
    std::string scope; // taken where the challenge names none
    std::optional<Credentials> credentials;
    bool isInsecureAllowed = false; // the registry need not be verified
    std::string subject;
    std::optional<std::chrono::steady_clock::time_point> answerDeadline;
    std::shared_ptr<const ConnectionTrust> trust = nullptr;
};

// The realm must be https or on loopback, or insecure ones are allowed.
std::expected<Token, Refusal> askForToken(Transfer& transfer, const TokenQuestion& question,
                                          const std::stop_token& stop);

// By registry and scope. From any thread.
class TokenCache {
public:
    using Clock = std::chrono::steady_clock;

    // Empty: none that is valid for a while yet.
    std::string find(const std::string& registry, const std::string& scope,
                     Clock::time_point now = Clock::now());
    void keep(const std::string& registry, const std::string& scope, const Token& token,
              Clock::time_point now = Clock::now());
    void forget(const std::string& registry, const std::string& scope);

private:
    struct Entry {
        std::string value;
        Clock::time_point usedUntil;
    };
    Synced<std::map<std::pair<std::string, std::string>, Entry>> m_entries;
};

} // namespace onggi
