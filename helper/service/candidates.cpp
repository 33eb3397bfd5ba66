// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Which failures send a search on: those of a registry, not those of this machine.

#include "helper/service/candidates.h"

namespace onggi {

bool mayTryNext(Code code) noexcept
{
    switch (code) {
    case Code::RegistryUnreachable:
    case Code::RegistryDenied:
    case Code::RegistryNotFound:
    case Code::RegistryRateLimited:
    case Code::RegistryForbidden:
    case Code::RegistryInsecure:
    case Code::RegistryProtocol:
        return true;
    default:
        return false;
    }
}

std::string reasonAgainst(const Reference& candidate, const Error& error)
{
    return candidate.text() + ": " +
           (error.detail().empty() ? std::string(codeName(error.code())) : error.detail());
}

std::string namesOf(const std::vector<Reference>& references)
{
    std::string names;
    for (const Reference& reference : references)
        names += (names.empty() ? "" : ", ") + reference.text();
    return names;
}

} // namespace onggi
