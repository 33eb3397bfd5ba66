// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Everything below the image goes with it. Above, and beside it, an image goes that was to go and
// was kept by what is below it alone.

#include "gui/models/deletion_growth.h"

#include <algorithm>
#include <utility>

namespace onggi {

DeletionGrowth::DeletionGrowth(const StoreView& view, const Forest& forest,
                               const std::unordered_map<Serial, std::size_t>& images,
                               const RemovalPlan& plan, const std::set<std::string>& goneContainers)
    : m_view(view)
    , m_forest(forest)
    , m_fates(view.images.size(), Fate::Stays)
    , m_containers(view.images.size())
    , m_staysBelow(forest.nodes().size(), 0)
    , m_needs(forest.imagesPerLayer())
    , m_lastCounted(view.layers.size(), view.images.size())
{
    for (std::size_t at = 0; at < view.containers.size(); ++at) {
        if (!goneContainers.contains(view.containers[at].name))
            m_containers[images.at(view.containers[at].image)].push_back(at);
    }
    Growth already;
    for (const RemovalItem& item : plan.items) {
        const std::size_t image = images.at(item.image);
        if (item.action == RemovalAction::Delete)
            take(image, already);
        else if (item.action == RemovalAction::Keep)
            m_fates[image] = Fate::IsKept;
    }
    m_taken.clear();
    m_letGo.clear();
    countStaying();
}

// Children come after their parents.
void DeletionGrowth::countStaying()
{
    const auto& nodes = m_forest.nodes();
    for (NodeIndex node = nodes.size(); node-- > 0;) {
        if (!nodes[node].parent)
            continue;
        const auto own = std::ranges::count_if(
            nodes[node].images, [&](std::size_t image) { return m_fates[image] != Fate::Goes; });
        m_staysBelow[*nodes[node].parent] += m_staysBelow[node] + static_cast<std::size_t>(own);
    }
}

DeletionGrowth::Growth DeletionGrowth::including(std::size_t image)
{
    Growth growth;
    take(image, growth);
    if (const auto node = m_forest.nodeOfImage(image)) {
        takeBelow(*node, growth);
        takeAbove(*node, growth);
    }
    undo();
    std::ranges::sort(growth.containers);
    return growth;
}

void DeletionGrowth::take(std::size_t image, Growth& growth)
{
    m_taken.emplace_back(image, std::exchange(m_fates[image], Fate::Goes));
    for (const std::size_t container : m_containers[image]) {
        const ContainerRow& row = m_view.containers[container];
        growth.containers.push_back(row.name);
        growth.stopsContainers |= row.state == ContainerState::Running;
    }
    for (auto node = m_forest.nodeOfImage(image); node; node = m_forest.nodes()[*node].parent) {
        const std::size_t layer = m_forest.nodes()[*node].layer;
        if (std::exchange(m_lastCounted[layer], image) == image)
            continue; // it stands twice in the image
        m_letGo.push_back(layer);
        if (--m_needs[layer] == 0)
            growth.freed += m_view.layers[layer].disk;
    }
}

void DeletionGrowth::takeBelow(NodeIndex top, Growth& growth)
{
    std::vector<NodeIndex> pending = m_forest.nodes()[top].children;
    while (!pending.empty()) {
        const LineageNode& node = m_forest.nodes()[pending.back()];
        pending.pop_back();
        for (const std::size_t image : node.images) {
            if (m_fates[image] != Fate::Goes)
                take(image, growth);
        }
        pending.insert(pending.end(), node.children.begin(), node.children.end());
    }
}

// `top`: of the image that was taken along, with all below it. It goes on upwards as long as
// nothing stays.
void DeletionGrowth::takeAbove(NodeIndex top, Growth& growth)
{
    std::size_t below = m_staysBelow[top]; // of what has gone, below the node that is looked at
    for (std::optional<NodeIndex> at = top; at && m_staysBelow[*at] == below;
         at = m_forest.nodes()[*at].parent) {
        for (const std::size_t image : m_forest.nodes()[*at].images) {
            if (m_fates[image] == Fate::IsKept && m_containers[image].empty())
                take(image, growth);
        }
        below = m_taken.size();
    }
}

// The layers first: what counts them is of the images.
void DeletionGrowth::undo()
{
    for (const std::size_t layer : m_letGo) {
        ++m_needs[layer];
        m_lastCounted[layer] = m_view.images.size();
    }
    for (const auto& [image, before] : m_taken)
        m_fates[image] = before;
    m_letGo.clear();
    m_taken.clear();
}

} // namespace onggi
