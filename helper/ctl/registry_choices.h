// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What every command that asks a registry takes and hands over: the user's own configuration and
// the credentials for the registries that are concerned, read here with the user's rights.
#pragma once

#include <string>
#include <vector>

#include <QVariantMap>

#include "engine/registry/access.h"
#include "helper/ctl/auth_files.h"
#include "helper/ctl/grammar.h"

namespace onggi::ctl {

struct RegistryChoices {
    bool isTlsVerified = true;
    std::string authFile; // empty: where containers-auth.json(5) says

    void addTo(Syntax syntax);

    // The options "tls-verify" and "access" of a method that asks for these references, as a user
    // types them. Good for one call: the descriptor goes with it. Throws Error for files that
    // cannot be understood, for short names that are ambiguous, and for what is blocked.
    QVariantMap wire(const std::vector<std::string>& references) const;
    // The same for what is pushed to the reference, or listed of it: the registry of that name.
    QVariantMap wireTo(const std::string& reference) const;
    // The same for a sign-in to "host[:port][/path]".
    QVariantMap wireSignIn(const std::string& scope, const Credentials& credentials) const;
};

// The user's files of credentials, or the one that is named, as the user's configuration orders
// them.
AuthFiles authFilesOf(const std::string& named);

// The full references that a text stands for with the user's configuration, in the order in which
// they are tried.
std::vector<std::string> candidatesOf(const std::string& reference);

} // namespace onggi::ctl
