// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Pulling a repository whole: each of its tags, one after the other.
#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include "engine/store/pull.h"

namespace onggi {

struct PulledTag {
    Reference reference;
    PullResult result;
};

struct PulledTags {
    std::vector<PulledTag> tags;
    std::vector<std::string> skipped; // tags that have no image for the platform
};

constexpr std::size_t kMaxTagsAtOnce = 10'000;

// Only domain and path of `repository` count, here and below. Throws also Error(RegistryNotFound)
// where there are no tags, Error(RegistryTooLarge) where there are more than kMaxTagsAtOnce.
std::vector<std::string> tagsToPull(RegistryClient& client, const Reference& repository,
                                    const std::stop_token& stop);

// What has been pulled before an error stays. Throws what Puller::pull() throws.
PulledTags pullTags(Puller& puller, RegistryClient& client, const Reference& repository,
                    const std::vector<std::string>& tags, const PullOptions& options,
                    Progress& progress, const std::stop_token& stop);

} // namespace onggi
