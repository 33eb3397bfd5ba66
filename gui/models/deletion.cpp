// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What is taken along is found by asking the simulator again and again: each answer names what
// still keeps an image, until nothing does.

#include "gui/models/deletion.h"

#include <algorithm>
#include <unordered_map>

#include "gui/models/deletion_growth.h"
#include "helper/api/convert.h"

namespace onggi {
namespace {

// Targets, what is taken along with them, and what the simulator says of it.
class Attempt {
public:
    Attempt(const StoreView& view, std::vector<RemovalTarget> targets, std::set<Serial> included)
        : m_rest(view)
        , m_forest(view)
        , m_targets(std::move(targets))
        , m_included(std::move(included))
    {
        for (std::size_t image = 0; image < view.images.size(); ++image)
            m_imageOfName.emplace(planName(view.images[image]), image);
        for (const RemovalTarget& target : m_targets)
            (target.tag.empty() ? m_whole : m_inPart).insert(target.image);
        do {
            m_plan = planRemoval(m_rest, m_forest, m_targets);
        } while (takeAlong());
    }

    const Forest& forest() const noexcept { return m_forest; }
    const RemovalPlan& plan() const noexcept { return m_plan; }
    // Names of those that are gone by then.
    const std::set<std::string>& containers() const noexcept { return m_containers; }

private:
    // Whether something new had to be taken along for an image that is included.
    bool takeAlong()
    {
        bool hasGrown = false;
        std::set<std::string> containers;
        for (const RemovalItem& item : m_plan.items) {
            if (item.action != RemovalAction::Keep || !m_included.contains(item.image))
                continue;
            for (const Blocker& blocker : item.blockers) {
                if (blocker.kind == BlockerKind::Container)
                    containers.insert(blocker.name);
                else
                    hasGrown |= takeImage(m_imageOfName.at(blocker.name));
            }
        }
        std::erase_if(m_rest.containers,
                      [&](const ContainerRow& row) { return containers.contains(row.name); });
        hasGrown |= !containers.empty();
        m_containers.merge(containers);
        return hasGrown;
    }

    bool takeImage(std::size_t image)
    {
        const bool isNew = m_included.insert(m_rest.images[image].serial).second;
        if (!m_whole.insert(image).second)
            return isNew;
        if (m_inPart.erase(image) > 0)
            std::erase_if(m_targets,
                          [&](const RemovalTarget& target) { return target.image == image; });
        m_targets.push_back({image, {}});
        return true;
    }

    StoreView m_rest; // without the containers
    Forest m_forest;  // of the images, which are all there
    std::unordered_map<std::string, std::size_t> m_imageOfName;
    std::vector<RemovalTarget> m_targets;
    std::set<std::size_t> m_whole;  // images of the targets
    std::set<std::size_t> m_inPart; // by some of their tags
    std::set<Serial> m_included;
    std::set<std::string> m_containers;
    RemovalPlan m_plan;
};

std::unordered_map<Serial, std::size_t> indexOfImages(const StoreView& view)
{
    std::unordered_map<Serial, std::size_t> index;
    for (std::size_t image = 0; image < view.images.size(); ++image)
        index.emplace(view.images[image].serial, image);
    return index;
}

} // namespace

std::size_t DeletionPlan::goingCount() const noexcept
{
    return static_cast<std::size_t>(std::ranges::count_if(
        rows, [](const DeletionRow& row) { return row.item.action != RemovalAction::Keep; }));
}

bool doesTheSame(const DeletionPlan& a, const DeletionPlan& b)
{
    const auto shape = [](const DeletionPlan& plan) {
        QStringList words;
        for (const ContainerRow& container : plan.containers)
            words << toText(container.name);
        for (const wire::PlanItem& item : toWire(plan.removal))
            words << QString::number(item.image) << item.action << item.tags;
        return words;
    };
    return shape(a) == shape(b) && a.removal.freed == b.removal.freed;
}

Deletion::Deletion(std::vector<DeletionTarget> targets)
    : m_targets(std::move(targets))
{
}

DeletionPlan Deletion::plan(const StoreView& view) const
{
    const auto images = indexOfImages(view);
    std::vector<RemovalTarget> targets;
    for (const DeletionTarget& target : m_targets) {
        const auto found = images.find(target.image);
        if (found == images.end())
            continue;
        const auto& tags = view.images[found->second].tags;
        if (target.tag.empty() || std::ranges::find(tags, target.tag) != tags.end())
            targets.push_back({found->second, target.tag});
    }
    const Attempt now(view, std::move(targets), m_included);
    DeletionGrowth growth(view, now.forest(), images, now.plan(), now.containers());

    DeletionPlan plan;
    plan.removal = now.plan();
    for (const ContainerRow& row : view.containers) {
        if (now.containers().contains(row.name))
            plan.containers.push_back(row);
    }
    for (const RemovalItem& item : plan.removal.items) {
        DeletionRow row{item, Bytes(), {}, false};
        if (item.action == RemovalAction::Keep) {
            DeletionGrowth::Growth grown = growth.including(images.at(item.image));
            row.ifIncluded = grown.freed;
            row.alongContainers = std::move(grown.containers);
            row.stopsContainers = grown.stopsContainers;
        }
        plan.rows.push_back(std::move(row));
    }
    return plan;
}

} // namespace onggi
