// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Which boxes of the graph are marked, and as what: what the selected one is made of and what is
// made of it, and what a removal would do to each. Pure; any thread.
#pragma once

#include <span>

#include "engine/lineage/removal.h"
#include "gui/graph/fold.h"

namespace onggi {

enum class Light { None, Selected, Ancestor, Descendant };

// An entry for each block; all None where nothing is selected. `blocks` as foldSteps gives them.
std::vector<Light> lightFrom(std::span<const Block> blocks, std::optional<BlockIndex> selected);

enum class Fate {
    Stays,
    Deleted,   // each image that ends on it or on what is made of it goes
    Kept,      // an image that ends on it was to go and is kept
    KeepsBase, // on the way from a kept one to the next images that stay on top of it
};

struct BlockFate {
    Fate fate = Fate::Stays;
    Bytes freed; // disk bytes; less than the block's own where another chain needs the layer too
};

// An entry for each block; the freed bytes add up to the plan's. `plan` was made from the same view
// and forest.
std::vector<BlockFate> fatesOf(const StoreView& view, const Forest& forest,
                               std::span<const Block> blocks, const RemovalPlan& plan);

} // namespace onggi
