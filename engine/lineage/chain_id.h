// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// ChainIDs: OCI image specification config.md, "Layer ChainID".
#pragma once

#include <span>
#include <vector>

#include "engine/image/digest.h"

namespace onggi {

// The id of the chain that `layer` makes on top of `parent`.
Digest chainIdOn(const Digest& parent, const Digest& layer);

// The ids of all prefixes of the chain, shortest first; the last one is the chain's own.
std::vector<Digest> chainIds(std::span<const Digest> diffIds);

} // namespace onggi
