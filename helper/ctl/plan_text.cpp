// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The words for what a plan does to each item.

#include "helper/ctl/plan_text.h"

#include <algorithm>
#include <functional>

#include "engine/core/error.h"
#include "engine/core/printable.h"
#include "engine/lineage/sizes.h"
#include "helper/ctl/text.h"

namespace onggi::ctl {

namespace {

std::string blockerText(const Blocker& blocker)
{
    return blocker.kind == BlockerKind::Container ? "container " + blocker.name
                                                  : "image " + familiarName(blocker.name);
}

// With commas; of many, some.
template <typename Item, typename Text>
std::string listText(const std::vector<Item>& items, Text text)
{
    constexpr std::size_t kShown = 10;
    std::string list;
    for (std::size_t i = 0; i < std::min(items.size(), kShown); ++i)
        list += (i == 0 ? "" : ", ") + text(items[i]);
    if (items.size() > kShown)
        list += " and " + std::to_string(items.size() - kShown) + " more";
    return list;
}

// "image b:1, container web"; an image that a thousand others are made on names some.
std::string blockersText(const RemovalItem& item)
{
    return listText(item.blockers, blockerText);
}

std::string itemText(const RemovalItem& item, bool isDone)
{
    std::string text;
    for (const std::string& tag : item.tags)
        text += (isDone ? "untagged " : "will untag ") + printable(familiarName(tag)) + "\n";
    if (!item.blockers.empty()) {
        text += (isDone ? "kept " : "will keep ") + printable(familiarName(item.name)) +
                ": needed by " + printable(blockersText(item)) + "\n";
    }
    if (item.action == RemovalAction::Delete) {
        text += (isDone ? "deleted " : "will delete ") + item.id.text() + ": " +
                humanSize(item.freed) + "\n";
    }
    return text;
}

} // namespace

std::string planText(const RemovalPlan& plan, PlanTense tense)
{
    const bool isDone = tense == PlanTense::Done;
    std::string text;
    for (const RemovalItem& item : plan.items)
        text += itemText(item, isDone);
    return text + (isDone ? "freed " : "will free ") + humanSize(plan.freed) + " on disk\n";
}

std::string usedImagesText(const StoreView& view, const Forest& forest)
{
    struct Used {
        const RemovalItem* item;
        Bytes disk;
    };
    // Has an item for every image, in the order of the images.
    const RemovalPlan plan = planRemoval(view, forest, pruneTargets(view, true));
    GroupSums sums(view, forest);
    std::vector<Used> all;
    for (std::size_t image = 0; image < plan.items.size(); ++image) {
        const RemovalItem& item = plan.items[image];
        if (std::ranges::count(item.blockers, BlockerKind::Container, &Blocker::kind) > 0)
            all.push_back({&item, sums.of({&image, 1}).disk});
    }
    std::ranges::stable_sort(all, std::ranges::greater(), &Used::disk);
    return listText(all, [](const Used& used) {
        return printable(familiarName(used.item->name)) + " (" + humanSize(used.disk) +
               ", needed by " + printable(blockersText(*used.item)) + ")";
    });
}

void requireNothingKept(const RemovalPlan& plan)
{
    for (const RemovalItem& item : plan.items) {
        if (item.action != RemovalAction::Keep)
            continue;
        const std::string names = blockersText(item);
        throw Error(Code::StoreInUse, familiarName(item.name),
                    names.empty() ? "something needs it" : "needed by " + names);
    }
}

} // namespace onggi::ctl
