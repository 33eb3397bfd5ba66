// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The words for what a plan does to each item.

#include "helper/ctl/plan_text.h"

#include <algorithm>

#include "engine/core/error.h"
#include "engine/core/printable.h"
#include "helper/ctl/text.h"

namespace onggi::ctl {

namespace {

std::string blockerText(const Blocker& blocker)
{
    return blocker.kind == BlockerKind::Container ? "container " + blocker.name
                                                  : "image " + familiarName(blocker.name);
}

// "image b:1, container web"; an image that a thousand others are made on names some.
std::string blockersText(const RemovalItem& item)
{
    constexpr std::size_t kShown = 10;
    std::string names;
    for (std::size_t i = 0; i < std::min(item.blockers.size(), kShown); ++i)
        names += (i == 0 ? "" : ", ") + blockerText(item.blockers[i]);
    if (item.blockers.size() > kShown)
        names += " and " + std::to_string(item.blockers.size() - kShown) + " more";
    return names;
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
