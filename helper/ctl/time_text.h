// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Points in time as people type them.
#pragma once

#include <cstdint>
#include <string>

namespace onggi::ctl {

// Seconds since 1970: "2026-01-02T03:04:05Z", "2026-01-02T03:04:05" and "2026-01-02" (midnight) in
// local time, "1767225600", or how long before `now`: "24h", "1.5h", "1h30m", "7d". Seconds may
// have fractions. Throws UsageError naming the text.
std::int64_t parsePointInTime(const std::string& text, std::int64_t now);

} // namespace onggi::ctl
