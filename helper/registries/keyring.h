// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The credentials that Onggi keeps in the desktop's keyring, through QtKeychain: one secret for
// each "host[:port][/path]", in the form of containers-auth.json(5), under the service "onggi".
//
// A keyring cannot be asked what is in it, so a list of those scopes, without anything secret, lies
// beside them: there it is as private as they are, is there for the window and the command line
// alike, and goes where they go. It serves eraseAll() alone; a scope that is missing in it is still
// found by its name.
//
// All of it blocks, no longer than `patience` for each secret. From any thread but the GUI's.
// Throws Error(SystemIo) naming the keyring where it refuses or does not answer,
// Error(DocumentInvalid) for what is no such secret.
#pragma once

#include <chrono>
#include <optional>
#include <set>
#include <string>

#include "engine/registry/credentials.h"

namespace onggi {

class Keyring {
public:
    static constexpr const char* kName = "the desktop's keyring";

    explicit Keyring(std::chrono::milliseconds patience);

    std::optional<Credentials> read(const std::string& scope) const;
    void write(const std::string& scope, const Credentials& credentials) const;
    // Whether there was anything.
    bool erase(const std::string& scope) const;
    bool eraseAll() const;

private:
    std::optional<std::string> readText(const std::string& key) const;
    void writeText(const std::string& key, const std::string& text) const;
    void eraseText(const std::string& key) const;
    // Nothing for a list that is damaged.
    std::optional<std::set<std::string>> readList() const;
    void writeList(const std::set<std::string>& scopes) const;

    std::chrono::milliseconds m_patience;
};

} // namespace onggi
