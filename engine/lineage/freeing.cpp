// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Turns the forest into the arithmetic of freeing_choice.h and its answer into a plan. What is in
// use is no part of the arithmetic at all: its layers are set aside first. The plan itself is made
// by planRemoval(), so that what is promised here is what removing does.

#include "engine/lineage/freeing.h"

#include <algorithm>
#include <cassert>
#include <limits>
#include <numeric>
#include <unordered_set>
#include <utility>

#include "engine/lineage/freeing_choice.h"

namespace onggi {

namespace {

class Candidates {
public:
    Candidates(const StoreView& view, const Forest& forest, const FreeingOptions& options)
        : m_view(view)
        , m_forest(forest)
        , m_isInUse(forest.nodes().size())
        , m_isLayerInUse(view.layers.size())
    {
        findWhatIsInUse(options);
        collectUnits();
        for (std::size_t layer = 0; layer < view.layers.size(); ++layer)
            m_problem.layerBytes.push_back(view.layers[layer].disk.count());
    }

    const FreeingProblem& problemFor(Bytes wanted)
    {
        m_problem.room = most().count() - wanted.count();
        return m_problem;
    }

    // What comes back if all of them go.
    Bytes most() const
    {
        std::vector<bool> isCounted(m_view.layers.size());
        Bytes sum;
        for (const FreeingUnit& unit : m_problem.units) {
            for (const std::size_t layer : unit.layers) {
                if (!isCounted[layer])
                    sum += m_view.layers[layer].disk;
                isCounted[layer] = true;
            }
        }
        return sum;
    }

    // Either something frees one layer at least, or, where not even the smallest root may stay,
    // all has to go.
    Bytes bound(Bytes wanted) const
    {
        if (wanted == Bytes())
            return wanted;
        std::uint64_t leastLayer = std::numeric_limits<std::uint64_t>::max();
        std::uint64_t leastRoot = leastLayer;
        for (const FreeingUnit& unit : m_problem.units) {
            std::uint64_t own = 0;
            for (const std::size_t layer : unit.layers) {
                const std::uint64_t bytes = m_problem.layerBytes[layer];
                own += bytes;
                if (bytes != 0)
                    leastLayer = std::min(leastLayer, bytes);
            }
            if (!unit.parent)
                leastRoot = std::min(leastRoot, own);
        }
        if (leastRoot > m_problem.room)
            return most();
        return std::max(wanted, Bytes(leastLayer));
    }

    // The images of the units that are not kept, the longest unused first.
    std::vector<RemovalTarget> targets(const std::vector<bool>& isKept) const
    {
        std::vector<std::size_t> images;
        for (std::size_t unit = 0; unit < isKept.size(); ++unit) {
            const std::vector<std::size_t>& here = m_forest.nodes()[m_nodeOfUnit[unit]].images;
            if (!isKept[unit])
                images.insert(images.end(), here.begin(), here.end());
        }
        std::sort(images.begin(), images.end(),
                  [this](std::size_t a, std::size_t b) { return isLongerUnused(a, b); });
        std::vector<RemovalTarget> targets;
        for (const std::size_t image : images)
            targets.push_back({image, {}});
        return targets;
    }

private:
    // A twin of what is in use, on the same node, has nothing to free and stays too.
    void findWhatIsInUse(const FreeingOptions& options)
    {
        const std::vector<LineageNode>& nodes = m_forest.nodes();
        std::unordered_set<Serial> withContainer;
        for (const ContainerRow& container : m_view.containers)
            withContainer.insert(container.image);
        for (NodeIndex node = nodes.size(); node-- > 0;) {
            for (const std::size_t image : nodes[node].images) {
                const ImageRow& row = m_view.images[image];
                if (withContainer.contains(row.serial) ||
                    (options.isTaggedSpared && !row.tags.empty()))
                    m_isInUse[node] = true;
            }
            if (!m_isInUse[node])
                continue;
            m_isLayerInUse[nodes[node].layer] = true;
            if (nodes[node].parent)
                m_isInUse[*nodes[node].parent] = true;
        }
    }

    void collectUnits()
    {
        const std::vector<std::size_t> ranks = ranksOfImages();
        std::vector<std::optional<std::size_t>> unitOfNode(m_forest.nodes().size());
        for (NodeIndex node = 0; node < m_forest.nodes().size(); ++node) {
            const std::vector<std::size_t>& images = m_forest.nodes()[node].images;
            if (m_isInUse[node] || images.empty())
                continue;
            FreeingUnit unit;
            unit.count = images.size();
            unit.rank = ranks[*std::min_element(
                images.begin(), images.end(),
                [&ranks](std::size_t a, std::size_t b) { return ranks[a] < ranks[b]; })];
            std::optional<NodeIndex> at = node;
            for (; at && !m_isInUse[*at] && !unitOfNode[*at]; at = m_forest.nodes()[*at].parent) {
                const std::size_t layer = m_forest.nodes()[*at].layer;
                if (!m_isLayerInUse[layer])
                    unit.layers.push_back(layer);
            }
            if (at && !m_isInUse[*at])
                unit.parent = unitOfNode[*at];
            unitOfNode[node] = m_problem.units.size();
            m_problem.units.push_back(std::move(unit));
            m_nodeOfUnit.push_back(node);
        }
    }

    std::vector<std::size_t> ranksOfImages() const
    {
        std::vector<std::size_t> order(m_view.images.size());
        std::iota(order.begin(), order.end(), 0);
        std::sort(order.begin(), order.end(),
                  [this](std::size_t a, std::size_t b) { return isLongerUnused(a, b); });
        std::vector<std::size_t> ranks(order.size());
        for (std::size_t i = 0; i < order.size(); ++i)
            ranks[order[i]] = i;
        return ranks;
    }

    bool isLongerUnused(std::size_t a, std::size_t b) const
    {
        const ImageRow& first = m_view.images[a];
        const ImageRow& second = m_view.images[b];
        return std::pair(first.lastUsed, first.serial) < std::pair(second.lastUsed, second.serial);
    }

    const StoreView& m_view;
    const Forest& m_forest;
    std::vector<bool> m_isInUse; // by node: an image at or below it stays in any case
    std::vector<bool> m_isLayerInUse;
    FreeingProblem m_problem;
    std::vector<NodeIndex> m_nodeOfUnit;
};

} // namespace

FreeingPlan planFreeing(const StoreView& view, const Forest& forest, Bytes wanted,
                        const FreeingOptions& options)
{
    Candidates candidates(view, forest, options);
    FreeingPlan result;
    result.most = candidates.most();
    result.isEnough = wanted <= result.most;
    const FreeingProblem& problem = candidates.problemFor(std::min(wanted, result.most));
    const FreeingChoice choice = chooseKept(problem);
    result.plan = planRemoval(view, forest, candidates.targets(choice.isKept));
    assert(result.plan.freed == result.most - Bytes(choice.keptBytes));
    result.isBest = choice.isBest;
    result.bound =
        choice.isBest ? result.plan.freed : candidates.bound(std::min(wanted, result.most));
    return result;
}

} // namespace onggi
