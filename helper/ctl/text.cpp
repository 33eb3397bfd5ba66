// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Widths are those of the C library, which is asked in a locale that has all characters: in another
// its answer would depend on where somebody lives.

#include "helper/ctl/text.h"

#include <algorithm>

#include <locale.h>
#include <wchar.h>

#include "engine/core/error.h"
#include "engine/image/reference.h"

namespace onggi::ctl {

namespace {

// While it lives, the C library knows all characters to this thread.
class AllCharacters {
public:
    AllCharacters()
        : m_before(::uselocale(locale()))
    {
    }
    ~AllCharacters() { ::uselocale(m_before); }
    AllCharacters(const AllCharacters&) = delete;
    AllCharacters& operator=(const AllCharacters&) = delete;

private:
    // Kept, because tables ask for each cell. Where there is none, the thread's own stays.
    static locale_t locale()
    {
        static const locale_t all = ::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
        return all;
    }

    locale_t m_before;
};

// To be called while there are AllCharacters.
std::size_t widthOf(char32_t point)
{
    const int width = ::wcwidth(static_cast<wchar_t>(point));
    return width < 0 ? 1 : static_cast<std::size_t>(width); // newer than the library
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
    const AllCharacters all;
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
    const AllCharacters all;
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
    if (reference.find('/') == std::string::npos)
        return reference;
    try {
        return Reference::parse(reference).familiar();
    } catch (const Error&) {
        return reference;
    }
}

} // namespace onggi::ctl
