// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What is taken along is found by asking the simulator again and again: each answer names what
// still keeps an image, until nothing does.

#include "gui/models/deletion.h"

#include <algorithm>

namespace onggi {
namespace {

// A set of targets and of containers that are gone by then, and what the simulator says of it.
struct Attempt {
    std::vector<RemovalTarget> targets;
    std::set<std::string> containers; // names
    RemovalPlan plan;
};

StoreView without(const StoreView& view, const std::set<std::string>& containers)
{
    StoreView rest = view;
    std::erase_if(rest.containers,
                  [&](const ContainerRow& row) { return containers.contains(row.name); });
    return rest;
}

void ask(Attempt& attempt, const StoreView& view)
{
    const StoreView rest = without(view, attempt.containers);
    attempt.plan = planRemoval(rest, Forest(rest), attempt.targets);
}

std::size_t imageNamed(const StoreView& view, const std::string& name)
{
    const auto row = std::ranges::find(view.images, name, planName);
    return static_cast<std::size_t>(row - view.images.begin());
}

// Whether something new had to be taken along for an image of `included`.
bool takeAlong(Attempt& attempt, std::set<Serial>& included, const StoreView& view)
{
    bool hasGrown = false;
    for (const RemovalItem& item : attempt.plan.items) {
        if (item.action != RemovalAction::Keep || !included.contains(item.image))
            continue;
        for (const Blocker& blocker : item.blockers) {
            if (blocker.kind == BlockerKind::Container) {
                hasGrown |= attempt.containers.insert(blocker.name).second;
                continue;
            }
            const std::size_t child = imageNamed(view, blocker.name);
            hasGrown |= included.insert(view.images[child].serial).second;
            const auto isWhole = [&](const RemovalTarget& target) {
                return target.image == child && target.tag.empty();
            };
            if (std::ranges::none_of(attempt.targets, isWhole)) {
                std::erase_if(attempt.targets,
                              [&](const RemovalTarget& target) { return target.image == child; });
                attempt.targets.push_back({child, {}});
                hasGrown = true;
            }
        }
    }
    return hasGrown;
}

Attempt attemptWith(std::vector<RemovalTarget> targets, std::set<Serial> included,
                    const StoreView& view)
{
    Attempt attempt{std::move(targets), {}, {}};
    do {
        ask(attempt, view);
    } while (takeAlong(attempt, included, view));
    return attempt;
}

bool isRunning(const StoreView& view, const std::string& container)
{
    const auto row = std::ranges::find(view.containers, container, &ContainerRow::name);
    return row != view.containers.end() && row->state == ContainerState::Running;
}

} // namespace

std::size_t DeletionPlan::goingCount() const noexcept
{
    return static_cast<std::size_t>(std::ranges::count_if(
        rows, [](const DeletionRow& row) { return row.item.action != RemovalAction::Keep; }));
}

Deletion::Deletion(std::vector<DeletionTarget> targets)
    : m_targets(std::move(targets))
{
}

DeletionPlan Deletion::plan(const StoreView& view) const
{
    std::vector<RemovalTarget> targets;
    for (const DeletionTarget& target : m_targets) {
        const auto row = std::ranges::find(view.images, target.image, &ImageRow::serial);
        if (row == view.images.end() ||
            (!target.tag.empty() && std::ranges::find(row->tags, target.tag) == row->tags.end()))
            continue;
        targets.push_back({static_cast<std::size_t>(row - view.images.begin()), target.tag});
    }
    const Attempt now = attemptWith(targets, m_included, view);

    DeletionPlan plan;
    plan.removal = now.plan;
    for (const ContainerRow& row : view.containers) {
        if (now.containers.contains(row.name))
            plan.containers.push_back(row);
    }
    for (const RemovalItem& item : now.plan.items) {
        DeletionRow row{item, Bytes(), {}, false};
        if (item.action == RemovalAction::Keep) {
            std::set<Serial> included = m_included;
            included.insert(item.image);
            const Attempt then = attemptWith(targets, included, view);
            row.ifIncluded = then.plan.freed - now.plan.freed;
            std::ranges::set_difference(then.containers, now.containers,
                                        std::back_inserter(row.alongContainers));
            row.stopsContainers =
                std::ranges::any_of(row.alongContainers, [&](const std::string& container) {
                    return isRunning(view, container);
                });
        }
        plan.rows.push_back(std::move(row));
    }
    return plan;
}

} // namespace onggi
