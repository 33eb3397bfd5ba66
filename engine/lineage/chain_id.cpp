// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A chain of one layer has that layer's digest; a longer one hashes its parent's id and its last
// layer.

#include "engine/lineage/chain_id.h"

#include "engine/core/sha256.h"

namespace onggi {

Digest chainIdOn(const Digest& parent, const Digest& layer)
{
    return Sha256::of(parent.text() + ' ' + layer.text());
}

std::vector<Digest> chainIds(std::span<const Digest> diffIds)
{
    std::vector<Digest> ids;
    ids.reserve(diffIds.size());
    for (const Digest& diffId : diffIds)
        ids.push_back(ids.empty() ? diffId : chainIdOn(ids.back(), diffId));
    return ids;
}

} // namespace onggi
