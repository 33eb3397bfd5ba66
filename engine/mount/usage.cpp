// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A walk by descriptors: whoever writes into the directory meanwhile, as a running container does,
// can lead it nowhere else.

#include "engine/mount/usage.h"

#include <memory>
#include <set>
#include <vector>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/core/fd.h"

namespace onggi {

namespace {

constexpr std::size_t kMaxDepth = 128; // a descriptor each
constexpr int kLookAtClock = 256;      // entries between two looks
constexpr std::uint64_t kBlock = 512;  // of st_blocks

struct CloseDirectory {
    void operator()(DIR* directory) const noexcept { ::closedir(directory); }
};
using Directory = std::unique_ptr<DIR, CloseDirectory>;

class Walk {
public:
    explicit Walk(std::chrono::steady_clock::time_point deadline)
        : m_deadline(deadline)
    {
    }

    DiskUsage run(const std::string& path)
    {
        struct stat status {};
        if (::lstat(path.c_str(), &status) < 0)
            return {};
        m_device = status.st_dev;
        take(status);
        enter(AT_FDCWD, path.c_str());
        while (!m_open.empty() && isInTime()) {
            DIR* const directory = m_open.back().get();
            if (const dirent* const entry = ::readdir(directory))
                visit(::dirfd(directory), entry->d_name);
            else
                m_open.pop_back();
        }
        return m_usage;
    }

private:
    bool isInTime()
    {
        if (++m_entries % kLookAtClock != 0 || std::chrono::steady_clock::now() <= m_deadline)
            return true;
        m_usage.isWhole = false;
        return false;
    }

    void take(const struct stat& status)
    {
        const bool isSeveral = !S_ISDIR(status.st_mode) && status.st_nlink > 1;
        if (!isSeveral || m_linked.insert(status.st_ino).second)
            m_usage.disk += Bytes(static_cast<std::uint64_t>(status.st_blocks) * kBlock);
    }

    void visit(int directory, const char* name)
    {
        struct stat status {};
        if (std::string_view(name) == "." || std::string_view(name) == ".." ||
            ::fstatat(directory, name, &status, AT_SYMLINK_NOFOLLOW) < 0 ||
            status.st_dev != m_device)
            return;
        take(status);
        if (S_ISDIR(status.st_mode))
            enter(directory, name);
    }

    void enter(int directory, const char* name)
    {
        if (m_open.size() == kMaxDepth) {
            m_usage.isWhole = false;
            return;
        }
        Fd fd(::openat(directory, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
        if (!fd)
            return; // it has just been removed, or is another thing now
        if (DIR* const stream = ::fdopendir(fd.get())) {
            static_cast<void>(fd.release());
            m_open.emplace_back(stream);
        }
    }

    const std::chrono::steady_clock::time_point m_deadline;
    dev_t m_device = 0;
    DiskUsage m_usage;
    std::set<ino_t> m_linked;
    std::vector<Directory> m_open;
    int m_entries = 0;
};

} // namespace

DiskUsage diskUsage(const std::string& directory, std::chrono::steady_clock::time_point deadline)
{
    return Walk(deadline).run(directory);
}

} // namespace onggi
