// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A wait looks at the row that the store holds now and otherwise waits for a change. No end is
// missed: what changes a row posts the change afterwards, so it arrives here after the look.

#include "helper/service/exit_board.h"

#include <algorithm>

namespace onggi {

void ExitBoard::note(const ContainerRow& row, bool isRemoved)
{
    m_present[row.id] = row.name;
    if (isRemoved) {
        m_present.erase(row.id);
        m_removed.push_back({row.id, row.name, row.exitCode});
        if (m_removed.size() > m_kept)
            m_removed.pop_front();
    }
    const bool isOver =
        isRemoved || (row.state != ContainerState::Running && row.state != ContainerState::Created);
    const auto waiting = m_waiters.find(row.id);
    if (!isOver || waiting == m_waiters.end())
        return;
    std::vector<Waiter> answered;
    std::vector<Waiter> left;
    for (Waiter& waiter : waiting->second)
        (waiter.untilRemoval && !isRemoved ? left : answered).push_back(std::move(waiter));
    if (left.empty())
        m_waiters.erase(waiting);
    else
        waiting->second = std::move(left);
    for (const Waiter& waiter : answered)
        waiter.answer(row.exitCode);
}

bool ExitBoard::wait(const std::string& idOrName, const std::optional<ContainerRow>& row,
                     bool untilRemoval, const std::string& client, Answer answer)
{
    if (!row) {
        const auto ended =
            std::find_if(m_removed.rbegin(), m_removed.rend(), [&](const Ended& one) {
                return one.id == idOrName || one.name == idOrName;
            });
        if (ended != m_removed.rend()) {
            answer(ended->exitCode);
            return true;
        }
        // The row has gone, but the change that says so is still on its way here.
        const auto present = std::ranges::find_if(m_present, [&](const auto& entry) {
            return entry.first == idOrName || entry.second == idOrName;
        });
        if (present == m_present.end())
            return false;
        m_waiters[present->first].push_back({client, true, std::move(answer)});
        return true;
    }
    if (!untilRemoval && row->state != ContainerState::Running) {
        answer(row->exitCode);
        return true;
    }
    m_waiters[row->id].push_back({client, untilRemoval, std::move(answer)});
    return true;
}

void ExitBoard::dropClient(const std::string& client)
{
    for (auto& [id, waiters] : m_waiters)
        std::erase_if(waiters, [&client](const Waiter& waiter) { return waiter.client == client; });
    std::erase_if(m_waiters, [](const auto& entry) { return entry.second.empty(); });
}

} // namespace onggi
