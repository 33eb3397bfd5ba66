// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/graph/graph_order.h"

#include <algorithm>

namespace onggi {

void GraphOrder::sort(std::vector<Sibling>& siblings)
{
    std::vector<std::pair<std::size_t, Sibling>> known;
    std::vector<Sibling> added;
    for (Sibling& sibling : siblings) {
        const auto place = m_places.find(sibling.chain);
        if (place == m_places.end())
            added.push_back(std::move(sibling));
        else
            known.emplace_back(place->second.rank, std::move(sibling));
    }
    std::ranges::sort(known, {}, [](const auto& entry) { return entry.first; });
    const auto isBefore = [](const QString& a, const QString& b) {
        return !a.isEmpty() && (b.isEmpty() || a < b);
    };
    std::ranges::stable_sort(added, isBefore, &Sibling::name);
    siblings.clear();
    auto next = added.begin();
    for (auto& [rank, sibling] : known) {
        while (next != added.end() && isBefore(next->name, sibling.name))
            siblings.push_back(std::move(*next++));
        siblings.push_back(std::move(sibling));
    }
    std::move(next, added.end(), std::back_inserter(siblings));
    for (std::size_t rank = 0; rank < siblings.size(); ++rank)
        m_places[siblings[rank].chain] = {rank, true};
}

void GraphOrder::forgetOthers()
{
    std::erase_if(m_places, [](const auto& entry) { return !entry.second.isCurrent; });
    for (auto& [chain, place] : m_places)
        place.isCurrent = false;
}

} // namespace onggi
