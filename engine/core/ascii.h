// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Letters of ASCII alone in lower and upper case, as hosts, schemes and headers are compared: no
// locale has a say, and every other byte stays as it is.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace onggi {

constexpr char lowered(char c) noexcept
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

constexpr char raised(char c) noexcept
{
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

inline std::string lowered(std::string_view text)
{
    std::string copy(text);
    std::ranges::transform(copy, copy.begin(), [](char c) { return lowered(c); });
    return copy;
}

inline std::string raised(std::string_view text)
{
    std::string copy(text);
    std::ranges::transform(copy, copy.begin(), [](char c) { return raised(c); });
    return copy;
}

} // namespace onggi
