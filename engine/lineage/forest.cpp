// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Grows the forest image by image: the walk down an image's layers follows the nodes that are there
// and adds those that are not. A node is found by its parent and its layer, so that no chain is
// hashed twice.

#include "engine/lineage/forest.h"

#include <string>
#include <unordered_map>
#include <utility>

#include "engine/core/error.h"
#include "engine/lineage/chain_id.h"

namespace onggi {

namespace {

constexpr NodeIndex kNoParent = ~NodeIndex(0);

struct Edge {
    NodeIndex parent;
    std::size_t layer;

    bool operator==(const Edge&) const = default;
};

struct EdgeHash {
    std::size_t operator()(const Edge& edge) const noexcept
    {
        return (edge.parent + 1) * 0x9e3779b97f4a7c15ull ^ edge.layer;
    }
};

template <typename Row>
std::unordered_map<Serial, std::size_t> indexBySerial(const std::vector<Row>& rows)
{
    std::unordered_map<Serial, std::size_t> index;
    index.reserve(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i)
        index.emplace(rows[i].serial, i);
    return index;
}

std::size_t require(const std::unordered_map<Serial, std::size_t>& index, Serial serial,
                    const char* kind)
{
    const auto found = index.find(serial);
    if (found == index.end())
        throw Error(Code::StoreCorrupt, std::string(kind) + " row " + std::to_string(serial),
                    "it is referred to, but not there");
    return found->second;
}

} // namespace

Forest::Forest(const StoreView& view)
    : m_nodeOfImage(view.images.size())
    , m_imagesPerLayer(view.layers.size())
{
    const auto layerIndex = indexBySerial(view.layers);
    const auto imageIndex = indexBySerial(view.images);
    std::unordered_map<Edge, NodeIndex, EdgeHash> nodeOfEdge;
    // Which image last counted a layer: one that stands twice in an image counts once.
    std::vector<std::size_t> lastCounted(view.layers.size(), view.images.size());

    for (std::size_t image = 0; image < view.images.size(); ++image) {
        NodeIndex at = kNoParent;
        for (const Serial serial : view.images[image].layers) {
            const std::size_t layer = require(layerIndex, serial, "layer");
            if (std::exchange(lastCounted[layer], image) != image)
                ++m_imagesPerLayer[layer];
            const auto [edge, isNew] = nodeOfEdge.try_emplace({at, layer}, m_nodes.size());
            if (isNew)
                addNode(view, at == kNoParent ? std::nullopt : std::optional(at), layer);
            at = edge->second;
            ++m_nodes[at].imageCount;
        }
        if (at != kNoParent) {
            m_nodes[at].images.push_back(image);
            m_nodeOfImage[image] = at;
        }
    }
    for (std::size_t container = 0; container < view.containers.size(); ++container) {
        const std::size_t image = require(imageIndex, view.containers[container].image, "image");
        if (const auto node = m_nodeOfImage[image])
            m_nodes[*node].containers.push_back(container);
    }
}

void Forest::addNode(const StoreView& view, std::optional<NodeIndex> parent, std::size_t layer)
{
    LineageNode node;
    node.parent = parent;
    node.layer = layer;
    const Digest& diffId = view.layers[layer].diffId;
    if (parent) {
        node.chain = chainIdOn(m_nodes[*parent].chain, diffId);
        node.depth = m_nodes[*parent].depth + 1;
        m_nodes[*parent].children.push_back(m_nodes.size());
    } else {
        node.chain = diffId;
        m_roots.push_back(m_nodes.size());
    }
    m_nodes.push_back(std::move(node));
}

} // namespace onggi
