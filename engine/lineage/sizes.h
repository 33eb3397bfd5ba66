// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The byte figures of images, nodes and stores. All of them come from here.
#pragma once

#include <span>
#include <vector>

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

// Of some images together; a layer counts once. The first three are content bytes, unique + shared
// = virtual.
struct GroupSizes {
    Bytes virtualSize;
    Bytes unique; // of layers that no image outside the group has
    Bytes shared;
    Bytes disk;       // allocated blocks of all their layers
    Bytes uniqueDisk; // what removing the whole group would free
};

// Sums groups of one store's images, each in time linear in its images' chains. The view and the
// forest outlive it.
class GroupSums {
public:
    GroupSums(const StoreView& view, const Forest& forest);

    // Indices into StoreView::images, each once.
    GroupSizes of(std::span<const std::size_t> images);

private:
    const StoreView& m_view;
    const Forest& m_forest;
    std::vector<std::size_t> m_imagesOfLayer; // in the group
    std::vector<std::size_t> m_lastCounted;   // by layer; see of()
    std::size_t m_counted = 0;                // images of all groups so far
};

// Content bytes of a node's layer if a single image has it, else 0.
Bytes uniqueBytesOfNode(const StoreView& view, const Forest& forest, NodeIndex node);

StoreTotals storeTotals(const StoreView& view, const Forest& forest);

} // namespace onggi
