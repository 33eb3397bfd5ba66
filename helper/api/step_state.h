// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the figures of a job's step mean, for all clients.
#pragma once

#include "helper/api/wire.h"

namespace onggi::wire {

// A transfer that has ended before all of it was there: the job is paused, or does not succeed.
inline bool hasStopped(const Step& step)
{
    const bool isTransfer =
        step.kind == QLatin1String("download") || step.kind == QLatin1String("upload");
    return isTransfer && step.hasEnded && step.done < step.total;
}

} // namespace onggi::wire
