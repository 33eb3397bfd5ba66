// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Which bytes of the steps are the job's: those of the outermost step where it counts any, else the
// sum of its downloads where there are some, else that of its direct children.

#include "helper/job/step_table.h"

#include <algorithm>
#include <utility>

namespace onggi {

namespace {

constexpr std::size_t kKeptEnded = 2048;
constexpr auto kRateWindow = std::chrono::seconds(3);

bool hasDownloads(const std::map<std::uint64_t, StepState>& steps)
{
    return std::ranges::any_of(
        steps, [](const auto& entry) { return entry.second.kind == StepKind::Download; });
}

} // namespace

StepTable::StepTable(std::function<void()> wake)
    : m_wake(std::move(wake))
{
}

template <typename Change>
void StepTable::change(std::uint64_t id, Change apply) noexcept
{
    bool isFirst = false;
    {
        auto state = m_state.lock();
        apply(*state);
        if (id != 0)
            state->changed.insert(id);
        isFirst = !std::exchange(state->isAwake, true);
    }
    if (isFirst)
        m_wake();
}

void StepTable::stepBegan(std::uint64_t id, std::uint64_t parent, StepKind kind,
                          std::string_view subject, Bytes total) noexcept
{
    change(id, [&](State& state) {
        state.steps[id] = {id, parent, kind, std::string(subject), Bytes(), total, false};
        if (state.root == 0)
            state.root = id;
        forgetOld(state);
    });
}

void StepTable::stepAdvanced(std::uint64_t id, Bytes done, Bytes total) noexcept
{
    change(id, [&](State& state) {
        const auto step = state.steps.find(id);
        if (step == state.steps.end())
            return;
        step->second.done = std::max(step->second.done, done);
        step->second.total = std::max(step->second.total, total);
    });
}

void StepTable::stepEnded(std::uint64_t id) noexcept
{
    change(id, [&](State& state) {
        const auto step = state.steps.find(id);
        if (step != state.steps.end())
            step->second.hasEnded = true;
    });
}

void StepTable::passedPointOfNoReturn() noexcept
{
    change(0, [](State& state) { state.isPastReturn = true; });
}

bool StepTable::hasPassedPointOfNoReturn() const
{
    return m_state.lock()->isPastReturn;
}

void StepTable::beginAgain() noexcept
{
    auto state = m_state.lock();
    state->root = 0;
    state->earlierTotal = state->bytes.total;
    state->samples.clear();
}

std::vector<StepState> StepTable::takeChanges()
{
    auto state = m_state.lock();
    std::vector<StepState> changes;
    for (const std::uint64_t id : state->changed) {
        const auto step = state->steps.find(id);
        if (step != state->steps.end())
            changes.push_back(step->second);
    }
    state->changed.clear();
    state->isAwake = false;
    return changes;
}

std::vector<StepState> StepTable::steps() const
{
    auto state = m_state.lock();
    std::vector<StepState> all;
    for (const auto& [id, step] : state->steps)
        all.push_back(step);
    return all;
}

bool StepTable::counts(const State& state, const StepState& step) noexcept
{
    const auto root = state.steps.find(state.root);
    if (root != state.steps.end() && root->second.total.count() != 0)
        return step.id == state.root;
    if (hasDownloads(state.steps))
        return step.kind == StepKind::Download;
    return step.parent == state.root;
}

JobBytes StepTable::bytes(Clock::time_point now)
{
    auto state = m_state.lock();
    Bytes done = state->forgottenDone;
    Bytes total = state->forgottenTotal;
    bool isTotalKnown = true;
    for (const auto& [id, step] : state->steps) {
        if (!counts(*state, step))
            continue;
        done += step.done;
        total += std::max(step.total, step.done);
        isTotalKnown = isTotalKnown && (step.total.count() != 0 || step.hasEnded);
    }
    const auto root = state->steps.find(state->root);
    if (root != state->steps.end() && root->second.total.count() != 0 &&
        root->second.total < state->earlierTotal) {
        done += state->earlierTotal - root->second.total;
        total += state->earlierTotal - root->second.total;
    }
    JobBytes& bytes = state->bytes;
    bytes.done = std::max(bytes.done, done);
    if (isTotalKnown || bytes.total.count() != 0)
        bytes.total = std::max({bytes.total, total, bytes.done});

    auto& samples = state->samples;
    samples.push_back({now, bytes.done});
    const auto isOld = [now](const Sample& sample) { return sample.time + kRateWindow < now; };
    while (samples.size() > 2 && isOld(samples[1]))
        samples.erase(samples.begin());
    const std::chrono::duration<double> span = now - samples.front().time;
    if (span.count() > 0.05)
        bytes.rate =
            static_cast<double>((bytes.done - samples.front().done).count()) / span.count();
    return bytes;
}

// Only steps that have been told, so that nobody misses their end.
void StepTable::forgetOld(State& state)
{
    if (state.steps.size() <= 2 * kKeptEnded)
        return;
    std::size_t surplus = state.steps.size() - kKeptEnded;
    for (auto step = state.steps.begin(); step != state.steps.end() && surplus > 0;) {
        if (!step->second.hasEnded || state.changed.contains(step->first) ||
            step->first == state.root) {
            ++step;
            continue;
        }
        if (counts(state, step->second)) {
            state.forgottenDone += step->second.done;
            state.forgottenTotal += step->second.total;
        }
        step = state.steps.erase(step);
        --surplus;
    }
}

} // namespace onggi
