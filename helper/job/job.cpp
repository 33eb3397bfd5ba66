// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The names of the states, and which of them follow each other.

#include "helper/job/job.h"

namespace onggi {

const char* jobStateName(JobState state) noexcept
{
    constexpr const char* kNames[] = {"created", "authorizing", "queued", "running",
                                      "paused",  "succeeded",   "failed", "cancelled"};
    return kNames[static_cast<std::size_t>(state)];
}

bool mayFollow(JobState from, JobState to) noexcept
{
    switch (from) {
    case JobState::Created:
        return to == JobState::Authorizing || to == JobState::Cancelled;
    case JobState::Authorizing:
        return to == JobState::Queued || to == JobState::Failed || to == JobState::Cancelled;
    case JobState::Queued:
        return to == JobState::Running || to == JobState::Paused || to == JobState::Cancelled;
    case JobState::Running:
        return to == JobState::Paused || isFinal(to);
    case JobState::Paused:
        return to == JobState::Queued || to == JobState::Cancelled;
    case JobState::Succeeded:
    case JobState::Failed:
    case JobState::Cancelled:
        break;
    }
    return false;
}

bool Job::isCancelable() const
{
    return !isFinal(state) && !steps->hasPassedPointOfNoReturn();
}

bool Job::isPausable() const
{
    return request.isPausable && state >= JobState::Queued && isCancelable();
}

} // namespace onggi
