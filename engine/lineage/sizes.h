// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The byte figures of images, nodes and stores. All of them come from here.
#pragma once

#include "engine/lineage/forest.h"

namespace onggi {

// Content bytes; unique + shared = virtual. A layer that stands twice in one image counts once.
struct ImageSizes {
    Bytes virtualSize; // sum over the image's distinct layers
    Bytes unique;      // of layers that no other image has
    Bytes shared;
};

struct StoreTotals {
    std::size_t layers = 0; // distinct diffIDs
    Bytes layersDisk;       // allocated blocks of all layer files
    Bytes reclaimable;      // disk bytes of layers that no container needs
};

ImageSizes imageSizes(const StoreView& view, const Forest& forest, std::size_t image);

// Content bytes of a node's layer if a single image has it, else 0.
Bytes uniqueBytesOfNode(const StoreView& view, const Forest& forest, NodeIndex node);

StoreTotals storeTotals(const StoreView& view, const Forest& forest);

} // namespace onggi
