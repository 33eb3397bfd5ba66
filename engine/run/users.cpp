// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// passwd(5) and group(5), read as the image wrote them: lines that are none are passed over,
// numbers that do not fit never wrap (CVE-2024-40635), and supplementary groups always hold the
// primary one.

#include "engine/run/users.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <span>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/core/error.h"
#include "engine/core/fd.h"

namespace onggi {

namespace {

constexpr std::size_t kMaxFile = 1U << 20;
constexpr std::size_t kMaxGroups = 65536;

std::optional<std::uint32_t> parseId(std::string_view text)
{
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

// A number that is no id at all, as against a name.
bool isNumber(std::string_view text)
{
    const std::string_view digits = text.substr(text.starts_with('-') ? 1 : 0);
    return !digits.empty() && digits.find_first_not_of("0123456789") == digits.npos;
}

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    for (;;) {
        const std::size_t end = text.find(separator);
        parts.push_back(text.substr(0, end));
        if (end == text.npos)
            return parts;
        text.remove_prefix(end + 1);
    }
}

struct PasswdLine {
    std::string_view name;
    std::uint32_t uid = 0;
    std::uint32_t gid = 0;
    std::string_view home;
};

std::vector<PasswdLine> parsePasswd(std::string_view passwd)
{
    std::vector<PasswdLine> lines;
    for (const std::string_view line : split(passwd, '\n')) {
        const std::vector<std::string_view> fields = split(line, ':');
        if (fields.size() < 6)
            continue;
        const auto uid = parseId(fields[2]);
        const auto gid = parseId(fields[3]);
        if (uid && gid)
            lines.push_back({fields[0], *uid, *gid, fields[5]});
    }
    return lines;
}

// A name may look like a number; as with other engines it goes before the number.
std::optional<PasswdLine> findUser(std::string_view passwd, std::string_view wanted)
{
    const std::vector<PasswdLine> lines = parsePasswd(passwd);
    auto found = std::find_if(lines.begin(), lines.end(),
                              [&](const PasswdLine& line) { return line.name == wanted; });
    if (const auto id = parseId(wanted); id && found == lines.end())
        found = std::find_if(lines.begin(), lines.end(),
                             [&](const PasswdLine& line) { return line.uid == *id; });
    return found == lines.end() ? std::nullopt : std::optional(*found);
}

std::optional<std::uint32_t> findGroup(std::string_view group, std::string_view wanted)
{
    for (const std::string_view line : split(group, '\n')) {
        const std::vector<std::string_view> fields = split(line, ':');
        if (fields.size() >= 3 && fields[0] == wanted) {
            if (const auto gid = parseId(fields[2]))
                return gid;
        }
    }
    return std::nullopt;
}

std::vector<std::uint32_t> groupsOf(std::string_view group, std::string_view name)
{
    std::vector<std::uint32_t> groups;
    for (const std::string_view line : split(group, '\n')) {
        const std::vector<std::string_view> fields = split(line, ':');
        if (fields.size() < 4 || groups.size() >= kMaxGroups)
            continue;
        const std::vector<std::string_view> members = split(fields[3], ',');
        const auto gid = parseId(fields[2]);
        if (gid && std::find(members.begin(), members.end(), name) != members.end())
            groups.push_back(*gid);
    }
    return groups;
}

void checkId(std::uint32_t id, std::uint32_t limit, std::string_view whole)
{
    if (id >= limit)
        throw Error(Code::RunUserUnknown, std::string(whole),
                    "ids in a container end at " + std::to_string(limit - 1));
}

std::string readBelow(int root, const char* path)
{
    const Fd fd = openInRoot(root, path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
    struct stat status {};
    if (!fd || ::fstat(fd.get(), &status) < 0 || !S_ISREG(status.st_mode) ||
        static_cast<std::size_t>(status.st_size) > kMaxFile)
        return {};
    std::string text(static_cast<std::size_t>(status.st_size), '\0');
    text.resize(readFully(fd.get(), std::as_writable_bytes(std::span(text)), path));
    return text;
}

} // namespace

ContainerUser resolveUser(std::string_view user, std::string_view passwd, std::string_view group,
                          std::uint32_t limit)
{
    const std::size_t colon = user.find(':');
    std::string_view name = user.substr(0, colon);
    const std::string_view groupName =
        colon == user.npos ? std::string_view() : user.substr(colon + 1);
    if (name.empty())
        name = "0";

    ContainerUser found;
    const std::optional<PasswdLine> line = findUser(passwd, name);
    if (line) {
        found.uid = line->uid;
        found.gid = line->gid;
        if (line->home.starts_with('/'))
            found.home = line->home;
    } else if (const auto id = parseId(name)) {
        found.uid = *id;
        if (*id == 0)
            found.home = "/root";
    } else {
        throw Error(Code::RunUserUnknown, std::string(name),
                    isNumber(name) ? "not a user id" : std::string());
    }
    if (!groupName.empty()) {
        auto gid = findGroup(group, groupName);
        if (!gid)
            gid = parseId(groupName);
        if (!gid)
            throw Error(Code::RunUserUnknown, std::string(groupName),
                        isNumber(groupName) ? "not a group id" : std::string());
        found.gid = *gid;
    }
    // With a group named, that one alone counts, as with other engines.
    if (groupName.empty() && line)
        found.groups = groupsOf(group, line->name);
    found.groups.push_back(found.gid);
    std::sort(found.groups.begin(), found.groups.end());
    found.groups.erase(std::unique(found.groups.begin(), found.groups.end()), found.groups.end());

    checkId(found.uid, limit, user);
    for (const std::uint32_t gid : found.groups)
        checkId(gid, limit, user);
    return found;
}

ContainerUser resolveUserIn(int root, std::string_view user, std::uint32_t limit)
{
    return resolveUser(user, readBelow(root, "etc/passwd"), readBelow(root, "etc/group"), limit);
}

} // namespace onggi
