// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Making and taking down bundles. Inside a root file system every path is resolved by the kernel
// below that root (openat2(2), RESOLVE_IN_ROOT): the image may have put links anywhere.

#include "engine/run/bundle.h"

#include <cerrno>
#include <filesystem>
#include <string_view>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/core/error.h"
#include "engine/core/fd.h"
#include "engine/core/log.h"
#include "engine/mount/mount_api.h"
#include "engine/store/state_paths.h"

namespace onggi {

namespace {

void makeDirectory(const std::string& path, unsigned mode)
{
    if (::mkdir(path.c_str(), mode) < 0 && errno != EEXIST)
        throw systemError(errno, path, "mkdir");
    // Whatever the process's mask is.
    if (::chmod(path.c_str(), mode) < 0)
        throw systemError(errno, path, "chmod");
}

} // namespace

Bundle::Bundle(const RunPaths& paths, const std::string& id)
    : m_path(paths.runtimeDirectory + "/bundles/" + id)
    , m_netns(paths.runtimeDirectory + "/netns/" + id)
    , m_state(StatePaths(paths.stateDirectory).container(id))
{
}

bool Bundle::exists() const noexcept
{
    return ::access(m_path.c_str(), F_OK) == 0;
}

void Bundle::make() const
{
    // The runtime enters it without the right to read it.
    makeDirectory(m_path, 0711);
    makeDirectory(root(), 0755);
}

void Bundle::write(const std::string& name, const std::string& text, std::uint32_t owner) const
{
    const std::string path = m_path + '/' + name;
    const Fd file = openFile(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0644);
    writeFully(file.get(), text, path);
    if (::fchmod(file.get(), owner == 0 ? 0600 : 0644) < 0 ||
        ::fchown(file.get(), owner, owner) < 0)
        throw systemError(errno, path, "set its owner");
}

void Bundle::takeDown() const noexcept
{
    unmount(m_netns);
    ::unlink(m_netns.c_str());
    unmount(root());
    // An overlay that is still there must not be emptied.
    if (::rmdir(root().c_str()) < 0 && errno != ENOENT) {
        log(LogLevel::Warning, "bundle-busy", {{"path", m_path}});
        return;
    }
    std::error_code error;
    std::filesystem::remove_all(m_path, error);
    if (error)
        log(LogLevel::Warning, "bundle-left", {{"path", m_path}, {"why", error.message()}});
}

void checkRoot(int root, const std::string& id)
{
    for (const char* name : {"dev", "proc", "sys"}) {
        struct stat status {};
        if (::fstatat(root, name, &status, AT_SYMLINK_NOFOLLOW) == 0 && !S_ISDIR(status.st_mode))
            throw Error(Code::RunFailed, id,
                        std::string("the image's /") + name + " is no directory");
    }
}

void ensureDirectoryIn(int root, const std::string& path, const IdRange& range)
{
    if (const Fd there = openInRoot(root, path, O_PATH | O_DIRECTORY))
        return;
    if (errno != ENOENT)
        throw systemError(errno, path, "the working directory");
    std::size_t end = 0;
    std::string parent = "/";
    while (end < path.size()) {
        const std::size_t begin = path.find_first_not_of('/', end);
        if (begin == path.npos)
            break;
        end = std::min(path.find('/', begin), path.size());
        const std::string name = path.substr(begin, end - begin);
        const std::string whole = path.substr(0, end);
        if (const Fd there = openInRoot(root, whole, O_PATH | O_DIRECTORY);
            !there && errno == ENOENT) {
            const Fd in = openInRoot(root, parent, O_RDONLY | O_DIRECTORY);
            if (!in || name == ".." || ::mkdirat(in.get(), name.c_str(), 0755) < 0 ||
                ::fchownat(in.get(), name.c_str(), range.first, range.first, AT_SYMLINK_NOFOLLOW) <
                    0)
                throw systemError(errno, path, "make the working directory");
        }
        parent = whole;
    }
}

} // namespace onggi
