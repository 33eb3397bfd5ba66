// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// JSON from outside, read with bounds, and typed access that names what is wrong. Files that look
// into a document include <nlohmann/json.hpp> themselves: it is costly to compile.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace onggi {

using Json = nlohmann::json;

constexpr int kMaxJsonDepth = 64;

// Parses one whole document. `what` names it in errors ("the manifest of docker.io/library/x:1").
// Throws Error(DocumentInvalid): not JSON, nested deeper than kMaxJsonDepth, a key twice in an
// object.
Json parseJson(std::string_view text, std::string_view what);

// Members of an object, by name. All throw Error(DocumentInvalid, what) for a missing member or
// another type; the optional forms take a missing or null member as empty.
const Json& requireMember(const Json& object, const char* name, std::string_view what);
std::string requireString(const Json& object, const char* name, std::string_view what);
std::uint64_t requireUnsigned(const Json& object, const char* name, std::string_view what);
const Json& requireArray(const Json& object, const char* name, std::string_view what);
std::string optionalString(const Json& object, const char* name, std::string_view what);
bool optionalBool(const Json& object, const char* name, std::string_view what);
std::vector<std::string> optionalStrings(const Json& object, const char* name,
                                         std::string_view what);
std::map<std::string, std::string> optionalStringMap(const Json& object, const char* name,
                                                     std::string_view what);

} // namespace onggi
