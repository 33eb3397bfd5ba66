// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a directory holds, as text: two trees are the same when their maps are.
#pragma once

#include <cstdio>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/xattr.h>

#include "engine/core/fd.h"
#include "engine/core/sha256.h"

namespace onggi::test {

inline std::string xattrsOf(const std::string& path)
{
    std::string names(65536, '\0');
    const ssize_t size = ::llistxattr(path.c_str(), names.data(), names.size());
    names.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
    std::map<std::string, std::string> sorted;
    for (std::size_t at = 0; at < names.size(); at = names.find('\0', at) + 1) {
        const std::string name = names.c_str() + at;
        std::string value(65536, '\0');
        const ssize_t length = ::lgetxattr(path.c_str(), name.c_str(), value.data(), value.size());
        value.resize(length > 0 ? static_cast<std::size_t>(length) : 0);
        sorted[name] = value;
    }
    std::string text;
    for (const auto& [name, value] : sorted)
        text += ' ' + name + '=' + Sha256::of(value).shortHex();
    return text;
}

inline std::string describeFile(const std::string& path)
{
    struct stat status;
    if (::lstat(path.c_str(), &status) != 0)
        return "unreadable";
    char head[200];
    const bool isDevice = S_ISCHR(status.st_mode) || S_ISBLK(status.st_mode);
    std::snprintf(head, sizeof head, "%o %u:%u links=%lu rdev=%lx mtime=%lld.%09ld", status.st_mode,
                  status.st_uid, status.st_gid, S_ISDIR(status.st_mode) ? 0 : status.st_nlink,
                  isDevice ? status.st_rdev : 0, static_cast<long long>(status.st_mtim.tv_sec),
                  status.st_mtim.tv_nsec);
    std::string text = head + xattrsOf(path);
    if (S_ISLNK(status.st_mode))
        text += " -> " + std::filesystem::read_symlink(path).string();
    if (S_ISREG(status.st_mode)) {
        const Fd fd = openFile(path, O_RDONLY);
        Sha256 hash;
        std::vector<std::byte> buffer(1 << 20);
        while (const std::size_t count = readFully(fd.get(), buffer, path))
            hash.update(std::span(buffer).first(count));
        text += " size=" + std::to_string(status.st_size) + ' ' + hash.finish().hex();
    }
    return text;
}

// By path below `directory`; "" is the directory itself.
inline std::map<std::string, std::string> fileMap(const std::string& directory)
{
    std::map<std::string, std::string> files{{"", describeFile(directory)}};
    for (const auto& entry : std::filesystem::recursive_directory_iterator(directory))
        files[entry.path().string().substr(directory.size() + 1)] = describeFile(entry.path());
    return files;
}

// The first few differences, for people; empty where there are none.
inline std::string differences(const std::map<std::string, std::string>& expected,
                               const std::map<std::string, std::string>& found)
{
    std::string text;
    int count = 0;
    const auto note = [&](const std::string& path, const std::string& a, const std::string& b) {
        if (++count <= 5)
            text += path + "\n  expected " + a + "\n  found    " + b + "\n";
    };
    for (const auto& [path, description] : expected) {
        const auto other = found.find(path);
        if (other == found.end())
            note(path, description, "nothing");
        else if (other->second != description)
            note(path, description, other->second);
    }
    for (const auto& [path, description] : found) {
        if (!expected.contains(path))
            note(path, "nothing", description);
    }
    return count == 0 ? std::string() : std::to_string(count) + " differences:\n" + text;
}

} // namespace onggi::test
