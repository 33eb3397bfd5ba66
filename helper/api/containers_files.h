// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Where containers-common keeps its files, and reading them: the helper reads the system's, clients
// read the user's. What they mean is decided in engine/registry.
//
// All of them throw Error(SystemIo) for a file that is there and cannot be read, and
// Error(DocumentInvalid) for one that is too long or not UTF-8.
#pragma once

#include <optional>
#include <vector>

#include <QString>
#include <QStringList>

#include "engine/registry/access.h"

namespace onggi {

// Directories. A file that is not in the first place is taken from the second.
struct SystemPlaces {
    QString etc = QStringLiteral("/etc/containers");
    QString share = QStringLiteral("/usr/share/containers");
    QString dockerCertificates = QStringLiteral("/etc/docker/certs.d");
};

struct UserPlaces {
    QString configuration; // ~/.config/containers
    QString cache;         // ~/.cache/containers

    // Of the process's user, by HOME and the XDG variables.
    static UserPlaces ofUser();
};

// registries.conf and its drop-ins, in the order in which they count.
std::vector<NamedText> readSystemRegistries(const SystemPlaces& places);
// The user's; `hasMain` tells whether there is a registries.conf among them, which then stands
// instead of all of the system's.
struct UserRegistries {
    std::vector<NamedText> files;
    bool hasMain = false;
};
UserRegistries readUserRegistries(const UserPlaces& places);

// containers.conf and its drop-ins, the system's and then the user's, in the order in which they
// count: none stands instead of all of another.
std::vector<NamedText> readEngineConfiguration(const SystemPlaces& system, const UserPlaces& user);

std::optional<NamedText> readPolicy(const QStringList& directories);

// What counts for a user.
RegistriesConf effectiveRegistries(const std::vector<NamedText>& system,
                                   const std::vector<NamedText>& user, bool replacesSystem);

// The certificates of a host[:port], from the first of the directories that has one for it; nothing
// where none has.
std::optional<HostCertificates> readCertificates(const QStringList& directories,
                                                 const QString& host);
// Of all hosts that the directories name; those that cannot be taken have their problem instead.
CertificatesByHost readAllCertificates(const QStringList& directories);

// A file of at most `limit` bytes; nothing where there is none.
std::optional<NamedText> readNamedText(const QString& path, std::size_t limit);

} // namespace onggi
