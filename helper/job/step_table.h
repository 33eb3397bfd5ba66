// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The steps of one job: what the engine reports from any thread, and what the bus tells of it.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "engine/core/progress.h"
#include "engine/core/synced.h"

namespace onggi {

struct StepState {
    std::uint64_t id = 0;
    std::uint64_t parent = 0;
    StepKind kind = StepKind::Pull;
    std::string subject;
    Bytes done;
    Bytes total;
    bool hasEnded = false;
};

// Bytes of the whole job. Neither ever shrinks; a total that is known is never below what is done.
struct JobBytes {
    Bytes done;
    Bytes total;     // 0: not known
    double rate = 0; // bytes a second over the last seconds
};

// Thread-safe.
class StepTable final : public ProgressSink {
public:
    using Clock = std::chrono::steady_clock;

    // `wake` is called, on whichever thread, when there is something to take and there was nothing
    // before. It must not throw, and must not call back.
    explicit StepTable(std::function<void()> wake);

    void stepBegan(std::uint64_t id, std::uint64_t parent, StepKind kind, std::string_view subject,
                   Bytes total) noexcept override;
    void stepAdvanced(std::uint64_t id, Bytes done, Bytes total) noexcept override;
    void stepEnded(std::uint64_t id) noexcept override;
    void passedPointOfNoReturn() noexcept override;

    bool hasPassedPointOfNoReturn() const;

    // The next outermost step goes on with what the last one did not finish: its total is what is
    // left of the job's.
    void beginAgain() noexcept;

    // The steps that are new or changed since the last call.
    std::vector<StepState> takeChanges();
    // Those that have not ended, and the last ones that have.
    std::vector<StepState> steps() const;
    JobBytes bytes(Clock::time_point now);

private:
    struct Sample {
        Clock::time_point time;
        Bytes done;
    };
    struct State {
        std::map<std::uint64_t, StepState> steps;
        std::set<std::uint64_t> changed;
        std::uint64_t root = 0;
        Bytes forgottenDone; // of steps that are no longer kept
        Bytes forgottenTotal;
        Bytes earlierTotal; // of the job, before it began again
        JobBytes bytes;
        std::vector<Sample> samples;
        bool isPastReturn = false;
        bool isAwake = false;
    };
    static bool counts(const State& state, const StepState& step) noexcept;
    static void forgetOld(State& state);
    template <typename Change>
    void change(std::uint64_t id, Change apply) noexcept;

    std::function<void()> m_wake;
    mutable Synced<State> m_state;
};

} // namespace onggi
