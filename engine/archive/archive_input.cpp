// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A descriptor is waited for before it is read: whoever writes a pipe may fall silent, and a job
// has to end all the same when it is cancelled.

#include "engine/archive/archive_input.h"

#include <algorithm>
#include <cerrno>
#include <string_view>
#include <utility>
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

// Nothing for what is read here, or is no archive at all.
const char* foreignCompression(std::string_view start)
{
    constexpr std::string_view kBlock = "1AY&SY"; // behind "BZh" and a digit
    if (start.starts_with("\375"
                          "7zXZ"))
        return "xz";
    if (start.starts_with("BZh") && start.size() >= kMagicBytes && start.ends_with(kBlock))
        return "bzip2";
    return nullptr;
}

} // namespace

void requireKnownCompression(std::span<const std::byte> start, const std::string& name)
{
    const std::string_view text(reinterpret_cast<const char*>(start.data()),
                                std::min(start.size(), kMagicBytes));
    if (const char* const method = foreignCompression(text))
        throw Error(Code::ArchiveInvalid, name,
                    std::string("it is compressed by ") + method +
                        "; gzip and zstd are read, and what is not compressed");
}

void fillSpool(const Fd& from, Spool& spool, const std::string& name, const std::stop_token& stop)
{
    std::vector<std::byte> buffer(kPieceBytes);
    bool isFirst = true;
    while (const std::size_t got = readSome(from.get(), buffer, name, stop)) {
        if (std::exchange(isFirst, false))
            requireKnownCompression(std::span(buffer).first(got), name);
        if (freeSpaceAt(spool.path()).usable < Bytes(got))
            throw Error(Code::StoreNoSpace, name);
        spool.append(std::span(buffer).first(got));
    }
    spool.finish();
}

} // namespace onggi
