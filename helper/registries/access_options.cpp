// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The document is as small as it can be: without configuration, proxies and credentials none is
// sent. It travels in a memfd that is sealed before anybody else sees it.

#include "helper/registries/access_options.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <set>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <QDBusUnixFileDescriptor>

#include "engine/core/error.h"
#include "helper/api/containers_files.h"
#include "helper/api/convert.h"
#include "helper/registries/user_proxies.h"

namespace onggi {

namespace {

struct UserConfiguration {
    UserPlaces places = UserPlaces::ofUser();
    UserRegistries user = readUserRegistries(places);
    RegistriesConf effective =
        effectiveRegistries(readSystemRegistries({}), user.files, user.hasMain);
};

AccessDocument documentOf(const UserConfiguration& configuration)
{
    AccessDocument document;
    document.registries = configuration.user.files;
    document.replacesSystem = configuration.user.hasMain;
    document.policy = readPolicy({configuration.places.configuration});
    const Proxies proxies = userProxies({}, configuration.places, [](const char* name) {
        const char* value = std::getenv(name);
        return value ? std::optional<std::string>(value) : std::nullopt;
    });
    if (!proxies.isEmpty())
        document.proxies = proxies;
    return document;
}

void addCertificates(AccessDocument& document, const UserConfiguration& configuration,
                     const std::string& host)
{
    const auto own = readCertificates(
        {configuration.places.configuration + QStringLiteral("/certs.d")}, toText(host));
    if (own)
        document.certificates.insert_or_assign(host, *own);
}

bool isEmpty(const AccessDocument& document)
{
    return document.registries.empty() && !document.policy && document.certificates.empty() &&
           !document.proxies && document.credentials.empty();
}

QVariant sealed(const AccessDocument& document)
{
    QDBusUnixFileDescriptor descriptor;
    descriptor.giveFileDescriptor(::memfd_create("onggi-access", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (!descriptor.isValid())
        throw systemError(errno, "the access document", "memfd_create");
    const int fd = descriptor.fileDescriptor();
    std::string text = document.toJson();
    std::string_view rest = text;
    while (!rest.empty()) {
        const ssize_t written = ::write(fd, rest.data(), rest.size());
        if (written < 0 && errno != EINTR)
            throw systemError(errno, "the access document", "write");
        if (written > 0)
            rest.remove_prefix(static_cast<std::size_t>(written));
    }
    ::explicit_bzero(text.data(), text.size());
    if (::fcntl(fd, F_ADD_SEALS, F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE) != 0)
        throw systemError(errno, "the access document", "sealing");
    return QVariant::fromValue(descriptor);
}

KeptCredentials keptCredentialsFor(const UserConfiguration& configuration, const std::string& named)
{
    AuthFiles files(authPlaces(QString::fromStdString(named),
                               [](const char* name) { return qEnvironmentVariable(name); }),
                    configuration.effective.credentialHelpers());
    // A file that was named is meant alone.
    const bool isNamed = !named.empty() || !qEnvironmentVariableIsEmpty("REGISTRY_AUTH_FILE");
    return KeptCredentials(std::move(files), isNamed ? KeyringState::Absent : keyringState());
}

} // namespace

AccessDocument AccessOptions::gather(const std::vector<std::string>& references) const
{
    const UserConfiguration configuration;
    AccessDocument document = documentOf(configuration);
    const KeptCredentials kept = keptCredentialsFor(configuration, authFile);
    std::set<std::string> repositories;
    for (const std::string& text : references) {
        for (const Reference& candidate : configuration.effective.candidates(text)) {
            for (const RegistrySource& source : configuration.effective.sources(candidate)) {
                addCertificates(document, configuration, source.reference.domain);
                repositories.insert(source.reference.repository());
            }
        }
    }
    for (const std::string& repository : repositories) {
        if (auto found = kept.find(repository))
            document.credentials.insert_or_assign(found->scope, std::move(found->credentials));
    }
    return document;
}

QVariantMap AccessOptions::wireDocument(const AccessDocument& document) const
{
    QVariantMap options;
    if (!isTlsVerified)
        options.insert("tls-verify", false);
    if (!isEmpty(document))
        options.insert("access", sealed(document));
    return options;
}

QVariantMap AccessOptions::wire(const std::vector<std::string>& references) const
{
    return wireDocument(gather(references));
}

QVariantMap AccessOptions::wireTo(const std::string& reference) const
{
    const UserConfiguration configuration;
    AccessDocument document = documentOf(configuration);
    const RegistrySource place = configuration.effective.destination(Reference::parse(reference));
    addCertificates(document, configuration, place.reference.domain);
    if (auto found = keptCredentialsFor(configuration, authFile).find(place.reference.repository()))
        document.credentials.insert_or_assign(found->scope, std::move(found->credentials));
    return wireDocument(document);
}

QVariantMap AccessOptions::wireSignIn(const std::string& scope,
                                      const Credentials& credentials) const
{
    const UserConfiguration configuration;
    AccessDocument document = documentOf(configuration);
    addCertificates(document, configuration, hostOfScope(scope));
    document.credentials.emplace(scope, credentials);
    return wireDocument(document);
}

KeptCredentials keptCredentialsOf(const std::string& named)
{
    return keptCredentialsFor(UserConfiguration(), named);
}

std::vector<std::string> candidatesOf(const std::string& reference)
{
    std::vector<std::string> texts;
    for (const Reference& candidate : UserConfiguration().effective.candidates(reference))
        texts.push_back(candidate.text());
    return texts;
}

} // namespace onggi
