// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The framing of the report. It comes from a process that hostile bytes may have taken over:
// whoever reads it bounds it and believes no field.

#include "engine/layer/unpack_protocol.h"

#include <algorithm>

namespace onggi::unpack {

std::string joinFields(const std::vector<std::string>& fields)
{
    std::string text;
    for (const std::string& field : fields) {
        std::string clean = field;
        std::ranges::replace(clean, '\0', '?');
        text += clean;
        text += '\0';
    }
    return text;
}

std::optional<std::vector<std::string>> splitFields(std::string_view text)
{
    if (text.empty() || text.back() != '\0')
        return std::nullopt;
    std::vector<std::string> fields;
    while (!text.empty()) {
        const std::size_t end = text.find('\0');
        fields.emplace_back(text.substr(0, end));
        text.remove_prefix(end + 1);
    }
    return fields;
}

} // namespace onggi::unpack
