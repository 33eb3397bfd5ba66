// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What an image is made of: "base + A + B". Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "engine/lineage/forest.h"

namespace onggi {

// Nodes of an image's chain, base first; none for an image without layers.
std::vector<NodeIndex> chainOf(const Forest& forest, std::size_t image);

// Layers that belong together: from what an image is made on, up to the image. A layer that stands
// twice in the chain counts where it stands first.
struct StackBlock {
    std::vector<std::size_t> images; // that end with it: indices into the view; may be none
    std::vector<NodeIndex> nodes;    // base first
    Bytes content;
    std::size_t largestLayer = 0; // index into StoreView::layers; its step tells what this is
    std::size_t sharedWith = 0;   // other images that have all of it
};

// Base first; the last one ends with the image. A block ends where an image does, and where the
// chains of other images part. Empty for an image without layers.
std::vector<StackBlock> imageStack(const StoreView& view, const Forest& forest, std::size_t image);

} // namespace onggi
