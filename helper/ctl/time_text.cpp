// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The forms that other engines take for --filter until, and days. Times of images are whole
// seconds: fractions are dropped from a point in time, and rounded away in a duration.

#include "helper/ctl/time_text.h"

#include <charconv>
#include <cmath>
#include <ctime>
#include <optional>
#include <string_view>

#include "engine/core/printable.h"
#include "engine/image/config.h"
#include "helper/ctl/grammar.h"

namespace onggi::ctl {

namespace {

constexpr double kMost = 9e12; // seconds

// Takes a number as "24" or "1.5" off the front; nothing where there is none.
std::optional<double> takeNumber(std::string_view& text)
{
    const bool isNumber = !text.empty() && (text[0] == '.' || (text[0] >= '0' && text[0] <= '9'));
    double number = 0;
    const auto [end, error] =
        std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
    if (!isNumber || error != std::errc())
        return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return number;
}

// Takes a unit of time off the front, in seconds; 0: there is none.
double takeUnit(std::string_view& text)
{
    struct Unit {
        std::string_view name;
        double seconds;
    };
    // Those that others begin with come last. Micro is a sign of its own, and a Greek letter.
    constexpr Unit kUnits[] = {{"ns", 1e-9}, {"us", 1e-6}, {"\u00b5s", 1e-6}, {"\u03bcs", 1e-6},
                               {"ms", 1e-3}, {"s", 1},     {"m", 60},         {"h", 3600},
                               {"d", 86400}, {"w", 604800}};
    for (const Unit& unit : kUnits) {
        if (text.starts_with(unit.name)) {
            text.remove_prefix(unit.name.size());
            return unit.seconds;
        }
    }
    return 0;
}

std::optional<std::int64_t> parseDuration(std::string_view text)
{
    double seconds = 0;
    while (!text.empty()) {
        const std::optional<double> number = takeNumber(text);
        const double unit = takeUnit(text);
        if (!number || unit <= 0)
            return std::nullopt;
        seconds += *number * unit;
    }
    return seconds <= kMost ? std::optional(std::int64_t(std::llround(seconds))) : std::nullopt;
}

// When clocks here show what those in UTC show at `time`.
std::int64_t localTime(std::int64_t time)
{
    const std::time_t seconds = time;
    std::tm shown{};
    ::gmtime_r(&seconds, &shown);
    shown.tm_isdst = -1; // not known
    return std::mktime(&shown);
}

} // namespace

std::int64_t parsePointInTime(const std::string& text, std::int64_t now)
{
    if (const auto time = parseTime(text))
        return *time;
    for (const char* rest : {"Z", ":00Z", "T00:00:00Z"}) {
        if (const auto time = parseTime(text + rest))
            return localTime(*time);
    }
    std::string_view rest = text;
    const std::optional<double> number = takeNumber(rest);
    if (number && rest.empty() && *number <= kMost)
        return static_cast<std::int64_t>(*number);
    if (const auto ago = parseDuration(text); ago && !text.empty())
        return now - *ago;
    throw UsageError("not a time: " + printable(text) +
                     ": expected one as 2026-01-02T03:04:05Z, 2026-01-02, or 24h");
}

} // namespace onggi::ctl
