// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The forms that other engines take for --filter until, and days.

#include "helper/ctl/time_text.h"

#include <limits>
#include <optional>
#include <string_view>

#include "engine/core/printable.h"
#include "engine/image/config.h"
#include "helper/ctl/grammar.h"

namespace onggi::ctl {

namespace {

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max() / 1'000'000;

// Takes the digits at the front; nothing where there are none, or too many.
std::optional<std::int64_t> takeNumber(std::string_view& text)
{
    std::int64_t number = 0;
    std::size_t digits = 0;
    while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9') {
        number = number * 10 + (text[digits] - '0');
        if (number > kMost)
            return std::nullopt;
        ++digits;
    }
    text.remove_prefix(digits);
    return digits == 0 ? std::nullopt : std::optional(number);
}

std::int64_t secondsOf(char unit)
{
    switch (unit) {
    case 's':
        return 1;
    case 'm':
        return 60;
    case 'h':
        return 3600;
    case 'd':
        return 86400;
    case 'w':
        return 7 * 86400;
    default:
        return 0;
    }
}

std::optional<std::int64_t> parseDuration(std::string_view text)
{
    std::int64_t seconds = 0;
    while (!text.empty()) {
        const std::optional<std::int64_t> number = takeNumber(text);
        const std::int64_t unit = text.empty() ? 0 : secondsOf(text.front());
        if (!number || unit == 0 || *number > kMost / unit)
            return std::nullopt;
        text.remove_prefix(1);
        seconds += *number * unit;
        if (seconds > kMost)
            return std::nullopt;
    }
    return seconds;
}

} // namespace

std::int64_t parsePointInTime(const std::string& text, std::int64_t now)
{
    if (const auto time = parseTime(text))
        return *time;
    if (const auto midnight = parseTime(text + "T00:00:00Z"))
        return *midnight;
    std::string_view rest = text;
    const std::optional<std::int64_t> number = takeNumber(rest);
    if (number && rest.empty())
        return *number;
    if (const auto ago = parseDuration(text); ago && !text.empty())
        return now - *ago;
    throw UsageError("not a time: " + printable(text) +
                     ": expected one as 2026-01-02T03:04:05Z, 2026-01-02, or 24h");
}

} // namespace onggi::ctl
