// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A descriptor is waited for before it is read: whoever writes a pipe may fall silent, and a job
// has to end all the same when it is cancelled.

#include "engine/archive/archive_input.h"

#include <cerrno>
#include <cstddef>
#include <span>
#include <vector>

#include <poll.h>
#include <unistd.h>

#include "engine/core/cancel.h"
#include "engine/core/error.h"
#include "engine/store/layer_fetch.h"

namespace onggi {

namespace {

constexpr std::size_t kPieceBytes = 1 << 20;
constexpr int kLookMilliseconds = 100; // how soon a cancellation is seen while nothing comes

// 0 at the end.
std::size_t readSome(int fd, std::span<std::byte> buffer, const std::string& name,
                     const std::stop_token& stop)
{
    for (;;) {
        throwIfCancelled(stop);
        pollfd waiting{fd, POLLIN, 0};
        if (::poll(&waiting, 1, kLookMilliseconds) == 0)
            continue;
        const ssize_t count = ::read(fd, buffer.data(), buffer.size());
        if (count >= 0)
            return static_cast<std::size_t>(count);
        if (errno != EINTR && errno != EAGAIN)
            throw systemError(errno, name, "read");
    }
}

} // namespace

void fillSpool(const Fd& from, Spool& spool, const std::string& name, const std::stop_token& stop)
{
    std::vector<std::byte> buffer(kPieceBytes);
    while (const std::size_t got = readSome(from.get(), buffer, name, stop)) {
        if (freeSpaceAt(spool.path()).usable < Bytes(got))
            throw Error(Code::StoreNoSpace, name);
        spool.append(std::span(buffer).first(got));
    }
    spool.finish();
}

} // namespace onggi
