// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What is written goes to the first place, by way of a new file that nobody else may read.

#include "helper/registries/auth_files.h"

#include <set>

#include <unistd.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include "engine/core/error.h"
#include "helper/api/containers_files.h"
#include "helper/api/convert.h"
#include "helper/registries/credential_helper.h"

namespace onggi {

namespace {

NamedText readOrEmpty(const QString& path)
{
    if (auto file = readNamedText(path, kMaxAuthFileBytes))
        return *file;
    return {path.toStdString(), {}};
}

void write(const QString& path, const std::string& text)
{
    const auto fail = [&](const QString& cause) {
        throw Error(Code::SystemIo, "writing " + path.toStdString(), cause.toStdString());
    };
    // A link stays one, and what it points to is replaced.
    const QFileInfo info(path);
    const QString target = info.isSymLink() ? info.symLinkTarget() : path;
    if (!QDir().mkpath(QFileInfo(target).absolutePath()))
        fail(QStringLiteral("its directory cannot be made"));
    QSaveFile file(target);
    if (!file.open(QIODevice::WriteOnly))
        fail(file.errorString());
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    file.write(toByteArray(text));
    if (!file.commit())
        fail(file.errorString());
}

// The part of `repository` that the file has credentials for.
std::optional<AuthFiles::Found> findIn(const AuthFile& file, const std::string& repository)
{
    const Credentials* known = findCredentials(file.credentials, repository);
    if (!known)
        return std::nullopt;
    for (const auto& [scope, credentials] : file.credentials) {
        if (&credentials == known)
            return AuthFiles::Found{scope, credentials};
    }
    return std::nullopt;
}

} // namespace

std::vector<AuthPlace> authPlaces(const QString& named, const Environment& environment,
                                  const QString& systemRuntime)
{
    if (!named.isEmpty())
        return {{named, AuthFormat::Containers}};
    if (const QString file = environment("REGISTRY_AUTH_FILE"); !file.isEmpty())
        return {{file, AuthFormat::Containers}};
    const QString home = environment("HOME");
    const QString runtime = environment("XDG_RUNTIME_DIR");
    const QString configuration = environment("XDG_CONFIG_HOME");
    const QString docker = environment("DOCKER_CONFIG");
    const QString name = QStringLiteral("/containers/auth.json");
    std::vector<AuthPlace> places;
    const QString own = systemRuntime + QStringLiteral("/containers/") +
                        QString::number(::getuid()) + QStringLiteral("/auth.json");
    if (!runtime.isEmpty())
        places.push_back({runtime + name, AuthFormat::Containers});
    // Root alone can make it, and it is gone after a reboot: no place to begin with.
    else if (QFile::exists(own))
        places.push_back({own, AuthFormat::Containers});
    places.push_back(
        {(configuration.isEmpty() ? home + QStringLiteral("/.config") : configuration) + name,
         AuthFormat::Containers});
    places.push_back({(docker.isEmpty() ? home + QStringLiteral("/.docker") : docker) +
                          QStringLiteral("/config.json"),
                      AuthFormat::Containers});
    places.push_back({home + QStringLiteral("/.dockercfg"), AuthFormat::Legacy});
    return places;
}

AuthFiles::AuthFiles(std::vector<AuthPlace> places, std::vector<std::string> order)
    : m_places(std::move(places))
    , m_order(std::move(order))
{
    for (const AuthPlace& place : m_places) {
        if (const auto file = readNamedText(place.path, kMaxAuthFileBytes))
            m_files.push_back(AuthFile::parse(*file, place.format));
    }
}

std::optional<AuthFiles::Found> AuthFiles::find(const std::string& repository) const
{
    const std::string host = hostOfScope(repository);
    for (const std::string& name : m_order) {
        if (name == RegistriesConf::kAuthFiles) {
            if (auto found = findInFiles(repository))
                return found;
        } else if (auto known = CredentialHelper(name).get(host)) {
            return Found{host, std::move(*known)};
        }
    }
    return std::nullopt;
}

std::optional<AuthFiles::Found> AuthFiles::findInFiles(const std::string& repository) const
{
    const std::string host = hostOfScope(repository);
    for (const AuthFile& file : m_files) {
        const auto own = file.helpers.find(host);
        if (own == file.helpers.end()) {
            if (auto found = findIn(file, repository))
                return found;
        }
        if (const std::string helper = file.helperOf(host); !helper.empty()) {
            if (auto known = CredentialHelper(helper).get(host))
                return Found{host, std::move(*known)};
        }
    }
    return std::nullopt;
}

std::string AuthFiles::helperOf(const std::string& host) const
{
    if (m_order.front() != RegistriesConf::kAuthFiles)
        return m_order.front();
    for (const AuthFile& file : m_files) {
        if (std::string helper = file.helperOf(host); !helper.empty())
            return helper;
    }
    return {};
}

bool AuthFiles::hasProgramFor(const std::string& scope) const
{
    // Programs keep one for a host: what is for a part of it goes to the file.
    return scope.find('/') == std::string::npos && !helperOf(scope).empty();
}

std::string AuthFiles::keep(const std::string& scope, const Credentials& credentials) const
{
    if (hasProgramFor(scope)) {
        const CredentialHelper helper(helperOf(scope));
        helper.store(scope, credentials);
        return helper.program();
    }
    const QString& path = m_places.front().path;
    write(path, withCredentials(readOrEmpty(path), scope, credentials));
    return path.toStdString();
}

bool AuthFiles::forget(const std::optional<std::string>& scope) const
{
    bool hasForgotten = false;
    std::set<std::pair<std::string, std::string>> kept; // program, host
    if (scope && hasProgramFor(*scope)) {
        kept.emplace(helperOf(*scope), *scope);
    } else if (!scope) {
        for (const AuthFile& file : m_files) {
            for (const auto& [host, name] : file.helpers)
                kept.emplace(name, host);
        }
    }
    for (const auto& [name, host] : kept) {
        const CredentialHelper helper(name);
        if (helper.get(host)) {
            helper.erase(host);
            hasForgotten = true;
        }
    }
    const QString& path = m_places.front().path;
    const RemovedCredentials removed = withoutCredentials(readOrEmpty(path), scope);
    if (removed.hasChanged)
        write(path, removed.text);
    return hasForgotten || removed.hasChanged;
}

} // namespace onggi
