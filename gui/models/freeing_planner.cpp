// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/models/freeing_planner.h"

#include <set>
#include <utility>

#include "gui/models/aside.h"

namespace onggi {
namespace {

// Those that containers use, and those that these are made on.
void tellWhatStays(FreeingAnswer& answer, const Forest& forest)
{
    std::set<std::string> containers;
    const RemovalPlan all = planRemoval(*answer.view, forest, pruneTargets(*answer.view, true));
    for (const RemovalItem& item : all.items) {
        if (item.action != RemovalAction::Keep)
            continue;
        ++answer.kept;
        for (const Blocker& blocker : item.blockers) {
            if (blocker.kind == BlockerKind::Container)
                containers.insert(blocker.name);
        }
    }
    answer.containers.assign(containers.begin(), containers.end());
}

} // namespace

FreeingAnswer answerFreeing(std::shared_ptr<const StoreView> view, const FreeingWish& wish)
{
    FreeingAnswer answer;
    answer.view = std::move(view);
    answer.wish = wish;
    const Forest forest(*answer.view);
    answer.freeing = planFreeing(*answer.view, forest, wish.bytes, wish.options);
    answer.deletion.removal = answer.freeing.plan;
    for (const RemovalItem& item : answer.freeing.plan.items)
        answer.deletion.rows.push_back({item, Bytes(), {}, false});
    tellWhatStays(answer, forest);
    return answer;
}

void FreeingPlanner::setStore(const StoreView& view)
{
    m_view = std::make_shared<const StoreView>(view);
}

void FreeingPlanner::plan(const FreeingWish& wish)
{
    if (m_isPlanning)
        m_next = wish;
    else
        start(wish);
}

void FreeingPlanner::start(const FreeingWish& wish)
{
    m_isPlanning = true;
    const auto goOn = [this] {
        m_isPlanning = false;
        if (m_next)
            start(*std::exchange(m_next, std::nullopt));
    };
    workAside(
        this, [view = m_view, wish] { return answerFreeing(view, wish); },
        [this, goOn](const FreeingAnswer& answer) {
            if (!m_next && answer.view == m_view)
                emit planned(answer);
            goOn();
        },
        // Rows that make no sense are told by whoever reads them.
        [goOn](const QDBusError&) { goOn(); });
}

} // namespace onggi
