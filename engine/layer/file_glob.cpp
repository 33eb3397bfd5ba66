// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A whole path is matched by following all ways through the pattern at once, so that `**` costs no
// backtracking, and a directory below which nothing can match is not entered. Within a component
// only the last `*` is ever taken back: that is enough, and linear but for that.

#include "engine/layer/file_glob.h"

#include <algorithm>
#include <optional>
#include <tuple>

#include "engine/core/error.h"

namespace onggi {

namespace {

constexpr std::size_t kMaxPattern = 4096;
constexpr std::string_view kAnyDepth = "**";

struct Character {
    char32_t point = 0;
    std::size_t length = 0;
};

// The first character; a byte that begins no UTF-8 sequence stands for itself, above all others.
Character firstOf(std::string_view text)
{
    const auto byteAt = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned lead = byteAt(0);
    const std::size_t length = lead < 0x80   ? 1
                               : lead < 0xc2 ? 0
                               : lead < 0xe0 ? 2
                               : lead < 0xf0 ? 3
                               : lead < 0xf5 ? 4
                                             : 0;
    if (length == 1)
        return {lead, 1};
    char32_t point = length == 0 ? 0 : lead & (0x7fU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if (i >= text.size() || (byteAt(i) & 0xc0U) != 0x80)
            return {0x110000 + lead, 1};
        point = (point << 6) | (byteAt(i) & 0x3fU);
    }
    return length == 0 ? Character{0x110000 + lead, 1} : Character{point, length};
}

char32_t take(std::string_view& text)
{
    const Character first = firstOf(text);
    text.remove_prefix(first.length);
    return first.point;
}

// A set behind its '[': whether it has `point`; takes it off the pattern. One that does not end is
// an ordinary '['.
bool takeSet(std::string_view& pattern, char32_t point)
{
    std::string_view rest = pattern;
    const bool isNegated = rest.starts_with('!') || rest.starts_with('^');
    if (isNegated)
        rest.remove_prefix(1);
    bool isIn = false;
    for (bool isFirst = true; !rest.empty(); isFirst = false) {
        if (rest.front() == ']' && !isFirst) {
            pattern = rest.substr(1);
            return isIn != isNegated;
        }
        if (rest.front() == '\\' && rest.size() > 1)
            rest.remove_prefix(1);
        const char32_t from = take(rest);
        char32_t to = from;
        if (rest.size() > 1 && rest[0] == '-' && rest[1] != ']') {
            rest.remove_prefix(1);
            if (rest.front() == '\\' && rest.size() > 1)
                rest.remove_prefix(1);
            to = take(rest);
        }
        isIn = isIn || (point >= from && point <= to);
    }
    return point == U'[';
}

// Matches one element other than '*' with the first character of `name`.
bool takeOne(std::string_view& pattern, std::string_view& name)
{
    const char32_t point = take(name);
    switch (pattern.front()) {
    case '?':
        pattern.remove_prefix(1);
        return true;
    case '[':
        pattern.remove_prefix(1);
        return takeSet(pattern, point);
    case '\\':
        if (pattern.size() > 1)
            pattern.remove_prefix(1);
        [[fallthrough]];
    default:
        return take(pattern) == point;
    }
}

} // namespace

bool matchesName(std::string_view pattern, std::string_view name)
{
    std::optional<std::pair<std::string_view, std::string_view>> afterStar;
    while (true) {
        if (pattern.starts_with('*')) {
            pattern.remove_prefix(1);
            afterStar = {pattern, name};
            continue;
        }
        if (name.empty() && pattern.empty())
            return true;
        if (!name.empty() && !pattern.empty() && takeOne(pattern, name))
            continue;
        if (!afterStar || afterStar->second.empty())
            return false;
        // The star takes one character more.
        take(afterStar->second);
        std::tie(pattern, name) = *afterStar;
    }
}

FileGlob::FileGlob(std::string_view pattern)
{
    if (pattern.empty() || pattern.size() > kMaxPattern)
        throw Error(Code::ApiInvalidArgument, "GLOB",
                    pattern.empty() ? "the pattern is empty" : "the pattern is too long");
    if (pattern.find('/') == pattern.npos)
        m_parts.emplace_back(kAnyDepth);
    while (!pattern.empty()) {
        const std::size_t slash = std::min(pattern.find('/'), pattern.size());
        if (slash > 0)
            m_parts.emplace_back(pattern.substr(0, slash));
        pattern.remove_prefix(std::min(slash + 1, pattern.size()));
    }
}

// A `**` that is not the last part may stand for nothing.
void FileGlob::skipEmpty(Places& places) const
{
    for (std::size_t i = 0; i + 1 < m_parts.size(); ++i) {
        if (places[i] && m_parts[i] == kAnyDepth)
            places[i + 1] = true;
    }
}

FileGlob::Places FileGlob::start() const
{
    Places places(m_parts.size() + 1);
    places[0] = true;
    skipEmpty(places);
    return places;
}

FileGlob::Places FileGlob::after(const Places& places, std::string_view name) const
{
    Places next(places.size());
    for (std::size_t i = 0; i < m_parts.size(); ++i) {
        if (!places[i])
            continue;
        if (m_parts[i] == kAnyDepth) {
            next[i] = true;
            next[i + 1] = next[i + 1] || i + 1 == m_parts.size();
        } else if (matchesName(m_parts[i], name)) {
            next[i + 1] = true;
        }
    }
    skipEmpty(next);
    return next;
}

bool FileGlob::isAlive(const Places& places)
{
    return std::find(places.begin(), places.end() - 1, true) != places.end() - 1;
}

void findMatches(const Tree& tree, const FileGlob& glob,
                 const std::function<void(const std::string& path, NodeId id)>& found)
{
    std::vector<FileGlob::Places> places{glob.start()}; // by depth
    walkFiles(tree, kRootNode, "/",
              [&](const std::string& path, const Node&, NodeId id, std::size_t depth) {
                  if (depth == 0)
                      return true;
                  places.resize(depth);
                  places.push_back(glob.after(places.back(),
                                              std::string_view(path).substr(path.rfind('/') + 1)));
                  if (glob.isMatch(places.back()))
                      found(path, id);
                  return FileGlob::isAlive(places.back());
              });
}

} // namespace onggi
