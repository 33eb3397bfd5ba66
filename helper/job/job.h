// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// One piece of long work: what it is, who made it, how far it has come, and how it ended. It
// belongs to the thread of its queue; only its work runs elsewhere.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include <QString>
#include <QVariantMap>

#include "engine/core/error.h"
#include "helper/job/step_table.h"

namespace onggi {

enum class JobState { Created, Authorizing, Queued, Running, Paused, Succeeded, Failed, Cancelled };
const char* jobStateName(JobState state) noexcept;
constexpr bool isFinal(JobState state) noexcept
{
    return state >= JobState::Succeeded;
}
// Whether a job goes from one state to the other: forward through the list, to Failed or Cancelled,
// or aside to Paused and back into the queue.
bool mayFollow(JobState from, JobState to) noexcept;

// What a job's maker has to be allowed, and what an administrator who is asked gets to read.
struct Permission {
    QString action;
    QString subject; // names the thing: what a refusal and a prompt say
};

// Who made a job: its unique name on the bus, and its user.
struct JobOwner {
    QString name;
    std::uint32_t uid = 0;
};

struct JobContext {
    std::uint64_t number = 0;
    JobOwner owner;
    std::shared_ptr<ProgressSink> sink;
    std::vector<Permission> granted; // what was asked for and allowed
    std::stop_token stop;
};

// Jobs of the first kind wait for each other when there are many; those of the second mostly wait
// for something else, and start at once.
enum class JobWeight { Heavy, Light };

struct JobRequest {
    QString kind;
    QString title;
    JobOwner owner;
    JobWeight weight = JobWeight::Heavy;
    // Called on a thread of its own after Start: everything that has to be allowed. May throw
    // Error.
    std::function<std::vector<Permission>()> permissions;
    // Called on a thread of its own when all of that is granted. Returns the job's result; throws
    // Error or Cancelled.
    std::function<QVariantMap(const JobContext&)> work;
    // Whether the work may be stopped, let everything go, and be called once more to go on.
    bool isPausable = false;
};

struct Job {
    std::uint64_t number = 0;
    JobRequest request;
    JobState state = JobState::Created;
    std::vector<Permission> granted;
    std::shared_ptr<StepTable> steps;
    std::stop_source stop;
    // What becomes of it when its work ends because it was asked to.
    JobState afterStop = JobState::Cancelled;
    std::int64_t started = 0; // seconds since 1970
    std::int64_t ended = 0;
    std::optional<Error> error;
    QVariantMap result;

    bool isCancelable() const;
    // Whether it may be paused, or goes on from where it was.
    bool isPausable() const;
};

} // namespace onggi
