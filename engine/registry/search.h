// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The two ways of finding repositories. Both leave out what is no name of one.
#pragma once

#include "engine/registry/endpoint.h"

namespace onggi {

// GET /v2/_catalog, page after page: what contains `term`, in any case of letters.
std::vector<FoundRepository> searchCatalog(Endpoint& endpoint, const std::string& domain,
                                           const std::string& term, std::size_t max,
                                           const std::stop_token& stop);

// GET /v1/search of `hub`, as Docker's client asks it. Its names belong to `domain`.
std::vector<FoundRepository> searchHub(Endpoint& hub, const std::string& domain,
                                       const std::string& term, std::size_t max,
                                       const std::stop_token& stop);

} // namespace onggi
