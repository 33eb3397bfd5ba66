// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Sums over rows. A row counts once, however often its layer stands in a chain.

#include "engine/lineage/sizes.h"

#include <algorithm>
#include <utility>

namespace onggi {

namespace {

// The distinct layers of the chain that ends at a node.
std::vector<std::size_t> layersUpTo(const Forest& forest, std::optional<NodeIndex> node)
{
    std::vector<std::size_t> layers;
    for (; node; node = forest.nodes()[*node].parent)
        layers.push_back(forest.nodes()[*node].layer);
    std::sort(layers.begin(), layers.end());
    layers.erase(std::unique(layers.begin(), layers.end()), layers.end());
    return layers;
}

} // namespace

ImageSizes imageSizes(const StoreView& view, const Forest& forest, std::size_t image)
{
    ImageSizes sizes;
    for (const std::size_t layer : layersUpTo(forest, forest.nodeOfImage(image))) {
        const Bytes content = view.layers[layer].content;
        sizes.virtualSize += content;
        (forest.imagesPerLayer()[layer] == 1 ? sizes.unique : sizes.shared) += content;
    }
    return sizes;
}

GroupSums::GroupSums(const StoreView& view, const Forest& forest)
    : m_view(view)
    , m_forest(forest)
    , m_imagesOfLayer(view.layers.size())
    , m_lastCounted(view.layers.size())
{
}

GroupSizes GroupSums::of(std::span<const std::size_t> images)
{
    std::vector<std::size_t> layers;
    for (const std::size_t image : images) {
        ++m_counted;
        std::optional<NodeIndex> node = m_forest.nodeOfImage(image);
        for (; node; node = m_forest.nodes()[*node].parent) {
            const std::size_t layer = m_forest.nodes()[*node].layer;
            // A layer that stands twice in an image counts once.
            if (std::exchange(m_lastCounted[layer], m_counted) != m_counted &&
                m_imagesOfLayer[layer]++ == 0)
                layers.push_back(layer);
        }
    }
    GroupSizes sizes;
    for (const std::size_t layer : layers) {
        const LayerRow& row = m_view.layers[layer];
        const bool isUnique = m_imagesOfLayer[layer] == m_forest.imagesPerLayer()[layer];
        sizes.virtualSize += row.content;
        (isUnique ? sizes.unique : sizes.shared) += row.content;
        sizes.disk += row.disk;
        sizes.uniqueDisk += isUnique ? row.disk : Bytes();
        m_imagesOfLayer[layer] = 0;
    }
    return sizes;
}

Bytes uniqueBytesOfNode(const StoreView& view, const Forest& forest, NodeIndex node)
{
    const std::size_t layer = forest.nodes()[node].layer;
    return forest.imagesPerLayer()[layer] == 1 ? view.layers[layer].content : Bytes();
}

StoreTotals storeTotals(const StoreView& view, const Forest& forest)
{
    StoreTotals totals;
    totals.layers = view.layers.size();
    std::vector<bool> isNeeded(view.layers.size());
    for (const LineageNode& node : forest.nodes()) {
        if (node.containers.empty())
            continue;
        for (std::optional<NodeIndex> at = node.parent; at; at = forest.nodes()[*at].parent)
            isNeeded[forest.nodes()[*at].layer] = true;
        isNeeded[node.layer] = true;
    }
    for (std::size_t layer = 0; layer < view.layers.size(); ++layer) {
        totals.layersDisk += view.layers[layer].disk;
        if (!isNeeded[layer])
            totals.reclaimable += view.layers[layer].disk;
    }
    return totals;
}

} // namespace onggi
