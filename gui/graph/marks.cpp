// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Follows the forest once in each direction: a parent comes before its children in both lists.

#include "gui/graph/marks.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace onggi {
namespace {

class Judge {
public:
    Judge(const StoreView& view, const Forest& forest, const RemovalPlan& plan)
        : m_view(view)
        , m_forest(forest)
        , m_staying(forest.nodes().size())
    {
        for (const RemovalItem& item : plan.items) {
            m_actions.emplace(item.image, item.action);
            m_layers.insert(item.layers.begin(), item.layers.end());
        }
        countStaying();
    }

    std::vector<BlockFate> judge(std::span<const Block> blocks)
    {
        std::vector<BlockFate> fates(blocks.size());
        for (BlockIndex at = 0; at < blocks.size(); ++at) {
            const Block& block = blocks[at];
            fates[at].fate = fateOf(block, blocks, fates);
            for (const NodeIndex step : block.steps)
                fates[at].freed += takeLayer(step);
        }
        return fates;
    }

private:
    bool hasAction(NodeIndex node, RemovalAction action) const
    {
        return std::ranges::any_of(m_forest.nodes()[node].images, [&](std::size_t image) {
            const auto found = m_actions.find(m_view.images[image].serial);
            return found != m_actions.end() && found->second == action;
        });
    }

    // How many of the images that end on a node stay.
    std::size_t stayingOn(NodeIndex node) const
    {
        const auto& images = m_forest.nodes()[node].images;
        return static_cast<std::size_t>(std::ranges::count_if(images, [&](std::size_t image) {
            const auto found = m_actions.find(m_view.images[image].serial);
            return found == m_actions.end() || found->second != RemovalAction::Delete;
        }));
    }

    void countStaying()
    {
        for (NodeIndex node = m_staying.size(); node-- > 0;) {
            m_staying[node] += stayingOn(node);
            if (const auto parent = m_forest.nodes()[node].parent)
                m_staying[*parent] += m_staying[node];
        }
    }

    // All steps of a folded chain share the fate of its last.
    Fate fateOf(const Block& block, std::span<const Block> blocks,
                const std::vector<BlockFate>& fates) const
    {
        const NodeIndex node = block.steps.back();
        if (m_staying[node] == 0)
            return Fate::Deleted;
        if (hasAction(node, RemovalAction::Keep))
            return Fate::Kept;
        if (!block.parent)
            return Fate::Stays;
        const Fate below = fates[*block.parent].fate;
        const bool goesOn =
            below == Fate::KeepsBase && stayingOn(blocks[*block.parent].steps.back()) == 0;
        return below == Fate::Kept || goesOn ? Fate::KeepsBase : Fate::Stays;
    }

    // A layer that goes counts once, where it is met first.
    Bytes takeLayer(NodeIndex node)
    {
        const LayerRow& layer = m_view.layers[m_forest.nodes()[node].layer];
        return m_layers.erase(layer.serial) > 0 ? layer.disk : Bytes();
    }

    const StoreView& m_view;
    const Forest& m_forest;
    std::vector<std::size_t> m_staying; // images that stay on each node or on what is made of it
    std::unordered_map<Serial, RemovalAction> m_actions; // by image
    std::unordered_set<Serial> m_layers;                 // that go and have not been counted
};

} // namespace

std::vector<Light> lightFrom(std::span<const Block> blocks, std::optional<BlockIndex> selected)
{
    std::vector<Light> lights(blocks.size(), Light::None);
    if (!selected)
        return lights;
    lights.at(*selected) = Light::Selected;
    for (auto up = blocks[*selected].parent; up; up = blocks[*up].parent)
        lights[*up] = Light::Ancestor;
    for (BlockIndex at = *selected + 1; at < blocks.size(); ++at) {
        const auto parent = blocks[at].parent;
        if (parent && (lights[*parent] == Light::Selected || lights[*parent] == Light::Descendant))
            lights[at] = Light::Descendant;
    }
    return lights;
}

std::vector<BlockFate> fatesOf(const StoreView& view, const Forest& forest,
                               std::span<const Block> blocks, const RemovalPlan& plan)
{
    return Judge(view, forest, plan).judge(blocks);
}

} // namespace onggi
