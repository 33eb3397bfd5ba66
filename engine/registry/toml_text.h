// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How the files of containers-common that are TOML are read: what is no TOML is refused as what
// its reader does not understand is, by file and line. For the readers' own sources alone: toml++
// is large.
#pragma once

#include <string>
#include <string_view>

#define TOML_HEADER_ONLY 1
#define TOML_ENABLE_FORMATTERS 0
#define TOML_MAX_NESTED_VALUES 32
#include <toml++/toml.h>

#include "engine/core/error.h"
#include "engine/registry/registries_conf.h"

namespace onggi {

// Throws Error(DocumentInvalid).
[[noreturn]] inline void refuseAt(const NamedText& file, const toml::source_position& place,
                                  const std::string& cause)
{
    throw Error(Code::DocumentInvalid, file.name + ", line " + std::to_string(place.line), cause);
}

[[noreturn]] inline void refuseAt(const NamedText& file, const toml::node& node,
                                  const std::string& cause)
{
    refuseAt(file, node.source().begin, cause);
}

// Throws Error(DocumentInvalid).
inline toml::table parseToml(const NamedText& file)
try {
    return toml::parse(std::string_view(file.text));
} catch (const toml::parse_error& error) {
    refuseAt(file, error.source().begin, std::string(error.description()));
}

} // namespace onggi
