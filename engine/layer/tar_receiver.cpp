// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The only stage that every byte of a layer passes in the helper. It copies and hashes, and looks
// at none.

#include "engine/layer/tar_receiver.h"

#include <cerrno>
#include <vector>

#include <fcntl.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "engine/core/cancel.h"
#include "engine/core/error.h"
#include "engine/core/fd.h"
#include "engine/core/sha256.h"

namespace onggi {

namespace {

constexpr std::uint64_t kBlock = 512;
constexpr std::size_t kPiece = 256 * 1024;
constexpr std::uint64_t kTellEvery = 1024 * 1024;
// Written to disk in pieces of this, so that the sync at the end finds little left.
constexpr std::uint64_t kWritebackEvery = 16 * 1024 * 1024;
constexpr std::uint64_t kCheckSpaceEvery = 8 * 1024 * 1024;

void checkSpace(int fd, const std::string& path, Bytes reserve, std::uint64_t needed)
{
    struct statvfs status;
    if (::fstatvfs(fd, &status) < 0)
        throw systemError(errno, path, "statvfs");
    const std::uint64_t free = std::uint64_t(status.f_bavail) * status.f_frsize;
    if (free < needed || free - needed < reserve.count())
        throw Error(Code::StoreNoSpace, path,
                    humanSize(Bytes(free)) + " are free, of which " + humanSize(reserve) +
                        " stay in reserve");
}

std::size_t readPipe(int pipe, std::span<std::byte> buffer)
{
    for (;;) {
        const ssize_t count = ::read(pipe, buffer.data(), buffer.size());
        if (count >= 0)
            return static_cast<std::size_t>(count);
        if (errno != EINTR)
            throw systemError(errno, "pipe", "read");
    }
}

} // namespace

ReceivedTar receiveTar(int pipe, int tar, const std::string& path, ControlPipe& scanner,
                       Bytes reserve, std::uint64_t limit, Progress& progress,
                       const std::stop_token& stop)
{
    Sha256 hash;
    std::vector<std::byte> buffer(kPiece);
    std::uint64_t length = 0;
    std::uint64_t told = 0;
    std::uint64_t written = 0; // to disk, as far as asked for
    std::uint64_t spaceChecked = 0;
    checkSpace(tar, path, reserve, kCheckSpaceEvery);
    for (;;) {
        throwIfCancelled(stop);
        const std::size_t count = readPipe(pipe, buffer);
        if (count == 0)
            break;
        const auto bytes = std::span<const std::byte>(buffer).first(count);
        writeFully(tar, bytes, path);
        hash.update(bytes);
        length += count;
        progress.advance(Bytes(count));
        if (length > limit)
            throw Error(Code::LayerTooLarge, path, "it unpacks to more than a layer may hold");
        if (length - told >= kTellEvery) {
            told = length;
            if (!scanner.tell(length))
                return {};
        }
        if (length - written >= kWritebackEvery) {
            ::sync_file_range(tar, static_cast<off_t>(written),
                              static_cast<off_t>(length - written), SYNC_FILE_RANGE_WRITE);
            written = length;
        }
        if (length - spaceChecked >= kCheckSpaceEvery) {
            spaceChecked = length;
            checkSpace(tar, path, reserve, kCheckSpaceEvery);
        }
    }
    static constexpr std::byte kZeros[kBlock]{};
    writeFully(tar, std::span(kZeros).first((kBlock - length % kBlock) % kBlock), path);
    ::sync_file_range(tar, static_cast<off_t>(written), 0, SYNC_FILE_RANGE_WRITE);
    return {hash.finish(), Bytes(length)};
}

} // namespace onggi
