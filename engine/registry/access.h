// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How registries are reached for one job: which places a reference is asked for at, what is trusted
// there, through which proxies, and with whose credentials. A plain value that nobody changes once
// a job has it; it lives as long as the job and is written nowhere.
//
// It is put together from the system's files (/etc/containers …), which the helper reads, and from
// what the user's client hands over: a sealed memfd with one JSON document, the option "access" (h)
// of Pull and its likes. The document, see AccessDocument:
//
//   { "version": 1,
//     "registries": [ {"name": "/home/u/.config/containers/registries.conf", "text": "…"}, … ],
//         the user's registries.conf and registries.conf.d, in the order in which they count
//     "replacesSystem": true,
//         the user has a registries.conf: it and its drop-ins stand instead of the system's
//     "policy": {"name": "…/policy.json", "text": "…"},
//     "certificates": { "host[:port]": {"authorities": "PEM", "certificate": "PEM", "key": "PEM"}
//     }, "proxies": {"http": "URL", "https": "URL", "no": "hosts"},
//         from the client's environment, else from containers.conf; missing: the helper's own
//         environment counts
//     "credentials": { "host[:port][/path]": {"username": "…", "password": "…",
//                                             "identityToken": "…"} } }
//
// Every member but "version" may be missing; an unknown one is refused, as is a document of more
// than kMaxAccessBytes.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/registry/credentials.h"
#include "engine/registry/proxies.h"
#include "engine/registry/registries_conf.h"
#include "engine/registry/trust_policy.h"

namespace onggi {

constexpr std::size_t kMaxAccessBytes = 2 << 20;

// containers-certs.d(5), of one host[:port]; PEM texts, empty where there are none.
struct HostCertificates {
    std::string authorities; // trusted beside the system's
    std::string certificate; // shown to the registry
    std::string key;
    std::string problem = {}; // why they cannot be taken; whoever asks the host is told
};
using CertificatesByHost = std::map<std::string, HostCertificates>;

// By "host[:port][/path]", as in containers-auth.json(5).
using CredentialsByScope = std::map<std::string, Credentials>;

// The credentials of the longest scope that `repository` ("quay.io/ns/name") falls under.
const Credentials* findCredentials(const CredentialsByScope& credentials,
                                   std::string_view repository);

struct RegistryAccess {
    // The system's own configuration: what it blocks stays blocked, whatever a user's says.
    RegistriesConf system;
    // What counts: the system's with the user's drop-ins, or the user's own.
    RegistriesConf registries;
    std::vector<TrustPolicy> policies; // every one has to allow
    CertificatesByHost systemCertificates;
    CertificatesByHost userCertificates;
    Proxies proxies;
    CredentialsByScope credentials;

    // See RegistriesConf::candidates().
    std::vector<Reference> candidates(std::string_view text) const;
    // Where to ask, in order. Throws Error(RegistryForbidden).
    std::vector<RegistrySource> sources(const Reference& reference) const;
    // See RegistriesConf::destination(). A policy has no say in what leaves.
    RegistrySource destination(const Reference& reference) const;
    // Both files' texts, one behind the other. `host` is "host[:port]". Throws
    // Error(DocumentInvalid) where the host's own cannot be taken.
    HostCertificates certificatesFor(const std::string& host) const;
    const Credentials* credentialsFor(std::string_view repository) const
    {
        return findCredentials(credentials, repository);
    }
    // Whether what answers for the reference has shown that it is the registry of that name as the
    // system knows it: nothing that the user brought leads elsewhere or widens trust, and every
    // place that may be asked is verified.
    bool isVouchedFor(const Reference& reference) const;
};

// What a client hands over for one job. Texts are not looked into here.
struct AccessDocument {
    std::vector<NamedText> registries;
    bool replacesSystem = false;
    std::optional<NamedText> policy;
    CertificatesByHost certificates;
    std::optional<Proxies> proxies;
    CredentialsByScope credentials;

    // Throws Error(ApiInvalidArgument).
    std::string toJson() const;
    static AccessDocument fromJson(std::string_view text);
};

} // namespace onggi
