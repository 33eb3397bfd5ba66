// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The lineage of a whole store: a node per chain, an edge per layer.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "engine/lineage/store_view.h"

namespace onggi {

// Index of a node in Forest::nodes().
using NodeIndex = std::size_t;

struct LineageNode {
    Digest chain;
    std::optional<NodeIndex> parent;     // none at a root
    std::vector<NodeIndex> children;     // in the order in which the images came
    std::size_t depth = 0;               // 0 at a root
    std::size_t layer = 0;               // index into StoreView::layers
    std::vector<std::size_t> images;     // indices into StoreView::images of those that end here
    std::vector<std::size_t> containers; // indices into StoreView::containers
    std::size_t imageCount = 0;          // images that end here or below
};

// Built from a view in time linear in its rows; keeps indices into it, not the view. A parent comes
// before its children. An image without layers has no node. Throws Error(StoreCorrupt) for rows
// that name others which do not exist.
class Forest {
public:
    explicit Forest(const StoreView& view);

    const std::vector<LineageNode>& nodes() const noexcept { return m_nodes; }
    const std::vector<NodeIndex>& roots() const noexcept { return m_roots; }
    // The node that an image ends on, by its index in the view.
    std::optional<NodeIndex> nodeOfImage(std::size_t image) const
    {
        return m_nodeOfImage.at(image);
    }
    // In how many images each layer of the view stands.
    const std::vector<std::size_t>& imagesPerLayer() const noexcept { return m_imagesPerLayer; }

private:
    void addNode(const StoreView& view, std::optional<NodeIndex> parent, std::size_t layer);

    std::vector<LineageNode> m_nodes;
    std::vector<NodeIndex> m_roots;
    std::vector<std::optional<NodeIndex>> m_nodeOfImage;
    std::vector<std::size_t> m_imagesPerLayer;
};

} // namespace onggi
