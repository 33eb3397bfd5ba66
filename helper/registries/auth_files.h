// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// All that a user's files say of credentials, in the order of containers-auth.json(5): the file
// that was named, or $REGISTRY_AUTH_FILE, alone; else $XDG_RUNTIME_DIR/containers/auth.json,
// ~/.config/containers/auth.json, Docker's config.json and ~/.dockercfg. The first one that knows a
// registry counts. Without XDG_RUNTIME_DIR, as for root, podman and skopeo begin with
// /run/containers/UID/auth.json, which the manual does not say; where it is there, it is the first.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <QString>

#include "helper/registries/auth_file.h"

namespace onggi {

struct AuthPlace {
    QString path;
    AuthFormat format = AuthFormat::Containers;
};

// By `named` (may be empty) and the environment.
using Environment = std::function<QString(const char* name)>;
std::vector<AuthPlace> authPlaces(const QString& named, const Environment& environment,
                                  const QString& systemRuntime = QStringLiteral("/run"));

class AuthFiles {
public:
    // Reads them. `order` is RegistriesConf::credentialHelpers(). Throws Error(DocumentInvalid),
    // Error(SystemIo).
    explicit AuthFiles(std::vector<AuthPlace> places,
                       std::vector<std::string> order = RegistriesConf().credentialHelpers());

    // For "host[:port]/path…": what is kept for the longest part of it. Asks programs where the
    // files name them for the host. Throws Error(SystemIo).
    struct Found {
        std::string scope;
        Credentials credentials;
    };
    std::optional<Found> find(const std::string& repository) const;

    // Whether a program keeps what is for the scope.
    bool hasProgramFor(const std::string& scope) const;
    // Where something was kept: a file, or a program.
    std::string keep(const std::string& scope, const Credentials& credentials) const;
    // Of one scope, or all of them; false where nothing was kept. What other tools keep in files of
    // their own stays.
    bool forget(const std::optional<std::string>& scope) const;

private:
    std::optional<Found> findInFiles(const std::string& repository) const;
    // The program that keeps what is for the host; empty: the first file does.
    std::string helperOf(const std::string& host) const;

    std::vector<AuthPlace> m_places;
    std::vector<std::string> m_order;
    std::vector<AuthFile> m_files; // those that are there
};

} // namespace onggi
