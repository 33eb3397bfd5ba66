// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Cancellation: long work takes a std::stop_token and looks at it where it can stop.
#pragma once

#include <stop_token>

namespace onggi {

// Thrown when a stop was requested. Not an Error: nothing went wrong, and nobody is told a cause.
class Cancelled {};

inline void throwIfCancelled(const std::stop_token& stop)
{
    if (stop.stop_requested())
        throw Cancelled();
}

} // namespace onggi
