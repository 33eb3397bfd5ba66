// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The system calls behind fd.h, with EINTR retried and errno turned into Error at the call.

#include "engine/core/fd.h"

#include <cerrno>

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "engine/core/error.h"

namespace onggi {

namespace {

[[noreturn]] void fail(std::string_view subject, std::string_view what)
{
    throw systemError(errno, std::string(subject), what);
}

template <typename Call>
auto retried(Call call)
{
    decltype(call()) result;
    do {
        result = call();
    } while (result < 0 && errno == EINTR);
    return result;
}

} // namespace

void Fd::reset(int fd) noexcept
{
    if (m_fd >= 0)
        ::close(m_fd);
    m_fd = fd;
}

Fd Fd::duplicate() const
{
    Fd copy(::fcntl(m_fd, F_DUPFD_CLOEXEC, 3));
    if (!copy)
        fail("descriptor", "dup");
    return copy;
}

Pipe makePipe()
{
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) < 0)
        fail("pipe", "pipe2");
    return {Fd(ends[0]), Fd(ends[1])};
}

Fd openAt(int directory, const std::string& path, int flags, unsigned mode)
{
    Fd fd(retried([&] { return ::openat(directory, path.c_str(), flags | O_CLOEXEC, mode); }));
    if (!fd)
        fail(path, "open");
    return fd;
}

Fd openFile(const std::string& path, int flags, unsigned mode)
{
    return openAt(AT_FDCWD, path, flags, mode);
}

Fd openInRoot(int root, const std::string& path, int flags) noexcept
{
    open_how how{};
    how.flags = static_cast<std::uint64_t>(flags | O_CLOEXEC);
    how.resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS;
    return Fd(static_cast<int>(::syscall(SYS_openat2, root, path.c_str(), &how, sizeof how)));
}

std::size_t readFully(int fd, std::span<std::byte> buffer, std::string_view name)
{
    std::size_t done = 0;
    while (done < buffer.size()) {
        const ssize_t got =
            retried([&] { return ::read(fd, buffer.data() + done, buffer.size() - done); });
        if (got < 0)
            fail(name, "read");
        if (got == 0)
            break;
        done += static_cast<std::size_t>(got);
    }
    return done;
}

std::size_t readFullyAt(int fd, std::span<std::byte> buffer, std::uint64_t offset,
                        std::string_view name)
{
    std::size_t done = 0;
    while (done < buffer.size()) {
        const ssize_t got = retried([&] {
            return ::pread(fd, buffer.data() + done, buffer.size() - done,
                           static_cast<off_t>(offset + done));
        });
        if (got < 0)
            fail(name, "read");
        if (got == 0)
            break;
        done += static_cast<std::size_t>(got);
    }
    return done;
}

void writeFully(int fd, std::span<const std::byte> bytes, std::string_view name)
{
    while (!bytes.empty()) {
        const ssize_t put = retried([&] { return ::write(fd, bytes.data(), bytes.size()); });
        if (put < 0)
            fail(name, "write");
        bytes = bytes.subspan(static_cast<std::size_t>(put));
    }
}

void writeFully(int fd, std::string_view bytes, std::string_view name)
{
    writeFully(fd, std::as_bytes(std::span(bytes)), name);
}

void writeFullyAt(int fd, std::span<const std::byte> bytes, std::uint64_t offset,
                  std::string_view name)
{
    while (!bytes.empty()) {
        const ssize_t put = retried(
            [&] { return ::pwrite(fd, bytes.data(), bytes.size(), static_cast<off_t>(offset)); });
        if (put < 0)
            fail(name, "write");
        bytes = bytes.subspan(static_cast<std::size_t>(put));
        offset += static_cast<std::uint64_t>(put);
    }
}

std::string readWholeFile(int directory, const std::string& path, std::size_t limit)
{
    const Fd fd = openAt(directory, path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    struct stat status;
    if (::fstat(fd.get(), &status) < 0)
        fail(path, "stat");
    if (!S_ISREG(status.st_mode))
        throw Error(Code::SystemIo, "reading " + path, "it is not a regular file");
    // Some files of /proc and /sys say that they have no bytes: the read decides, not the size.
    std::string text;
    std::size_t length = 0;
    do {
        const std::size_t wanted =
            std::min(limit + 1, std::max<std::size_t>(16384, 2 * text.size()));
        text.resize(wanted);
        length +=
            readFully(fd.get(), std::as_writable_bytes(std::span(text).subspan(length)), path);
    } while (length == text.size() && length <= limit);
    text.resize(length);
    if (text.size() > limit)
        throw Error(Code::SystemIo, "reading " + path, "it is too long");
    return text;
}

std::uint64_t fileSize(int fd, std::string_view name)
{
    struct stat status;
    if (::fstat(fd, &status) < 0)
        fail(name, "stat");
    return static_cast<std::uint64_t>(status.st_size);
}

void syncData(int fd, std::string_view name)
{
    if (retried([&] { return ::fdatasync(fd); }) < 0)
        fail(name, "fdatasync");
}

void syncDirectory(int fd, std::string_view name)
{
    if (retried([&] { return ::fsync(fd); }) < 0)
        fail(name, "fsync");
}

} // namespace onggi
