// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Sizes are shown in units of 1000, so that is what the same letters mean when they are typed.
// Digits are taken one by one: a locale must not decide what "1.5" is.

#include "helper/ctl/size_text.h"

#include <cctype>
#include <string>

#include "engine/core/printable.h"
#include "helper/ctl/grammar.h"

namespace onggi::ctl {

namespace {

[[noreturn]] void refuse(std::string_view text)
{
    throw UsageError("not a size: " + printable(text) + ": expected a number and a unit, as 2GB");
}

// 0: no such unit.
std::uint64_t unitOf(std::string_view word)
{
    std::string unit;
    for (const char c : word)
        unit += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    if (unit.empty() || unit == "b")
        return 1;
    constexpr std::string_view kLetters = "kmgtp";
    const std::size_t power = kLetters.find(unit[0]);
    const std::string rest = unit.substr(1);
    if (power == std::string_view::npos ||
        (rest != "" && rest != "b" && rest != "ib" && rest != "i"))
        return 0;
    const std::uint64_t base = rest.starts_with('i') ? 1024 : 1000;
    std::uint64_t bytes = base;
    for (std::size_t i = 0; i < power; ++i)
        bytes *= base;
    return bytes;
}

} // namespace

Bytes parseSize(std::string_view text)
{
    constexpr long double kMost = 18'000'000'000'000'000'000.0L;
    std::size_t at = 0;
    std::size_t digits = 0;
    long double number = 0;
    long double place = 1;
    bool hasPoint = false;
    for (; at < text.size() && digits < 20; ++at) {
        if (text[at] == '.' && !hasPoint) {
            hasPoint = true;
            continue;
        }
        if (text[at] < '0' || text[at] > '9')
            break;
        ++digits;
        number = number * 10 + (text[at] - '0');
        place *= hasPoint ? 10 : 1;
    }
    if (digits == 0)
        refuse(text);
    std::string_view unit = text.substr(at);
    if (unit.starts_with(' '))
        unit.remove_prefix(1);
    const std::uint64_t factor = unitOf(unit);
    const long double bytes = number / place * static_cast<long double>(factor);
    if (factor == 0 || bytes > kMost)
        refuse(text);
    return Bytes(static_cast<std::uint64_t>(bytes));
}

} // namespace onggi::ctl
