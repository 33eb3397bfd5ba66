// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Which failures let the next place be asked: those of the registry, whatever they are. A disk that
// is full, or a policy that refuses, is nobody's fault there.

#include "engine/registry/places.h"

#include <algorithm>
#include <exception>

#include "engine/registry/access.h"
#include "engine/registry/connection_trust.h"

namespace onggi {

Places::Places(Transfer& transfer, RegistryOptions options)
    : m_transfer(transfer)
    , m_options(std::move(options))
    , m_firstAnswer(m_options.firstAnswerTimeout)
{
}

Places::Remembered::Remembered(Places& places, const Reference& reference, const Place& place)
    : m_places(places)
    , m_reference(reference)
    , m_place(place)
    , m_exceptions(std::uncaught_exceptions())
{
}

Places::Remembered::~Remembered()
{
    if (std::uncaught_exceptions() == m_exceptions)
        (*m_places.m_answered.lock())[m_reference.repository()] = m_place.endpoint;
}

std::vector<Place> Places::of(const Reference& reference)
{
    const std::vector<RegistrySource> sources =
        m_options.access ? m_options.access->sources(reference)
                         : std::vector<RegistrySource>{{reference, false, false}};
    std::vector<Place> places;
    places.reserve(sources.size());
    for (const RegistrySource& source : sources)
        places.push_back({&endpointOf(source), source.reference});
    const auto answered = m_answered.lock();
    if (const auto known = answered->find(reference.repository()); known != answered->end()) {
        std::ranges::stable_partition(
            places, [&](const Place& place) { return place.endpoint == known->second; });
    }
    return places;
}

Place Places::destination(const Reference& reference)
{
    const RegistrySource source = m_options.access ? m_options.access->destination(reference)
                                                   : RegistrySource{reference, false, false};
    return {&endpointOf(source), source.reference};
}

Endpoint& Places::endpointOf(const RegistrySource& source)
{
    const std::string repository = source.reference.repository();
    const auto endpoints = m_endpoints.lock();
    std::unique_ptr<Endpoint>& endpoint =
        (*endpoints)[repository + (source.isInsecure ? " insecure" : "")];
    if (endpoint)
        return *endpoint;
    EndpointTraits traits;
    traits.isInsecure = source.isInsecure;
    if (m_options.access) {
        const RegistryAccess& access = *m_options.access;
        HostCertificates certificates = access.certificatesFor(source.reference.domain);
        traits.trust = std::make_shared<const ConnectionTrust>(ConnectionTrust{
            std::move(certificates.authorities), std::move(certificates.certificate),
            std::move(certificates.key), access.proxies});
        if (const Credentials* known = access.credentialsFor(repository))
            traits.credentials = *known;
    }
    endpoint = std::make_unique<Endpoint>(source.reference.domain, m_transfer, m_options,
                                          m_firstAnswer, m_tokens, std::move(traits));
    return *endpoint;
}

bool Places::mayAskNext(Code code) noexcept
{
    switch (code) {
    case Code::RegistryUnreachable:
    case Code::RegistryDenied:
    case Code::RegistryNotFound:
    case Code::RegistryRateLimited:
    case Code::RegistryInsecure:
    case Code::RegistryProtocol:
    case Code::RegistryMediaType:
    case Code::RegistryTooLarge:
    case Code::RegistryDigestMismatch:
    case Code::RegistrySizeMismatch:
    case Code::DocumentInvalid:
        return true;
    default:
        return false;
    }
}

std::string Places::reasonOf(const Place& place, const Error& error)
{
    return "; before, " + place.reference.domain + ": " +
           (error.detail().empty() ? std::string(codeName(error.code())) : error.detail());
}

void Places::throwWith(const Error& error, const std::string& reasons)
{
    if (reasons.empty())
        throw error;
    Error whole(error.code(), error.subject(),
                (error.detail().empty() ? std::string(codeName(error.code())) : error.detail()) +
                    reasons);
    for (const std::string& frame : error.frames())
        whole.addFrame(frame);
    throw whole;
}

} // namespace onggi
