// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The user's part never weakens the system's: what the system blocks or refuses is refused also
// where only the user's configuration leads there.

#include "engine/registry/access.h"

#include <algorithm>

#include "engine/core/error.h"

namespace onggi {

const Credentials* findCredentials(const CredentialsByScope& credentials,
                                   std::string_view repository)
{
    for (std::string_view scope = repository; !scope.empty();) {
        if (const auto found = credentials.find(std::string(scope)); found != credentials.end())
            return &found->second;
        const auto slash = scope.rfind('/');
        scope = slash == std::string_view::npos ? std::string_view() : scope.substr(0, slash);
    }
    return nullptr;
}

std::vector<Reference> RegistryAccess::candidates(std::string_view text) const
{
    return registries.candidates(text);
}

std::vector<RegistrySource> RegistryAccess::sources(const Reference& reference) const
{
    const auto requireAllowed = [this](const Reference& asked) {
        system.refuseBlocked(asked);
        for (const TrustPolicy& policy : policies)
            policy.requirePullable(asked);
    };
    requireAllowed(reference);
    std::vector<RegistrySource> found = registries.sources(reference);
    if (found != system.sources(reference)) {
        for (const RegistrySource& source : found)
            requireAllowed(source.reference);
    }
    return found;
}

RegistrySource RegistryAccess::destination(const Reference& reference) const
{
    system.refuseBlocked(reference);
    return registries.destination(reference);
}

HostCertificates RegistryAccess::certificatesFor(const std::string& host) const
{
    HostCertificates both;
    if (const auto found = systemCertificates.find(host); found != systemCertificates.end())
        both = found->second;
    if (!both.problem.empty())
        throw Error(Code::DocumentInvalid, "the certificates of " + host, both.problem);
    if (const auto found = userCertificates.find(host); found != userCertificates.end()) {
        both.authorities += found->second.authorities;
        // A user's own certificate says who the user is; the system's is that of the machine.
        if (!found->second.certificate.empty()) {
            both.certificate = found->second.certificate;
            both.key = found->second.key;
        }
    }
    return both;
}

bool RegistryAccess::isVouchedFor(const Reference& reference) const
{
    const std::vector<RegistrySource> found = registries.sources(reference);
    return found == system.sources(reference) &&
           std::ranges::none_of(found, [this](const RegistrySource& source) {
               const auto users = userCertificates.find(source.reference.domain);
               return source.isInsecure ||
                      (users != userCertificates.end() && !users->second.authorities.empty());
           });
}

} // namespace onggi
