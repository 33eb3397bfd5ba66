// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Patterns for names of files.
//
// A pattern without '/' is matched against the last component of a path, wherever it is; one with
// '/' against the whole path from the root, whether or not it begins with one. `*` is any text
// within a component, `?` one character, `[a-z]` and `[!a-z]` one of a set, `\x` x itself; `**` as
// a component of its own is any number of components, none included unless it is the last. Names
// that begin with a dot are matched like others. Bytes that are no UTF-8 are characters of
// their own.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/layer/image_files.h"

namespace onggi {

bool matchesName(std::string_view pattern, std::string_view name);

class FileGlob {
public:
    // Throws Error(ApiInvalidArgument) for one that is empty or longer than 4096 bytes.
    explicit FileGlob(std::string_view pattern);

    // How far the pattern has been matched by the components up to some directory.
    using Places = std::vector<bool>;
    Places start() const;
    Places after(const Places& places, std::string_view name) const;
    bool isMatch(const Places& places) const { return places.back(); }
    // Whether something below could match yet.
    static bool isAlive(const Places& places);

private:
    void skipEmpty(Places& places) const;

    std::vector<std::string> m_parts;
};

// Everything below the root that matches, in the order of walkFiles().
void findMatches(const Tree& tree, const FileGlob& glob,
                 const std::function<void(const std::string& path, NodeId id)>& found);

} // namespace onggi
