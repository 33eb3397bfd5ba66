// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// One question to the registry's root, which every registry answers: 200 to those whom it knows,
// 401 to others (OCI distribution specification, "Determining Support"). Mirrors have no say in who
// somebody is, so that the registry alone is asked.

#include "engine/registry/sign_in.h"

#include "engine/core/error.h"
#include "engine/registry/access.h"
#include "engine/registry/connection_trust.h"
#include "engine/registry/endpoint.h"

namespace onggi {

namespace {

constexpr Bytes kMaxAnswer{64 << 10};

// The configuration speaks of references: one that lies in the scope.
Reference anythingOf(const std::string& scope)
{
    return Reference::parse(scope + "/anything");
}

} // namespace

void verifySignIn(Transfer& transfer, const RegistryOptions& options, const std::string& scope,
                  const std::stop_token& stop)
{
    const std::string domain = scope.substr(0, scope.find('/'));
    EndpointTraits traits;
    if (options.access) {
        const RegistryAccess& access = *options.access;
        HostCertificates certificates = access.certificatesFor(domain);
        traits.trust = std::make_shared<const ConnectionTrust>(ConnectionTrust{
            std::move(certificates.authorities), std::move(certificates.certificate),
            std::move(certificates.key), access.proxies});
        traits.isInsecure = access.destination(anythingOf(scope)).isInsecure;
        if (const Credentials* known = access.credentialsFor(scope))
            traits.credentials = *known;
    }
    FirstAnswer firstAnswer(options.firstAnswerTimeout);
    TokenCache tokens;
    Endpoint endpoint(domain, transfer, options, firstAnswer, tokens, std::move(traits));
    try {
        endpoint.fetch({"/v2/", {}, {}, scope}, kMaxAnswer, stop);
    } catch (const Error& error) {
        if (error.code() != Code::RegistryDenied)
            throw;
        throw Error(Code::RegistryDenied, scope, "the user name or the password is wrong");
    }
}

} // namespace onggi
