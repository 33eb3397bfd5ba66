// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Bytes as code points below 256, in UTF-8.

#include "engine/run/byte_text.h"

#include <nlohmann/json.hpp>

#include "engine/core/error.h"

namespace onggi {

std::string bytesToText(std::string_view bytes)
{
    std::string text;
    text.reserve(bytes.size());
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80) {
            text += c;
        } else {
            text += static_cast<char>(0xc0 | (byte >> 6));
            text += static_cast<char>(0x80 | (byte & 0x3f));
        }
    }
    return text;
}

std::string textToBytes(std::string_view text)
{
    std::string bytes;
    bytes.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte < 0x80) {
            bytes += text[i];
            continue;
        }
        const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0U;
        if ((byte != 0xc2 && byte != 0xc3) || (next & 0xc0U) != 0x80)
            throw Error(Code::DocumentInvalid, std::string(text), "expected code points below 256");
        bytes += static_cast<char>(((byte & 0x03U) << 6) | (next & 0x3fU));
        ++i;
    }
    return bytes;
}

Json bytesToJson(const std::vector<std::string>& strings)
{
    Json array = Json::array();
    for (const std::string& bytes : strings)
        array.push_back(bytesToText(bytes));
    return array;
}

std::vector<std::string> bytesFromJson(const Json& object, const char* name, std::string_view what)
{
    std::vector<std::string> strings;
    for (const std::string& text : optionalStrings(object, name, what))
        strings.push_back(textToBytes(text));
    return strings;
}

} // namespace onggi
