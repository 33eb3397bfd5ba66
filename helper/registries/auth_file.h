// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// One file of credentials: containers-auth.json(5), and Docker's config.json and .dockercfg.
// Reading it, and writing what is kept in it; where it lies is decided in auth_files.h. A pure
// value.
//
// Its errors name the file and the registry, never what is secret.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "engine/registry/access.h"

namespace onggi {

constexpr std::size_t kMaxAuthFileBytes = 1 << 20;

enum class AuthFormat {
    Containers, // {"auths": {…}, "credHelpers": {…}, "credsStore": "…"}
    Legacy,     // .dockercfg: what stands below "auths" otherwise
};

struct AuthFile {
    std::string name;
    CredentialsByScope credentials;             // by "host[:port][/path]"
    std::map<std::string, std::string> helpers; // programs by host[:port]
    std::string store;                          // the program for all others, or empty

    // Throws Error(DocumentInvalid).
    static AuthFile parse(const NamedText& file, AuthFormat format);

    // The program that keeps the credentials of the host; empty: none.
    std::string helperOf(const std::string& host) const;
};

// "quay.io/ns" of "https://quay.io/ns/", "docker.io" of "https://index.docker.io/v1/": what a key
// of such a file, or a registry as a user types it, stands for.
std::string scopeOfKey(std::string_view key);
std::string hostOfScope(const std::string& scope);

// The file's new text; other members are kept. An empty text is a file that is not there. Throw
// Error(DocumentInvalid).
std::string withCredentials(const NamedText& file, const std::string& scope,
                            const Credentials& credentials);
struct RemovedCredentials {
    std::string text;
    bool hasChanged = false;
};
// Without a scope, all of them.
RemovedCredentials withoutCredentials(const NamedText& file,
                                      const std::optional<std::string>& scope);

} // namespace onggi
