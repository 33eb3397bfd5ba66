// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a client hands over with every job that asks a registry: the user's own configuration and
// the credentials for the registries that are concerned, read here with the user's rights. All of
// it may block, for a bounded time: files lie where they lie, the desktop's keyring may not answer,
// and programs that keep credentials may ask the user. From any thread but a window's.
#pragma once

#include <string>
#include <vector>

#include <QVariantMap>

#include "engine/registry/access.h"
#include "helper/registries/kept_credentials.h"

namespace onggi {

struct AccessOptions {
    bool isTlsVerified = true;
    std::string authFile; // empty: the keyring, and where containers-auth.json(5) says

    // What is to be handed over with a method that asks for these references, as a user types them.
    // Throws Error for files that cannot be understood, for short names that are ambiguous, and for
    // what is blocked.
    AccessDocument gather(const std::vector<std::string>& references) const;
    // The options "tls-verify" and "access" of the method. Good for one call: the descriptor goes
    // with it.
    QVariantMap wireDocument(const AccessDocument& document) const;
    // Both of it.
    QVariantMap wire(const std::vector<std::string>& references) const;
    // The same for what is pushed to the reference, or for a search: the registry of that name.
    QVariantMap wireTo(const std::string& reference) const;
    // The same for a sign-in to "host[:port][/path]".
    QVariantMap wireSignIn(const std::string& scope, const Credentials& credentials) const;
};

// The user's credentials, or those of the one file that is named, in the order of the user's
// configuration.
KeptCredentials keptCredentialsOf(const std::string& named);

// The full references that a text stands for with the user's configuration, in the order in which
// they are tried.
std::vector<std::string> candidatesOf(const std::string& reference);

} // namespace onggi
