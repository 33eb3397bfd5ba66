// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How large the ballast is, and how it comes and goes. Failing to have one is no error: the store
// then has what other programs have.

#include "engine/store/ballast.h"

#include <algorithm>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "engine/core/fd.h"
#include "engine/core/log.h"

namespace onggi {

namespace {

// A removal of a thousand images writes less than a megabyte to SQLite's log.
constexpr std::uint64_t kMaxBytes = 4 << 20;
constexpr std::uint64_t kShareOfDisk = 64;
constexpr std::uint64_t kSmallRest = 64 << 10;
constexpr std::uint64_t kSmallestPiece = 4 << 10;
// So many times its size is free where it is made: it never takes the last bytes.
constexpr std::uint64_t kPlenty = 8;

std::uint64_t sizeOf(int file) noexcept
{
    struct stat status;
    return ::fstat(file, &status) == 0 ? static_cast<std::uint64_t>(status.st_size) : 0;
}

std::uint64_t wantedOn(const struct statvfs& disk) noexcept
{
    return std::min<std::uint64_t>(kMaxBytes, disk.f_blocks * disk.f_frsize / kShareOfDisk);
}

} // namespace

void Ballast::keep() const noexcept
try {
    const Fd file = openFile(m_path, O_RDWR | O_CREAT | O_NOFOLLOW, 0600);
    struct statvfs disk;
    if (::fstatvfs(file.get(), &disk) < 0)
        return;
    const std::uint64_t wanted = wantedOn(disk);
    if (sizeOf(file.get()) >= wanted || disk.f_bavail * disk.f_frsize < kPlenty * wanted)
        return;
    // Blocks, not a hole. What it cannot have whole it does not want.
    if (const int failure = ::posix_fallocate(file.get(), 0, static_cast<off_t>(wanted)))
        log(LogLevel::Info, "no-ballast", {{"cause", std::to_string(failure)}});
} catch (const Error& error) {
    log(LogLevel::Info, "no-ballast", {{"cause", error.message()}});
}

bool Ballast::giveUp() const noexcept
{
    const Fd file(::open(m_path.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW));
    if (!file)
        return false;
    const std::uint64_t size = sizeOf(file.get());
    if (size == 0)
        return false;
    const std::uint64_t rest = size / 2 < kSmallRest ? 0 : size / 2;
    if (::ftruncate(file.get(), static_cast<off_t>(rest)) < 0)
        return false;
    // Freed blocks can be had again when the file system has written that they are free.
    return ::fsync(file.get()) == 0;
}

// Piece by piece: there may be less than there was.
void Ballast::takeBack() const noexcept
{
    const Fd file(::open(m_path.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW));
    struct statvfs disk;
    if (!file || ::fstatvfs(file.get(), &disk) < 0)
        return;
    const std::uint64_t wanted = wantedOn(disk);
    std::uint64_t size = sizeOf(file.get());
    for (std::uint64_t piece = wanted / 2; piece >= kSmallestPiece; piece /= 2) {
        const std::uint64_t next = std::min(piece, wanted - std::min(wanted, size));
        if (next > 0 &&
            ::fallocate(file.get(), 0, static_cast<off_t>(size), static_cast<off_t>(next)) == 0)
            size += next;
    }
    if (::ftruncate(file.get(), static_cast<off_t>(size)) < 0)
        log(LogLevel::Info, "no-ballast", {{"cause", "ftruncate"}});
}

} // namespace onggi
