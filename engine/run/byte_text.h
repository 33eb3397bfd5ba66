// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Byte strings in JSON, which has only text: every byte becomes the code point of its value. ASCII
// reads as it is, and nothing is lost.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/core/json.h"

namespace onggi {

std::string bytesToText(std::string_view bytes);
// Throws Error(DocumentInvalid) for text with other code points.
std::string textToBytes(std::string_view text);

Json bytesToJson(const std::vector<std::string>& strings);
std::vector<std::string> bytesFromJson(const Json& object, const char* name, std::string_view what);

} // namespace onggi
