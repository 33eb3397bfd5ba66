// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The lock is flock(2) on the directory itself: no file has to be made for it, so that it works on
// a read-only file system, and it goes with the process. A helper that is just ending, or a child
// of a killed one that has not come to its exec, holds it a moment longer: hence the short wait.

#include "engine/store/state_directory.h"

#include <cerrno>
#include <chrono>
#include <filesystem>
#include <sstream>
#include <thread>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "engine/core/error.h"
#include "engine/core/log.h"

namespace onggi {

namespace {

void makeDirectory(const std::string& path)
{
    if (::mkdir(path.c_str(), 0700) < 0 && errno != EEXIST)
        throw systemError(errno, path, "mkdir");
}

void makeWithParents(const std::string& path)
{
    for (std::size_t end = path.find('/', 1);; end = path.find('/', end + 1)) {
        const std::string part = path.substr(0, end);
        struct stat status;
        if (::stat(part.c_str(), &status) < 0)
            makeDirectory(part);
        if (end == std::string::npos)
            return;
    }
}

bool isEmptyDirectory(const std::string& path)
{
    return std::filesystem::is_empty(path);
}

// What is not 0700 and ours becomes so where it is safe: an empty directory may be taken over.
void ensureOwned(int directory, const std::string& path)
{
    struct stat status;
    if (::fstat(directory, &status) < 0)
        throw systemError(errno, path, "stat");
    if (status.st_uid != ::geteuid()) {
        if (!isEmptyDirectory(path))
            throw Error(Code::StoreCorrupt, path, "the directory belongs to another user");
        if (::fchown(directory, ::geteuid(), ::getegid()) < 0)
            throw systemError(errno, path, "chown");
    }
    if ((status.st_mode & 07777) != 0700 && ::fchmod(directory, 0700) < 0)
        throw systemError(errno, path, "chmod");
}

std::string processName(const std::string& pid)
{
    try {
        std::string name = readWholeFile(AT_FDCWD, "/proc/" + pid + "/comm", 64);
        while (!name.empty() && name.back() == '\n')
            name.pop_back();
        return name;
    } catch (const Error&) {
        return "?";
    }
}

// "onggi-helper (process 17) has it open", from the kernel's list of locks (proc(5)): number,
// FLOCK, ADVISORY, WRITE, process, device:inode, range.
std::string describeHolder(int directory)
{
    struct stat status;
    if (::fstat(directory, &status) < 0)
        return {};
    const std::string inode = ':' + std::to_string(status.st_ino);
    std::istringstream lines(readWholeFile(AT_FDCWD, "/proc/locks", 1 << 20));
    std::string number, type, kind, mode, pid, file;
    for (std::string line; std::getline(lines, line);) {
        std::istringstream fields(line);
        fields >> number >> type >> kind >> mode >> pid >> file;
        if (type == "FLOCK" && file.ends_with(inode) && pid != "0")
            return processName(pid) + " (process " + pid + ") has it open";
    }
    return {};
}

void lockDirectory(int directory, const std::string& path)
{
    using namespace std::chrono;
    const auto deadline = steady_clock::now() + seconds(3);
    while (::flock(directory, LOCK_EX | LOCK_NB) < 0) {
        if (errno != EWOULDBLOCK)
            throw systemError(errno, path, "flock");
        if (steady_clock::now() >= deadline)
            throw Error(Code::StoreBusy, path, describeHolder(directory));
        std::this_thread::sleep_for(milliseconds(25));
    }
}

bool isOnReadOnlyFileSystem(int directory, const std::string& path)
{
    struct statvfs status;
    if (::fstatvfs(directory, &status) < 0)
        throw systemError(errno, path, "statvfs");
    return (status.f_flag & ST_RDONLY) != 0;
}

} // namespace

StateDirectory::StateDirectory(const StatePaths& paths)
{
    const std::string& root = paths.root();
    if (root.empty() || root.front() != '/')
        throw Error(Code::SystemIo, root, "the state directory must be an absolute path");
    makeWithParents(root);
    m_directory = openFile(root, O_RDONLY | O_DIRECTORY);
    m_isReadOnly = isOnReadOnlyFileSystem(m_directory.get(), root);
    lockDirectory(m_directory.get(), root);
    if (m_isReadOnly)
        return;
    ensureOwned(m_directory.get(), root);
    for (const std::string& path :
         {root + "/blobs", paths.blobs(), paths.layers(), paths.chains(), paths.spool(),
          paths.spoolBlobs(), paths.spoolLayers(), paths.spoolJobs(), paths.containers()})
        makeDirectory(path);
}

void renameFile(const std::string& from, const std::string& to)
{
    if (::rename(from.c_str(), to.c_str()) < 0)
        throw systemError(errno, from, "rename");
}

bool removeFile(const std::string& path)
{
    if (::unlink(path.c_str()) == 0)
        return true;
    if (errno == ENOENT)
        return false;
    throw systemError(errno, path, "unlink");
}

void removeTree(const std::string& path) noexcept
{
    std::error_code error;
    std::filesystem::remove_all(path, error);
    if (error)
        log(LogLevel::Warning, "remove-failed", {{"path", path}, {"cause", error.message()}});
}

void syncDirectoryAt(const std::string& path)
{
    const Fd directory = openFile(path, O_RDONLY | O_DIRECTORY);
    syncDirectory(directory.get(), path);
}

Bytes diskBytesOf(const std::string& path)
{
    struct stat status;
    if (::lstat(path.c_str(), &status) < 0)
        throw systemError(errno, path, "stat");
    return Bytes(static_cast<std::uint64_t>(status.st_blocks) * 512);
}

void writeNewFile(const std::string& path, std::string_view bytes)
{
    const Fd file = openFile(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0600);
    writeFully(file.get(), bytes, path);
    syncData(file.get(), path);
}

} // namespace onggi
