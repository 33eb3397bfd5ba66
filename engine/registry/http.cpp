// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Looking headers up. Names are compared without regard to case (RFC 9110 §5.1).

#include "engine/registry/http.h"

#include <algorithm>
#include <charconv>

#include "engine/core/ascii.h"

namespace onggi {

bool equalsIgnoringCase(std::string_view a, std::string_view b) noexcept
{
    return std::ranges::equal(a, b, [](char x, char y) { return lowered(x) == lowered(y); });
}

std::optional<std::string_view> HttpHead::find(std::string_view name) const noexcept
{
    for (const Header& header : headers) {
        if (equalsIgnoringCase(header.name, name))
            return header.value;
    }
    return std::nullopt;
}

std::vector<std::string_view> HttpHead::findAll(std::string_view name) const
{
    std::vector<std::string_view> values;
    for (const Header& header : headers) {
        if (equalsIgnoringCase(header.name, name))
            values.push_back(header.value);
    }
    return values;
}

std::optional<std::uint64_t> HttpHead::contentLength() const noexcept
{
    const auto text = find("Content-Length");
    if (!text)
        return std::nullopt;
    std::uint64_t length = 0;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), length);
    if (error != std::errc() || end != text->data() + text->size())
        return std::nullopt;
    return length;
}

} // namespace onggi
