// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Reading with bounds. A drop-in directory that is not there is empty; a file of the user's that
// cannot be read is an error and not an absence, as it may hold what forbids.

#include "helper/api/containers_files.h"

#include <QDir>
#include <QFile>
#include <QMap>
#include <QStringDecoder>

#include "engine/core/error.h"
#include "helper/api/convert.h"

namespace onggi {

namespace {

constexpr qsizetype kMaxDropIns = 200;
constexpr qsizetype kMaxHosts = 1000;
constexpr qsizetype kMaxCertificateFiles = 64;

std::string nameOf(const QString& path)
{
    return path.toStdString();
}

NamedText readKnown(const QString& path, std::size_t limit)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        throw Error(Code::SystemIo, "reading " + nameOf(path), file.errorString().toStdString());
    const QByteArray bytes = file.read(static_cast<qint64>(limit) + 1);
    if (static_cast<std::size_t>(bytes.size()) > limit)
        throw Error(Code::DocumentInvalid, nameOf(path), "the file is too long");
    QStringDecoder decoder(QStringDecoder::Utf8);
    [[maybe_unused]] const QString decoded = decoder(bytes);
    if (decoder.hasError())
        throw Error(Code::DocumentInvalid, nameOf(path), "it is not UTF-8");
    return {nameOf(path), bytes.toStdString()};
}

// The *.conf of the directories by name; one of the same name in a later directory stands instead.
std::vector<NamedText> readDropIns(const QStringList& directories)
{
    QMap<QString, QString> paths;
    for (const QString& directory : directories) {
        const QDir drop(directory);
        for (const QString& name : drop.entryList({QStringLiteral("*.conf")}, QDir::Files))
            paths.insert(name, drop.filePath(name));
    }
    if (paths.size() > kMaxDropIns)
        throw Error(Code::DocumentInvalid, nameOf(directories.last()), "there are too many files");
    std::vector<NamedText> files;
    for (const QString& path : std::as_const(paths))
        files.push_back(readKnown(path, kMaxConfigurationBytes));
    return files;
}

void append(std::vector<NamedText>& files, std::vector<NamedText> more)
{
    std::move(more.begin(), more.end(), std::back_inserter(files));
}

} // namespace

UserPlaces UserPlaces::ofUser()
{
    const auto place = [](const char* variable, const char* fallback) {
        const QString path = qEnvironmentVariable(variable);
        const QString base = QDir::isAbsolutePath(path)
                                 ? path
                                 : QDir::homePath() + QLatin1Char('/') + QLatin1String(fallback);
        return base + QStringLiteral("/containers");
    };
    return {place("XDG_CONFIG_HOME", ".config"), place("XDG_CACHE_HOME", ".cache")};
}

std::optional<NamedText> readNamedText(const QString& path, std::size_t limit)
{
    if (!QFile::exists(path))
        return std::nullopt;
    return readKnown(path, limit);
}

std::vector<NamedText> readSystemRegistries(const SystemPlaces& places)
{
    const QString file = QStringLiteral("/registries.conf");
    const QString dropIns = QStringLiteral("/registries.conf.d");
    std::vector<NamedText> files;
    for (const QString& directory : {places.etc, places.share}) {
        if (auto main = readNamedText(directory + file, kMaxConfigurationBytes)) {
            files.push_back(std::move(*main));
            break;
        }
    }
    append(files, readDropIns({places.share + dropIns, places.etc + dropIns}));
    return files;
}

UserRegistries readUserRegistries(const UserPlaces& places)
{
    UserRegistries user;
    if (auto main = readNamedText(places.configuration + QStringLiteral("/registries.conf"),
                                  kMaxConfigurationBytes)) {
        user.files.push_back(std::move(*main));
        user.hasMain = true;
    }
    append(user.files, readDropIns({places.configuration + QStringLiteral("/registries.conf.d")}));
    // What the user has answered to other tools that asked which registry a short name means.
    if (auto answers = readNamedText(places.cache + QStringLiteral("/short-name-aliases.conf"),
                                     kMaxConfigurationBytes))
        user.files.push_back(std::move(*answers));
    return user;
}

std::vector<NamedText> readEngineConfiguration(const SystemPlaces& system, const UserPlaces& user)
{
    std::vector<NamedText> files;
    for (const QString& directory : {system.share, system.etc, user.configuration}) {
        const QString main = directory + QStringLiteral("/containers.conf");
        if (auto file = readNamedText(main, kMaxConfigurationBytes))
            files.push_back(std::move(*file));
        append(files, readDropIns({main + QStringLiteral(".d")}));
    }
    return files;
}

std::optional<NamedText> readPolicy(const QStringList& directories)
{
    for (const QString& directory : directories) {
        if (auto policy =
                readNamedText(directory + QStringLiteral("/policy.json"), kMaxConfigurationBytes))
            return policy;
    }
    return std::nullopt;
}

RegistriesConf effectiveRegistries(const std::vector<NamedText>& system,
                                   const std::vector<NamedText>& user, bool replacesSystem)
{
    std::vector<NamedText> files;
    if (!replacesSystem)
        files = system;
    append(files, user);
    return RegistriesConf::parse(files);
}

std::optional<HostCertificates> readCertificates(const QStringList& directories,
                                                 const QString& host)
{
    for (const QString& directory : directories) {
        const QDir own(directory + QLatin1Char('/') + host);
        if (host.isEmpty() || host.contains(QLatin1Char('/')) ||
            host.startsWith(QLatin1Char('.')) || !own.exists())
            continue;
        const QStringList names = own.entryList(QDir::Files, QDir::Name);
        if (names.size() > kMaxCertificateFiles)
            throw Error(Code::DocumentInvalid, nameOf(own.path()), "there are too many files");
        HostCertificates certificates;
        for (const QString& name : names) {
            const auto text = [&](const QString& file) {
                return readKnown(own.filePath(file), kMaxConfigurationBytes).text + "\n";
            };
            if (name.endsWith(QLatin1String(".crt")))
                certificates.authorities += text(name);
            if (!name.endsWith(QLatin1String(".cert")))
                continue;
            const QString key = name.chopped(5) + QStringLiteral(".key");
            if (!names.contains(key)) {
                throw Error(Code::DocumentInvalid, nameOf(own.filePath(name)),
                            "a client's certificate needs " + key.toStdString() +
                                " beside it; an authority's ends in .crt");
            }
            // A connection shows one certificate: that of the first name.
            if (certificates.certificate.empty()) {
                certificates.certificate = text(name);
                certificates.key = text(key);
            }
        }
        return certificates;
    }
    return std::nullopt;
}

CertificatesByHost readAllCertificates(const QStringList& directories)
{
    QStringList hosts;
    for (const QString& directory : directories)
        hosts += QDir(directory).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
    hosts.removeDuplicates();
    if (hosts.size() > kMaxHosts)
        throw Error(Code::DocumentInvalid, nameOf(directories.first()), "there are too many hosts");
    CertificatesByHost all;
    for (const QString& host : std::as_const(hosts)) {
        try {
            if (auto certificates = readCertificates(directories, host))
                all.emplace(host.toStdString(), std::move(*certificates));
        } catch (const Error& error) {
            all[host.toStdString()].problem = error.subject() + ": " + error.detail();
        }
    }
    return all;
}

} // namespace onggi
