// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The only stage that every byte of a layer passes in the helper. It copies and hashes, and looks
// at none.

#include "engine/layer/tar_receiver.h"

#include <cerrno>
#include <vector>

#include <unistd.h>

#include "engine/core/cancel.h"
#include "engine/core/error.h"
#include "engine/layer/tar_file.h"

namespace onggi {

namespace {

constexpr std::size_t kPiece = 256 * 1024;
constexpr std::uint64_t kTellEvery = 1024 * 1024;

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
    TarFile file(tar, path, reserve);
    std::vector<std::byte> buffer(kPiece);
    std::uint64_t told = 0;
    for (;;) {
        throwIfCancelled(stop);
        const std::size_t count = readPipe(pipe, buffer);
        if (count == 0)
            break;
        if (file.length() + count > limit)
            throw Error(Code::LayerTooLarge, path, "it unpacks to more than a layer may hold");
        file.write(std::span<const std::byte>(buffer).first(count));
        progress.advance(Bytes(count));
        if (file.length() - told >= kTellEvery) {
            told = file.length();
            if (!scanner.tell(told))
                return {};
        }
    }
    const Digest diffId = file.finish();
    return {diffId, Bytes(file.length())};
}

} // namespace onggi
