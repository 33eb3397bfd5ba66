// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// When the next report of something that changes all the time is due: the first at once, then one
// an interval at most.
#pragma once

#include <chrono>
#include <optional>

namespace onggi {

class Throttle {
public:
    using Clock = std::chrono::steady_clock;

    explicit Throttle(std::chrono::milliseconds interval) noexcept
        : m_interval(interval)
    {
    }

    // How long to wait with a report that is wanted now.
    std::chrono::milliseconds delay(Clock::time_point now) const noexcept
    {
        if (!m_last || now >= *m_last + m_interval)
            return std::chrono::milliseconds(0);
        return std::chrono::ceil<std::chrono::milliseconds>(*m_last + m_interval - now);
    }
    void reported(Clock::time_point now) noexcept { m_last = now; }

private:
    std::chrono::milliseconds m_interval;
    std::optional<Clock::time_point> m_last;
};

} // namespace onggi
