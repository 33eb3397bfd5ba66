// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Widths follow the East Asian Width property in coarse blocks: enough for columns to line up,
// without asking the C library, whose answer depends on the locale.

#include "helper/ctl/text.h"

#include <algorithm>

#include "engine/core/error.h"
#include "engine/image/reference.h"

namespace onggi::ctl {

namespace {

struct Block {
    char32_t first;
    char32_t last;
};

constexpr Block kWide[] = {
    {0x1100, 0x115f},   {0x2e80, 0x303e},   {0x3041, 0xa4cf},   {0xa960, 0xa97f},
    {0xac00, 0xd7a3},   {0xf900, 0xfaff},   {0xfe30, 0xfe6f},   {0xff00, 0xff60},
    {0xffe0, 0xffe6},   {0x1f300, 0x1f64f}, {0x1f680, 0x1f6ff}, {0x1f900, 0x1f9ff},
    {0x20000, 0x3fffd},
};
constexpr Block kNone[] = {
    {0x0300, 0x036f}, {0x1160, 0x11ff}, {0x200b, 0x200d}, {0x20d0, 0x20ff}, {0xfe00, 0xfe0f},
};

template <std::size_t N>
bool isIn(const Block (&blocks)[N], char32_t point)
{
    return std::any_of(std::begin(blocks), std::end(blocks), [point](const Block& block) {
        return point >= block.first && point <= block.last;
    });
}

std::size_t widthOf(char32_t point)
{
    return isIn(kWide, point) ? 2 : isIn(kNone, point) ? 0 : 1;
}

// Takes one character off the front. The text is UTF-8: it has been through printable().
char32_t takeCharacter(std::string_view& text)
{
    const auto lead = static_cast<unsigned char>(text[0]);
    const std::size_t wanted = lead < 0x80 ? 1 : lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    const std::size_t length = std::min(wanted, text.size());
    char32_t point = length == 1 ? lead : lead & (0x7f >> length);
    for (std::size_t i = 1; i < length; ++i)
        point = (point << 6) | (static_cast<unsigned char>(text[i]) & 0x3f);
    text.remove_prefix(length);
    return point;
}

} // namespace

std::size_t displayWidth(std::string_view text)
{
    std::size_t width = 0;
    while (!text.empty())
        width += widthOf(takeCharacter(text));
    return width;
}

std::string shortened(std::string_view text, std::size_t width, bool isAscii)
{
    if (displayWidth(text) <= width)
        return std::string(text);
    const std::string_view mark = isAscii ? "..." : "…";
    const std::size_t markWidth = isAscii ? 3 : 1;
    if (width <= markWidth)
        return std::string(mark.substr(0, isAscii ? width : mark.size()));
    std::string_view rest = text;
    std::size_t used = 0;
    while (true) {
        std::string_view next = rest;
        const std::size_t more = widthOf(takeCharacter(next));
        if (used + more > width - markWidth)
            break;
        used += more;
        rest = next;
    }
    return std::string(text.substr(0, text.size() - rest.size())) + std::string(mark);
}

std::string durationText(std::int64_t seconds)
{
    struct Unit {
        std::int64_t seconds;
        const char* name;
    };
    constexpr Unit kUnits[] = {{365 * 86400, "year"}, {30 * 86400, "month"}, {7 * 86400, "week"},
                               {86400, "day"},        {3600, "hour"},        {60, "minute"},
                               {1, "second"}};
    // Below two of a unit the smaller one says more: "90 minutes", "10 days".
    for (const Unit& unit : kUnits) {
        const std::int64_t count = seconds / unit.seconds;
        if (count >= 2 || (count == 1 && unit.seconds == 1))
            return std::to_string(count) + " " + unit.name + (count == 1 ? "" : "s");
    }
    return "less than a second";
}

std::string agoText(std::int64_t time, std::int64_t now)
{
    constexpr std::int64_t kDay = 86400;
    return time < kDay ? "-" : durationText(now - time) + " ago";
}

std::string familiarName(const std::string& reference)
{
    try {
        return Reference::parse(reference).familiar();
    } catch (const Error&) {
        return reference;
    }
}

} // namespace onggi::ctl
