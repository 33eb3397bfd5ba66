// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// containers-policy.json(5): which images may come in at all. A pure value.
//
// Signatures cannot be verified here. A scope that asks for them (signedBy, sigstoreSigned) refuses
// what falls under it, and says why: what nobody has verified never passes as verified.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/image/reference.h"
#include "engine/registry/registries_conf.h"

namespace onggi {

class TrustPolicy {
public:
    // Throws Error(DocumentInvalid) naming the file: a policy that is not understood whole refuses
    // everything, by refusing itself.
    static TrustPolicy parse(const NamedText& file);

    // The longest scope below transports.docker that the reference falls under, else the
    // transport's "", else "default". Throws Error(RegistryForbidden) naming file and scope.
    void requirePullable(const Reference& reference) const;
    // The same of transports.docker-archive and oci-archive for an archive of that name.
    void requireLoadable(std::string_view transport, const std::string& name) const;

private:
    enum class Kind { Accept, Reject, SignedBy, SigstoreSigned };
    using Requirements = std::vector<Kind>; // all have to be met
    using Scopes = std::map<std::string, Requirements>;

    class Reader;
    void require(const Requirements& requirements, const std::string& subject,
                 const std::string& scope) const;

    std::string m_file;
    Requirements m_default;
    std::map<std::string, Scopes> m_transports;
};

} // namespace onggi
