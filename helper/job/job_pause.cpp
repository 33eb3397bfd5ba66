// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Putting a job aside is stopping its work and calling it once more: the work lets go of connections,
// locks and its thread, and finds again what it has left on the disk.

#include "helper/job/job_queue.h"

#include <utility>

namespace onggi {

namespace {

bool isBeingCancelled(const Job& job)
{
    return job.stop.stop_requested() && job.afterStop == JobState::Cancelled;
}

} // namespace

void JobQueue::pause(std::uint64_t number)
{
    Job& job = require(number);
    if (job.state == JobState::Paused || job.afterStop == JobState::Paused)
        throw Error(Code::JobState, std::to_string(number), "it is paused");
    if (!job.isPausable() || isBeingCancelled(job))
        throw Error(Code::JobState, std::to_string(number), "it cannot be paused, or not any more");
    job.afterStop = JobState::Paused;
    job.stop.request_stop();
    if (job.state == JobState::Queued)
        setAside(job);
}

void JobQueue::resume(std::uint64_t number)
{
    Job& job = require(number);
    if (job.state == JobState::Running && job.afterStop == JobState::Paused) {
        job.afterStop = JobState::Queued;
        return;
    }
    if (job.state != JobState::Paused)
        throw Error(Code::JobState, std::to_string(number), "it is not paused");
    setState(job, JobState::Queued);
    startQueued();
}

// Its work does not run.
void JobQueue::setAside(Job& job)
{
    const bool goesOn = std::exchange(job.afterStop, JobState::Cancelled) == JobState::Queued;
    job.stop = std::stop_source();
    report(job);
    job.steps->beginAgain();
    setState(job, JobState::Paused);
    if (goesOn)
        setState(job, JobState::Queued);
    startQueued();
}

} // namespace onggi
