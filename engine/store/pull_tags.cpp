// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// One tag after the other: the layers of each are fetched side by side already, and what a later
// tag shares with an earlier one is then there.

#include "engine/store/pull_tags.h"

#include "engine/core/cancel.h"
#include "engine/core/error.h"
#include "engine/registry/client.h"

namespace onggi {

std::vector<std::string> tagsToPull(RegistryClient& client, const Reference& repository,
                                    const std::stop_token& stop)
{
    std::vector<std::string> tags = client.fetchTags(repository, kMaxTagsAtOnce + 1, stop);
    if (tags.empty())
        throw Error(Code::RegistryNotFound, repository.repository(), "it has no tags");
    if (tags.size() > kMaxTagsAtOnce)
        throw Error(Code::RegistryTooLarge, repository.repository(),
                    "it has more than " + std::to_string(kMaxTagsAtOnce) + " tags");
    return tags;
}

PulledTags pullTags(Puller& puller, RegistryClient& client, const Reference& repository,
                    const std::vector<std::string>& tags, const PullOptions& options,
                    Progress& progress, const std::stop_token& stop)
{
    PulledTags pulled;
    for (const std::string& tag : tags) {
        throwIfCancelled(stop);
        const Reference reference{repository.domain, repository.path, tag, std::nullopt};
        Progress step = progress.child(StepKind::Pull, reference.text());
        try {
            pulled.tags.push_back({reference, puller.pull(client, reference, options, step, stop)});
        } catch (const Error& error) {
            if (error.code() != Code::PlatformMissing)
                throw;
            pulled.skipped.push_back(tag);
        }
    }
    return pulled;
}

} // namespace onggi
