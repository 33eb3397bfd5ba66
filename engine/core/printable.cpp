// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Decides which code points are shown as they are. Strict UTF-8 (RFC 3629): overlong forms,
// surrogates and values above U+10FFFF are bytes, not characters.

#include "engine/core/printable.h"

#include <cstdint>
#include <cstdio>
#include <utility>

namespace onggi {

namespace {

// Length of the well-formed sequence at the start of `text` and its code point; length 0 if there
// is none.
std::pair<std::size_t, char32_t> decode(std::string_view text)
{
    const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
    const std::uint8_t lead = byte(0);
    if (lead < 0x80)
        return {1, lead};
    const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || text.size() < length)
        return {0, 0};
    char32_t point = lead & (0x7f >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xc0) != 0x80)
            return {0, 0};
        point = (point << 6) | (byte(i) & 0x3f);
    }
    constexpr char32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
    const bool isSurrogate = point >= 0xd800 && point <= 0xdfff;
    if (point < kSmallest[length] || point > 0x10ffff || isSurrogate)
        return {0, 0};
    return {length, point};
}

std::string escape(const char* format, unsigned value)
{
    char text[16];
    std::snprintf(text, sizeof text, format, value);
    return text;
}

bool isShownAsIs(char32_t point)
{
    const bool isControl = point < 0x20 || (point >= 0x7f && point <= 0x9f);
    const bool isBidi = point == 0x61c || (point >= 0x200e && point <= 0x200f) ||
                        (point >= 0x202a && point <= 0x202e) ||
                        (point >= 0x2066 && point <= 0x2069);
    const bool isSeparator = point == 0x2028 || point == 0x2029;
    return !isControl && !isBidi && !isSeparator && point != 0xfeff;
}

} // namespace

std::string printable(std::string_view text)
{
    std::string shown;
    shown.reserve(text.size());
    while (!text.empty()) {
        const auto [length, point] = decode(text);
        if (length == 0) {
            shown += escape("\\x%02x", static_cast<std::uint8_t>(text[0]));
            text.remove_prefix(1);
            continue;
        }
        if (isShownAsIs(point))
            shown += text.substr(0, length);
        else if (point == '\n')
            shown += "\\n";
        else if (point == '\t')
            shown += "\\t";
        else if (point < 0x100)
            shown += escape("\\x%02x", point);
        else
            shown += escape("\\u{%x}", point);
        text.remove_prefix(length);
    }
    return shown;
}

} // namespace onggi
