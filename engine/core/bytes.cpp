// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How many digits a size is shown with: whole bytes, one decimal for kB and MB, two from GB on.

#include "engine/core/bytes.h"

#include <cstdio>

namespace onggi {

std::string humanSize(Bytes bytes)
{
    constexpr const char* kUnits[] = {"kB", "MB", "GB", "TB", "PB", "EB"};
    char text[32];
    if (bytes.count() < 1000) {
        std::snprintf(text, sizeof text, "%u B", static_cast<unsigned>(bytes.count()));
        return text;
    }
    double value = static_cast<double>(bytes.count()) / 1000;
    std::size_t unit = 0;
    // 999.95 would be printed as 1000.0.
    while (value >= (unit < 2 ? 999.95 : 999.995) && unit + 1 < std::size(kUnits)) {
        value /= 1000;
        ++unit;
    }
    std::snprintf(text, sizeof text, unit < 2 ? "%.1f %s" : "%.2f %s", value, kUnits[unit]);
    return text;
}

} // namespace onggi
