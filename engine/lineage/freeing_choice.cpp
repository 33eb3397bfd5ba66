// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// First many quick fillings in different orders, each taking what still fits, the later ones around
// the best so far; then a search through all choices, which ends early where the rest cannot beat
// the best, and gives up after so many steps. The fillings give the search a start that it can
// mostly only confirm, and large stores their answer.

#include "engine/lineage/freeing_choice.h"

#include <algorithm>
#include <numeric>
#include <random>
#include <utility>

namespace onggi {

namespace {

// What a filling looks at is bounded, and so is time: about a quarter of a second in all.
constexpr std::size_t kFillingSteps = 8'000'000;
constexpr std::size_t kLeastFillings = 12;
constexpr std::size_t kMostFillings = 300;
constexpr std::size_t kSearchSteps = 400'000;
constexpr std::size_t kMostSearched = 200; // units

// What is kept so far.
class Kept {
public:
    explicit Kept(const FreeingProblem& problem)
        : m_problem(problem)
        , m_holders(problem.layerBytes.size())
        , m_isKept(problem.units.size())
    {
        for (const FreeingUnit& unit : problem.units)
            m_removed += unit.count;
    }

    std::uint64_t bytes() const noexcept { return m_bytes; }
    bool has(std::size_t unit) const { return m_isKept[unit]; }

    void add(std::size_t unit)
    {
        for (const std::size_t layer : m_problem.units[unit].layers) {
            if (m_holders[layer]++ == 0)
                m_bytes += m_problem.layerBytes[layer];
        }
        m_isKept[unit] = true;
        m_removed -= m_problem.units[unit].count;
    }

    void take(std::size_t unit)
    {
        for (const std::size_t layer : m_problem.units[unit].layers) {
            if (--m_holders[layer] == 0)
                m_bytes -= m_problem.layerBytes[layer];
        }
        m_isKept[unit] = false;
        m_removed += m_problem.units[unit].count;
    }

    // False, and nothing is changed, where it does not fit.
    bool tryAdd(std::size_t unit)
    {
        add(unit);
        if (m_bytes <= m_problem.room)
            return true;
        take(unit);
        return false;
    }

    FreeingChoice choice() const { return {m_isKept, m_bytes, m_removed, false}; }

private:
    const FreeingProblem& m_problem;
    std::vector<std::uint32_t> m_holders; // by layer
    std::vector<bool> m_isKept;
    std::uint64_t m_bytes = 0;
    std::size_t m_removed = 0;
};

class Chooser {
public:
    explicit Chooser(const FreeingProblem& problem)
        : m_problem(problem)
        , m_byRank(problem.units.size())
        , m_bySize(problem.units.size())
        , m_random(20260101)
    {
        const std::vector<FreeingUnit>& units = problem.units;
        std::iota(m_byRank.begin(), m_byRank.end(), 0);
        std::sort(m_byRank.begin(), m_byRank.end(),
                  [&](std::size_t a, std::size_t b) { return units[a].rank < units[b].rank; });
        std::vector<std::uint64_t> own;
        for (const FreeingUnit& unit : units) {
            own.push_back(std::accumulate(unit.layers.begin(), unit.layers.end(), std::uint64_t(0),
                                          [&](std::uint64_t sum, std::size_t layer) {
                                              return sum + problem.layerBytes[layer];
                                          }));
            m_steps += 1 + unit.layers.size();
        }
        std::iota(m_bySize.begin(), m_bySize.end(), 0);
        std::stable_sort(m_bySize.begin(), m_bySize.end(),
                         [&](std::size_t a, std::size_t b) { return own[a] > own[b]; });
        // What the units from each one on could add, at most.
        m_ahead.resize(units.size() + 1);
        for (std::size_t unit = units.size(); unit-- > 0;)
            m_ahead[unit] = m_ahead[unit + 1] + own[unit];
    }

    FreeingChoice choose()
    {
        m_best = Kept(m_problem).choice();
        fillInManyOrders();
        Kept kept(m_problem);
        std::size_t steps = kSearchSteps;
        m_best.isBest = m_problem.units.size() <= kMostSearched && search(kept, steps);
        return std::move(m_best);
    }

private:
    void consider(const Kept& kept)
    {
        if (kept.bytes() < m_best.keptBytes)
            return;
        FreeingChoice choice = kept.choice();
        if (isBetter(choice))
            m_best = std::move(choice);
    }

    bool isBetter(const FreeingChoice& choice) const
    {
        if (choice.keptBytes != m_best.keptBytes)
            return choice.keptBytes > m_best.keptBytes;
        if (choice.removed != m_best.removed)
            return choice.removed < m_best.removed;
        // The first in which they differ, from the longest unused on.
        for (const std::size_t unit : m_byRank) {
            if (choice.isKept[unit] != m_best.isKept[unit])
                return m_best.isKept[unit];
        }
        return false;
    }

    void fillInManyOrders()
    {
        fill({m_byRank.rbegin(), m_byRank.rend()});
        fill(m_bySize);
        fill({m_bySize.rbegin(), m_bySize.rend()});
        std::vector<std::size_t> order(m_problem.units.size());
        std::iota(order.begin(), order.end(), 0);
        fill(order);
        const std::size_t fillings =
            std::clamp(kFillingSteps / (m_steps + 1), kLeastFillings, kMostFillings);
        for (std::size_t i = 0; i < fillings && m_best.keptBytes < m_problem.room; ++i) {
            if (i % 4 == 0) {
                std::shuffle(order.begin(), order.end(), m_random);
                fill(order);
            } else {
                fill(aroundBest(i % 4 == 1 ? 2 : 32));
            }
        }
    }

    // The best so far but for one in `part` of it, then what else there is, large ones first.
    std::vector<std::size_t> aroundBest(std::size_t part)
    {
        std::vector<std::size_t> order;
        order.reserve(m_problem.units.size() * 2);
        for (std::size_t unit = 0; unit < m_problem.units.size(); ++unit) {
            if (m_best.isKept[unit] && m_random() % part != 0)
                order.push_back(unit);
        }
        // With some left out at first, so that another of about the same size has its turn.
        std::vector<std::size_t> later;
        for (const std::size_t unit : m_bySize) {
            if (m_random() % 4 == 0)
                later.push_back(unit);
            else
                order.push_back(unit);
        }
        order.insert(order.end(), later.begin(), later.end());
        return order;
    }

    // What does not fit once does not fit later either: keeping more can lower the bytes that a
    // unit adds only by bytes that it takes from the room.
    void fill(const std::vector<std::size_t>& order)
    {
        Kept kept(m_problem);
        std::vector<bool> isTooMuch(m_problem.units.size());
        std::vector<std::size_t> path;
        for (const std::size_t unit : order) {
            path.clear();
            std::optional<std::size_t> at = unit;
            for (; at && !kept.has(*at) && !isTooMuch[*at]; at = m_problem.units[*at].parent)
                path.push_back(*at);
            bool fits = !at || kept.has(*at);
            for (; !path.empty(); path.pop_back()) {
                fits = fits && kept.tryAdd(path.back());
                if (!fits)
                    isTooMuch[path.back()] = true;
            }
        }
        consider(kept);
    }

    // All choices, parents first, each unit kept and then not, with a stack of its own. False where
    // the steps did not do.
    bool search(Kept& kept, std::size_t& steps)
    {
        const std::size_t count = m_problem.units.size();
        std::vector<char> tried; // per unit of the way: whether it is kept by now
        while (true) {
            if (steps-- == 0)
                return false;
            const std::size_t unit = tried.size();
            const bool isHopeless = kept.bytes() + m_ahead[unit] < m_best.keptBytes;
            if (unit < count && !isHopeless) {
                const std::optional<std::size_t> parent = m_problem.units[unit].parent;
                tried.push_back((!parent || kept.has(*parent)) && kept.tryAdd(unit));
                continue;
            }
            if (unit == count)
                consider(kept);
            // Back to the last unit that is kept, and on without it.
            while (!tried.empty() && !tried.back())
                tried.pop_back();
            if (tried.empty())
                return true;
            kept.take(tried.size() - 1);
            tried.back() = false;
        }
    }

    const FreeingProblem& m_problem;
    std::vector<std::size_t> m_byRank;
    std::vector<std::size_t> m_bySize;
    std::vector<std::uint64_t> m_ahead;
    std::size_t m_steps = 0;
    std::minstd_rand m_random;
    FreeingChoice m_best;
};

} // namespace

FreeingChoice chooseKept(const FreeingProblem& problem)
{
    return Chooser(problem).choose();
}

} // namespace onggi
