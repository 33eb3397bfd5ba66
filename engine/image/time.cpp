// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// RFC 3339 times, section 5.6. Fractions of a second are dropped: seconds are what is shown and
// sorted.

#include <charconv>
#include <chrono>
#include <cstdio>

#include "engine/image/config.h"

namespace onggi {

namespace {

// Years have four digits, in UTC too: these are the first second and the last.
constexpr std::int64_t kFirst = -62'167'219'200;
constexpr std::int64_t kLast = 253'402'300'799;

// Reads digits and separators off the front of a text; turns false for good at the first mismatch.
class Scanner {
public:
    explicit Scanner(std::string_view text)
        : m_rest(text)
    {
    }

    int number(std::size_t digits)
    {
        int value = 0;
        if (m_rest.size() < digits)
            return fail();
        const char* const begin = m_rest.data();
        const auto [end, error] = std::from_chars(begin, begin + digits, value);
        if (error != std::errc() || end != begin + digits || *begin == '-')
            return fail();
        m_rest.remove_prefix(digits);
        return value;
    }

    char oneOf(std::string_view allowed)
    {
        if (m_rest.empty() || allowed.find(m_rest.front()) == allowed.npos) {
            fail();
            return '\0';
        }
        const char found = m_rest.front();
        m_rest.remove_prefix(1);
        return found;
    }

    void skipFraction()
    {
        if (!m_rest.starts_with('.'))
            return;
        const std::size_t end = m_rest.find_first_not_of("0123456789", 1);
        m_rest.remove_prefix(end == m_rest.npos ? m_rest.size() : end);
    }

    bool isGood() const { return m_good; }
    bool isAtEnd() const { return m_good && m_rest.empty(); }

private:
    int fail()
    {
        m_good = false;
        m_rest = {};
        return 0;
    }

    std::string_view m_rest;
    bool m_good = true;
};

} // namespace

std::optional<std::int64_t> parseTime(std::string_view text) noexcept
{
    using namespace std::chrono;
    Scanner scan(text);
    const int y = scan.number(4);
    scan.oneOf("-");
    const int mo = scan.number(2);
    scan.oneOf("-");
    const int d = scan.number(2);
    scan.oneOf("Tt ");
    const int h = scan.number(2);
    scan.oneOf(":");
    const int mi = scan.number(2);
    scan.oneOf(":");
    const int s = scan.number(2);
    scan.skipFraction();
    const char zone = scan.oneOf("Zz+-");
    int offset = 0;
    if (zone == '+' || zone == '-') {
        offset = scan.number(2) * 60;
        scan.oneOf(":");
        offset += scan.number(2);
    }
    const year_month_day date{year(y), month(static_cast<unsigned>(mo)),
                              day(static_cast<unsigned>(d))};
    if (!scan.isAtEnd() || !date.ok() || h > 23 || mi > 59 || s > 60 || offset >= 24 * 60)
        return std::nullopt;
    const std::int64_t local =
        sys_days(date).time_since_epoch() / seconds(1) + h * 3600 + mi * 60 + s;
    const std::int64_t time = local - (zone == '-' ? -offset : offset) * 60;
    if (time < kFirst || time > kLast)
        return std::nullopt;
    return time;
}

std::string formatTime(std::int64_t time)
{
    using namespace std::chrono;
    const sys_seconds instant{seconds(time)};
    const sys_days midnight = floor<days>(instant);
    const year_month_day date(midnight);
    const hh_mm_ss clock(instant - midnight);
    char text[64];
    std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02dZ",
                  static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                  static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
                  static_cast<int>(clock.minutes().count()),
                  static_cast<int>(clock.seconds().count()));
    return text;
}

} // namespace onggi
