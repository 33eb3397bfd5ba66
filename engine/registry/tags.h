// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The tags of a repository. OCI distribution specification, "Listing Tags".
#pragma once

#include <cstddef>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "engine/image/reference.h"
#include "engine/registry/endpoint.h"

namespace onggi {

// Implements RegistryClient::fetchTags().
std::vector<std::string> fetchTags(Endpoint& endpoint, const Reference& repository, std::size_t max,
                                   const std::stop_token& stop);

// Where a Link header (RFC 8288) says that the next page lies: path and query, without scheme and
// host, because the registry that was asked is the one that is asked on. Nothing if it says none,
// or another place than below `path`.
std::optional<std::string> nextPageOf(std::string_view link, std::string_view path);

} // namespace onggi
