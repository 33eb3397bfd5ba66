// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Links are followed by name, and never out of the archive.

#include "engine/archive/archive_members.h"

#include <algorithm>
#include <vector>

#include "engine/core/error.h"

namespace onggi {

namespace {

constexpr int kMaxLinks = 8;
// 10,000 images, whose configs stand in two tables, have some 200 MB of them.
constexpr Bytes kMaxRead{512 << 20};

// Directory part of a path within the archive.
std::string parentOf(std::string_view path)
{
    const std::size_t slash = path.rfind('/');
    return std::string(path.substr(0, slash == std::string_view::npos ? 0 : slash));
}

// "a/b" and "../c" to "a/c"; what would leave the archive is nothing.
std::optional<std::string> resolved(const std::string& base, std::string_view relative)
{
    std::vector<std::string_view> parts;
    const std::string joined =
        relative.starts_with('/') ? std::string(relative) : base + '/' + std::string(relative);
    for (std::size_t begin = 0; begin <= joined.size();) {
        const std::size_t end = std::min(joined.find('/', begin), joined.size());
        const std::string_view part = std::string_view(joined).substr(begin, end - begin);
        begin = end + 1;
        if (part.empty() || part == ".")
            continue;
        if (part != "..") {
            parts.push_back(part);
            continue;
        }
        if (parts.empty())
            return std::nullopt;
        parts.pop_back();
    }
    std::string path;
    for (const std::string_view part : parts) {
        if (!path.empty())
            path += '/';
        path += part;
    }
    return path;
}

} // namespace

std::optional<ArchiveMember> ArchiveMembers::find(std::string_view path) const
{
    std::string at(path);
    for (int links = 0; links <= kMaxLinks; ++links) {
        const std::optional<Entry> found = entry(at);
        if (!found)
            return std::nullopt;
        if (!found->target)
            return found->file;
        const std::optional<std::string> target = resolved(parentOf(at), *found->target);
        if (!target)
            return std::nullopt;
        at = *target;
    }
    return std::nullopt;
}

ArchiveMember ArchiveMembers::require(std::string_view path) const
{
    if (const std::optional<ArchiveMember> member = find(path))
        return *member;
    throw Error(Code::ArchiveInvalid, m_name,
                "the file " + std::string(path) + " is missing in it");
}

std::string ArchiveMembers::read(std::string_view path, Bytes limit) const
{
    const ArchiveMember member = require(path);
    if (member.size > limit)
        throw Error(Code::ArchiveInvalid, m_name, std::string(path) + " in it is too large");
    m_read += member.size;
    if (m_read > kMaxRead)
        throw Error(Code::ArchiveInvalid, m_name,
                    "the configs and manifests that its tables name are larger than " +
                        humanSize(kMaxRead) + " in all");
    return readWhole(member);
}

} // namespace onggi
