// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How sizes are written.

#include "engine/core/bytes.h"

#include <cstdio>
#include <iterator>

namespace onggi {

ScaledSize scaledSize(Bytes bytes) noexcept
{
    constexpr const char* kUnits[] = {"kB", "MB", "GB", "TB", "PB", "EB"};
    if (bytes.count() < 1000)
        return {static_cast<double>(bytes.count()), 0, "B"};
    double value = static_cast<double>(bytes.count()) / 1000;
    std::size_t unit = 0;
    // 999.95 would be printed as 1000.0.
    while (value >= (unit < 2 ? 999.95 : 999.995) && unit + 1 < std::size(kUnits)) {
        value /= 1000;
        ++unit;
    }
    return {value, unit < 2 ? 1 : 2, kUnits[unit]};
}

std::string humanSize(Bytes bytes)
{
    const ScaledSize size = scaledSize(bytes);
    char text[32];
    std::snprintf(text, sizeof text, "%.*f %s", size.decimals, size.value, size.unit);
    return text;
}

} // namespace onggi
