// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The rules of what may go. Three linear passes: gather the targets by image, judge them from the
// leaves of the forest down to its roots, then give each layer that nothing needs any more to the
// item that needed it last.

#include "engine/lineage/removal.h"

#include <algorithm>
#include <utility>

#include "engine/core/error.h"

namespace onggi {

const char* removalActionName(RemovalAction action) noexcept
{
    constexpr const char* kNames[] = {"untag", "delete", "keep"};
    return kNames[static_cast<std::size_t>(action)];
}

std::string planName(const ImageRow& image)
{
    return image.tags.empty() ? image.id.shortHex() : image.tags.front();
}

namespace {

class Planner {
public:
    Planner(const StoreView& view, const Forest& forest)
        : m_view(view)
        , m_forest(forest)
        , m_itemOfImage(view.images.size(), kNone)
        , m_containersOfImage(view.images.size())
        , m_stays(view.images.size(), true)
        , m_somethingStaysBelow(forest.nodes().size())
    {
        for (std::size_t i = 0; i < view.containers.size(); ++i)
            m_containersOfSerial.push_back({view.containers[i].image, i});
        std::sort(m_containersOfSerial.begin(), m_containersOfSerial.end());
        for (std::size_t image = 0; image < view.images.size(); ++image)
            m_containersOfImage[image] = containersOf(view.images[image].serial);
    }

    RemovalPlan plan(const std::vector<RemovalTarget>& targets)
    {
        for (const RemovalTarget& target : targets)
            addTarget(target);
        judge();
        for (std::size_t i = 0; i < m_plan.items.size(); ++i) {
            if (m_isBlocked[i])
                nameBlockers(i);
        }
        countLayers();
        return m_plan;
    }

private:
    static constexpr std::size_t kNone = ~std::size_t(0);
    using Range = std::pair<std::size_t, std::size_t>;

    // The image's containers, as a range of m_containersOfSerial.
    Range containersOf(Serial serial) const
    {
        const auto first =
            std::lower_bound(m_containersOfSerial.begin(), m_containersOfSerial.end(),
                             std::pair(serial, std::size_t(0)));
        const auto last = std::lower_bound(first, m_containersOfSerial.end(),
                                           std::pair(serial + 1, std::size_t(0)));
        return {static_cast<std::size_t>(first - m_containersOfSerial.begin()),
                static_cast<std::size_t>(last - m_containersOfSerial.begin())};
    }

    bool hasContainers(std::size_t image) const
    {
        return m_containersOfImage[image].first != m_containersOfImage[image].second;
    }

    void addTarget(const RemovalTarget& target)
    {
        const ImageRow& image = m_view.images.at(target.image);
        std::size_t& index = m_itemOfImage[target.image];
        if (index == kNone) {
            index = m_plan.items.size();
            RemovalItem item;
            item.image = image.serial;
            item.id = image.id;
            item.name = planName(image);
            m_plan.items.push_back(std::move(item));
            m_imageOfItem.push_back(target.image);
            m_untagEnough.push_back(UntagEnough::Never);
            m_isBlocked.push_back(false);
        }
        m_untagEnough[index] = std::max(m_untagEnough[index], target.untagEnough);
        std::vector<std::string>& tags = m_plan.items[index].tags;
        if (target.tag.empty()) {
            tags = image.tags;
            m_plan.items[index].action = RemovalAction::Delete;
            return;
        }
        if (std::find(image.tags.begin(), image.tags.end(), target.tag) == image.tags.end())
            throw Error(Code::StoreNotFound, target.tag);
        if (std::find(tags.begin(), tags.end(), target.tag) == tags.end())
            tags.push_back(target.tag);
    }

    // Children before parents: an image that stays keeps what it is made of.
    void judge()
    {
        for (std::size_t item = 0; item < m_plan.items.size(); ++item) {
            RemovalItem& it = m_plan.items[item];
            const std::size_t image = m_imageOfItem[item];
            const bool isWhole = it.action == RemovalAction::Delete ||
                                 it.tags.size() == m_view.images[image].tags.size();
            it.action = isWhole ? RemovalAction::Delete : RemovalAction::Untag;
            if (isWhole && hasContainers(image))
                keep(item, UntagEnough::Always);
            m_stays[image] = it.action != RemovalAction::Delete;
        }
        for (NodeIndex node = m_forest.nodes().size(); node-- > 0;)
            judgeNode(node);
    }

    void judgeNode(NodeIndex index)
    {
        const LineageNode& node = m_forest.nodes()[index];
        bool somethingStays = m_somethingStaysBelow[index];
        for (const std::size_t image : node.images) {
            if (!m_stays[image] && m_somethingStaysBelow[index]) {
                keep(m_itemOfImage[image], UntagEnough::ForChildren);
                m_stays[image] = true;
            }
            somethingStays = somethingStays || m_stays[image];
        }
        if (somethingStays && node.parent)
            m_somethingStaysBelow[*node.parent] = true;
    }

    // Untagged at least, where the target leaves that much to do.
    void keep(std::size_t index, UntagEnough needed)
    {
        RemovalItem& item = m_plan.items[index];
        m_isBlocked[index] = true;
        if (m_untagEnough[index] >= needed && !item.tags.empty()) {
            item.action = RemovalAction::Untag;
            return;
        }
        item.action = RemovalAction::Keep;
        item.tags.clear();
    }

    void nameBlockers(std::size_t item)
    {
        const std::size_t image = m_imageOfItem[item];
        std::vector<Blocker>& blockers = m_plan.items[item].blockers;
        const auto [first, last] = m_containersOfImage[image];
        for (std::size_t i = first; i < last; ++i)
            blockers.push_back(
                {BlockerKind::Container, m_view.containers[m_containersOfSerial[i].second].name});
        if (const auto node = m_forest.nodeOfImage(image))
            nameNearestChildren(*node, blockers);
    }

    // The images that stay and are made on top of `node`, without those that are made on top of
    // these.
    void nameNearestChildren(NodeIndex node, std::vector<Blocker>& blockers) const
    {
        std::vector<NodeIndex> pending = m_forest.nodes()[node].children;
        while (!pending.empty()) {
            const LineageNode& child = m_forest.nodes()[pending.back()];
            pending.pop_back();
            bool isNamed = false;
            for (const std::size_t image : child.images) {
                if (m_stays[image]) {
                    blockers.push_back({BlockerKind::ChildImage, planName(m_view.images[image])});
                    isNamed = true;
                }
            }
            if (!isNamed)
                pending.insert(pending.end(), child.children.begin(), child.children.end());
        }
    }

    void countLayers()
    {
        std::vector<std::size_t> needs = m_forest.imagesPerLayer();
        std::vector<std::size_t> lastCounted(needs.size(), kNone);
        for (std::size_t i = 0; i < m_plan.items.size(); ++i) {
            RemovalItem& item = m_plan.items[i];
            if (item.action != RemovalAction::Delete)
                continue;
            auto node = m_forest.nodeOfImage(m_imageOfItem[i]);
            for (; node; node = m_forest.nodes()[*node].parent) {
                const std::size_t layer = m_forest.nodes()[*node].layer;
                if (std::exchange(lastCounted[layer], i) == i || --needs[layer] != 0)
                    continue;
                item.layers.push_back(m_view.layers[layer].serial);
                item.freed += m_view.layers[layer].disk;
            }
            std::sort(item.layers.begin(), item.layers.end());
            m_plan.freed += item.freed;
        }
    }

    const StoreView& m_view;
    const Forest& m_forest;
    std::vector<std::size_t> m_itemOfImage;
    std::vector<std::pair<Serial, std::size_t>> m_containersOfSerial; // image's serial, container
    std::vector<Range> m_containersOfImage;
    std::vector<bool> m_stays;
    std::vector<bool> m_somethingStaysBelow;
    std::vector<std::size_t> m_imageOfItem; // these three by item
    std::vector<UntagEnough> m_untagEnough;
    std::vector<bool> m_isBlocked;
    RemovalPlan m_plan;
};

} // namespace

RemovalPlan planRemoval(const StoreView& view, const Forest& forest,
                        const std::vector<RemovalTarget>& targets)
{
    return Planner(view, forest).plan(targets);
}

std::vector<RemovalTarget> pruneTargets(const StoreView& view, bool all)
{
    std::vector<RemovalTarget> targets;
    for (std::size_t image = 0; image < view.images.size(); ++image) {
        if (all || view.images[image].tags.empty())
            targets.push_back({image, {}});
    }
    return targets;
}

RemovalPlan planPrune(const StoreView& view, const Forest& forest, bool all)
{
    RemovalPlan plan = planRemoval(view, forest, pruneTargets(view, all));
    std::erase_if(plan.items,
                  [](const RemovalItem& item) { return item.action == RemovalAction::Keep; });
    return plan;
}

} // namespace onggi
