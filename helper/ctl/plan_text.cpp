// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The words for what a plan does to each item.

#include "helper/ctl/plan_text.h"

#include "engine/core/error.h"
#include "engine/core/printable.h"
#include "helper/ctl/text.h"

namespace onggi::ctl {

namespace {

std::string itemText(const RemovalItem& item, bool isDone)
{
    std::string text;
    for (const std::string& tag : item.tags)
        text += (isDone ? "untagged " : "will untag ") + printable(familiarName(tag)) + "\n";
    if (item.action == RemovalAction::Delete) {
        text += (isDone ? "deleted " : "will delete ") + item.id.text() + ": " +
                humanSize(item.freed) + "\n";
    }
    return text;
}

std::string blockerText(const Blocker& blocker)
{
    return blocker.kind == BlockerKind::Container ? "container " + blocker.name
                                                  : "image " + familiarName(blocker.name);
}

} // namespace

std::string planText(const RemovalPlan& plan, PlanTense tense)
{
    const bool isDone = tense == PlanTense::Done;
    std::string text;
    for (const RemovalItem& item : plan.items) {
        if (item.action != RemovalAction::Keep)
            text += itemText(item, isDone);
    }
    return text + (isDone ? "freed " : "will free ") + humanSize(plan.freed) + " on disk\n";
}

void requireNothingKept(const RemovalPlan& plan)
{
    for (const RemovalItem& item : plan.items) {
        if (item.action != RemovalAction::Keep)
            continue;
        std::string names;
        for (const Blocker& blocker : item.blockers)
            names += (names.empty() ? "" : ", ") + blockerText(blocker);
        throw Error(Code::StoreInUse, familiarName(item.name),
                    names.empty() ? "something needs it" : "needed by " + names);
    }
}

} // namespace onggi::ctl
