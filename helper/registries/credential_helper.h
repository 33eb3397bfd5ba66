// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Programs that keep credentials, docker-credential-NAME:
// github.com/docker/docker-credential-helpers. They run as the user; what is secret goes through
// their standard input and output alone.
#pragma once

#include <optional>
#include <string>

#include "engine/registry/credentials.h"

namespace onggi {

class CredentialHelper {
public:
    // Throws Error(DocumentInvalid) where the name has other than letters, digits, dots, hyphens
    // and underscores: it comes from a file, and names a program.
    explicit CredentialHelper(const std::string& name);

    // Nothing where the program has none for it. All block, for two minutes at most: it may ask the
    // user. Throw Error(SystemIo) naming the program.
    std::optional<Credentials> get(const std::string& host) const;
    void store(const std::string& host, const Credentials& credentials) const;
    void erase(const std::string& host) const;

    const std::string& program() const { return m_program; }

private:
    struct Answer;
    Answer run(const char* verb, const std::string& input) const;

    std::string m_program;
};

} // namespace onggi
