// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The functions of the C library through which the engine, SQLite and the C++ library change files,
// defined anew: each passes a point, then makes the system call itself. The program exports them
// (ENABLE_EXPORTS), so that shared libraries find these before libc's.

#include "tests/faults/fault_point.h"

#include <cerrno>
#include <cstdarg>
#include <cstdio>

#include <fcntl.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

using namespace onggi::test;

namespace {

template <typename Whole, typename Half>
long passing(Turn turn, Whole whole, Half half)
{
    switch (turn) {
    case Turn::Go:
        return whole();
    case Turn::Fail:
        return -1;
    case Turn::DieAfter:
        half();
        dieTogether();
    }
    return -1;
}

template <typename Whole>
long passing(Turn turn, Whole whole)
{
    return passing(turn, whole, whole);
}

// Of a descriptor: only what is written has halves.
template <typename Whole, typename Half>
long onFile(const char* name, int fd, Whole whole, Half half)
{
    if (!isCounted(fd))
        return whole();
    return passing(passPoint(Series::Changes, name, isPipe(fd)), whole, half);
}

template <typename Whole>
long onFile(const char* name, int fd, Whole whole)
{
    return onFile(name, fd, whole, whole);
}

template <typename Whole>
long onPath(const char* name, int directory, const char* path, Whole whole)
{
    return isCounted(directory, path) ? passing(passPoint(Series::Changes, name), whole) : whole();
}

int openedAt(int directory, const char* path, int flags, unsigned mode)
{
    const auto whole = [=] { return ::syscall(SYS_openat, directory, path, flags, mode); };
    if (!isCounted(directory, path))
        return static_cast<int>(whole());
    const bool isChange = (flags & O_CREAT) != 0 || (flags & O_TRUNC) != 0;
    return static_cast<int>(
        passing(passPoint(isChange ? Series::Changes : Series::Opens, "open"), whole));
}

ssize_t writtenAt(const char* name, int fd, const void* bytes, size_t count, off_t offset)
{
    return onFile(
        name, fd, [=] { return ::syscall(SYS_pwrite64, fd, bytes, count, offset); },
        [=] { return ::syscall(SYS_pwrite64, fd, bytes, count / 2, offset); });
}

int truncated(int fd, off_t length)
{
    return static_cast<int>(
        onFile("ftruncate", fd, [=] { return ::syscall(SYS_ftruncate, fd, length); }));
}

int allocated(int fd, int mode, off_t offset, off_t length)
{
    return static_cast<int>(onFile(
        "fallocate", fd, [=] { return ::syscall(SYS_fallocate, fd, mode, offset, length); }));
}

int renamed(int from, const char* old, int to, const char* path, unsigned flags)
{
    return static_cast<int>(onPath(
        "rename", to, path, [=] { return ::syscall(SYS_renameat2, from, old, to, path, flags); }));
}

int unlinkedAt(const char* name, int directory, const char* path, int flags)
{
    return static_cast<int>(onPath(
        name, directory, path, [=] { return ::syscall(SYS_unlinkat, directory, path, flags); }));
}

unsigned modeOf(int flags, va_list arguments)
{
    return (flags & O_CREAT) != 0 ? va_arg(arguments, unsigned) : 0;
}

} // namespace

#define EXPORTED extern "C" __attribute__((visibility("default")))

EXPORTED ssize_t write(int fd, const void* bytes, size_t count)
{
    return onFile(
        "write", fd, [=] { return ::syscall(SYS_write, fd, bytes, count); },
        [=] { return ::syscall(SYS_write, fd, bytes, count / 2); });
}

EXPORTED ssize_t pwrite(int fd, const void* bytes, size_t count, off_t offset)
{
    return writtenAt("pwrite", fd, bytes, count, offset);
}

EXPORTED ssize_t pwrite64(int fd, const void* bytes, size_t count, off64_t offset)
{
    return writtenAt("pwrite", fd, bytes, count, offset);
}

EXPORTED ssize_t writev(int fd, const iovec* parts, int count)
{
    return onFile(
        "writev", fd, [=] { return ::syscall(SYS_writev, fd, parts, count); },
        [=] { return ::syscall(SYS_writev, fd, parts, count / 2); });
}

EXPORTED ssize_t copy_file_range(int in, off64_t* inOffset, int out, off64_t* outOffset,
                                 size_t count, unsigned flags)
{
    const auto copy = [=](size_t bytes) {
        return ::syscall(SYS_copy_file_range, in, inOffset, out, outOffset, bytes, flags);
    };
    return onFile(
        "copy_file_range", out, [=] { return copy(count); }, [=] { return copy(count / 2); });
}

EXPORTED ssize_t splice(int in, off64_t* inOffset, int out, off64_t* outOffset, size_t count,
                        unsigned flags)
{
    const auto move = [=](size_t bytes) {
        return ::syscall(SYS_splice, in, inOffset, out, outOffset, bytes, flags);
    };
    return onFile(
        "splice", out, [=] { return move(count); }, [=] { return move(count / 2); });
}

EXPORTED ssize_t sendfile(int out, int in, off_t* offset, size_t count) noexcept
{
    const auto give = [=](size_t bytes) { return ::syscall(SYS_sendfile, out, in, offset, bytes); };
    return onFile(
        "sendfile", out, [=] { return give(count); }, [=] { return give(count / 2); });
}

EXPORTED int fsync(int fd)
{
    return static_cast<int>(onFile("fsync", fd, [=] { return ::syscall(SYS_fsync, fd); }));
}

EXPORTED int fdatasync(int fd)
{
    return static_cast<int>(onFile("fdatasync", fd, [=] { return ::syscall(SYS_fdatasync, fd); }));
}

EXPORTED int ftruncate(int fd, off_t length) noexcept
{
    return truncated(fd, length);
}

EXPORTED int ftruncate64(int fd, off64_t length) noexcept
{
    return truncated(fd, length);
}

EXPORTED int fallocate(int fd, int mode, off_t offset, off_t length)
{
    return allocated(fd, mode, offset, length);
}

EXPORTED int fallocate64(int fd, int mode, off64_t offset, off64_t length)
{
    return allocated(fd, mode, offset, length);
}

// Answers the error itself, not -1.
EXPORTED int posix_fallocate(int fd, off_t offset, off_t length)
{
    return allocated(fd, 0, offset, length) < 0 ? errno : 0;
}

EXPORTED int posix_fallocate64(int fd, off64_t offset, off64_t length)
{
    return allocated(fd, 0, offset, length) < 0 ? errno : 0;
}

EXPORTED int rename(const char* old, const char* path) noexcept
{
    return renamed(AT_FDCWD, old, AT_FDCWD, path, 0);
}

EXPORTED int renameat(int from, const char* old, int to, const char* path) noexcept
{
    return renamed(from, old, to, path, 0);
}

EXPORTED int renameat2(int from, const char* old, int to, const char* path, unsigned flags) noexcept
{
    return renamed(from, old, to, path, flags);
}

EXPORTED int unlink(const char* path) noexcept
{
    return unlinkedAt("unlink", AT_FDCWD, path, 0);
}

EXPORTED int unlinkat(int directory, const char* path, int flags) noexcept
{
    return unlinkedAt("unlinkat", directory, path, flags);
}

EXPORTED int rmdir(const char* path) noexcept
{
    return unlinkedAt("rmdir", AT_FDCWD, path, AT_REMOVEDIR);
}

EXPORTED int remove(const char* path) noexcept
{
    const int result = unlinkedAt("remove", AT_FDCWD, path, 0);
    return result < 0 && errno == EISDIR ? unlinkedAt("remove", AT_FDCWD, path, AT_REMOVEDIR)
                                         : result;
}

EXPORTED int mkdir(const char* path, mode_t mode) noexcept
{
    return static_cast<int>(onPath("mkdir", AT_FDCWD, path,
                                   [=] { return ::syscall(SYS_mkdirat, AT_FDCWD, path, mode); }));
}

EXPORTED int mkdirat(int directory, const char* path, mode_t mode) noexcept
{
    return static_cast<int>(onPath("mkdir", directory, path,
                                   [=] { return ::syscall(SYS_mkdirat, directory, path, mode); }));
}

EXPORTED int link(const char* old, const char* path) noexcept
{
    return static_cast<int>(onPath("link", AT_FDCWD, path, [=] {
        return ::syscall(SYS_linkat, AT_FDCWD, old, AT_FDCWD, path, 0);
    }));
}

EXPORTED int linkat(int from, const char* old, int to, const char* path, int flags) noexcept
{
    return static_cast<int>(onPath(
        "link", to, path, [=] { return ::syscall(SYS_linkat, from, old, to, path, flags); }));
}

EXPORTED int open(const char* path, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    const unsigned mode = modeOf(flags, arguments);
    va_end(arguments);
    return openedAt(AT_FDCWD, path, flags, mode);
}

EXPORTED int open64(const char* path, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    const unsigned mode = modeOf(flags, arguments);
    va_end(arguments);
    return openedAt(AT_FDCWD, path, flags, mode);
}

EXPORTED int openat(int directory, const char* path, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    const unsigned mode = modeOf(flags, arguments);
    va_end(arguments);
    return openedAt(directory, path, flags, mode);
}

EXPORTED int openat64(int directory, const char* path, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    const unsigned mode = modeOf(flags, arguments);
    va_end(arguments);
    return openedAt(directory, path, flags, mode);
}

EXPORTED int pipe2(int ends[2], int flags) noexcept
{
    const auto make = [=] { return ::syscall(SYS_pipe2, ends, flags); };
    return static_cast<int>(isArmed() ? passing(passPoint(Series::Opens, "pipe2"), make) : make());
}

EXPORTED int socket(int domain, int type, int protocol) noexcept
{
    const auto make = [=] { return ::syscall(SYS_socket, domain, type, protocol); };
    return static_cast<int>(isArmed() ? passing(passPoint(Series::Opens, "socket"), make) : make());
}
