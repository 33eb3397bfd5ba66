// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// File descriptors: ownership, and the few operations on them that everybody needs. All are opened
// close-on-exec. Failures throw systemError(); EINTR is retried.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace onggi {

// Owns a descriptor, or none (-1). Closing ignores errors: what must be durable is synced before.
class Fd {
public:
    Fd() noexcept = default;
    explicit Fd(int fd) noexcept
        : m_fd(fd)
    {
    }
    Fd(Fd&& other) noexcept
        : m_fd(std::exchange(other.m_fd, -1))
    {
    }
    Fd& operator=(Fd&& other) noexcept
    {
        reset(std::exchange(other.m_fd, -1));
        return *this;
    }
    ~Fd() { reset(); }

    int get() const noexcept { return m_fd; }
    explicit operator bool() const noexcept { return m_fd >= 0; }
    int release() noexcept { return std::exchange(m_fd, -1); }
    void reset(int fd = -1) noexcept;
    Fd duplicate() const;

private:
    int m_fd = -1;
};

struct Pipe {
    Fd read;
    Fd write;
};
Pipe makePipe();

// openat(2) with O_CLOEXEC. `path` also names the file in errors.
Fd openAt(int directory, const std::string& path, int flags, unsigned mode = 0600);
Fd openFile(const std::string& path, int flags, unsigned mode = 0600);

// openat2(2) with RESOLVE_IN_ROOT and O_CLOEXEC: nothing outside `root` is reached, wherever the
// links below it point. Empty, with errno, where it cannot be opened.
Fd openInRoot(int root, const std::string& path, int flags) noexcept;

// Returns less than `buffer` only at the end of the file. `name` names the file in errors.
std::size_t readFully(int fd, std::span<std::byte> buffer, std::string_view name);
std::size_t readFullyAt(int fd, std::span<std::byte> buffer, std::uint64_t offset,
                        std::string_view name);
void writeFully(int fd, std::span<const std::byte> bytes, std::string_view name);
void writeFully(int fd, std::string_view bytes, std::string_view name);
void writeFullyAt(int fd, std::span<const std::byte> bytes, std::uint64_t offset,
                  std::string_view name);

// The whole of a small regular file below `limit` bytes; a longer one throws Error(SystemIo).
std::string readWholeFile(int directory, const std::string& path, std::size_t limit);

std::uint64_t fileSize(int fd, std::string_view name);

// fdatasync(2), and fsync(2) of a directory: what a rename needs to survive a power loss.
void syncData(int fd, std::string_view name);
void syncDirectory(int fd, std::string_view name);

} // namespace onggi
