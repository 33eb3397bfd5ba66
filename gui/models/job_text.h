// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How the window speaks of jobs. GUI thread only.
#pragma once

#include <map>

#include <QString>

#include "helper/api/wire.h"

namespace onggi {

bool hasEnded(const wire::Job& job);
// Moves bytes of an image: counts as a transfer.
bool isTransfer(const wire::Job& job);

// Whether it may be put aside, or lies there and may go on.
bool isPausable(const wire::Job& job);
bool isPaused(const wire::Job& job);
// A question that the window asks while somebody types: nothing that anybody waits for.
bool isLookUp(const wire::Job& job);

// Of all that run: "2 transfers, 9.6 MB/s", "1 transfer, paused"; empty where there are none.
QString transfersText(const std::map<qulonglong, wire::Job>& jobs);

// What it does, and to what: "Pull nginx:1.29".
QString titleText(const wire::Job& job);
// "running", "waiting for permission", "done".
QString stateText(const wire::Job& job);
// "58.2 MB of 92.3 MB"; the part that is known.
QString amountText(qulonglong done, qulonglong total);
// "9.6 MB/s"; empty where nothing moves.
QString rateText(double bytesPerSecond);
// "9 s left"; empty where it cannot be told.
QString timeLeftText(const wire::Job& job);

} // namespace onggi
