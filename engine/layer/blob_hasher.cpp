// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The bytes are read from the spool's file, where they are warm in the page cache; the downloader's
// thread never hashes.

#include "engine/layer/blob_hasher.h"

#include <cerrno>
#include <vector>

#include "engine/core/cancel.h"
#include "engine/core/error.h"
#include "engine/core/sha256.h"

namespace onggi {

namespace {

constexpr std::size_t kPiece = 256 * 1024;

} // namespace

BlobHasher::BlobHasher(Spool& spool, Fd control, const std::stop_token& stop)
    : m_thread([this, &spool, pipe = ControlPipe(std::move(control)),
                stop](const std::stop_token& own) mutable {
        // Stopped by the caller, or by our own destruction.
        std::stop_source either;
        const std::stop_callback first(stop, [&either] { either.request_stop(); });
        const std::stop_callback second(own, [&either] { either.request_stop(); });
        try {
            run(spool, std::move(pipe), either.get_token());
        } catch (...) {
            m_failure = std::current_exception();
        }
    })
{
}

BlobHasher::Result BlobHasher::finish()
{
    m_thread.join();
    if (m_failure)
        std::rethrow_exception(m_failure);
    return m_result;
}

// However this ends, the control pipe is closed: the inflater then knows.
void BlobHasher::run(Spool& spool, ControlPipe control, const std::stop_token& stop)
{
    const Fd fd = spool.openForReading();
    Sha256 hash;
    std::vector<std::byte> buffer(kPiece);
    std::uint64_t offset = 0;
    for (;;) {
        const Spool::State state = spool.waitBeyond(offset, stop);
        while (offset < state.size) {
            throwIfCancelled(stop);
            const std::size_t count = readFullyAt(
                fd.get(),
                std::span(buffer).first(std::min<std::uint64_t>(kPiece, state.size - offset)),
                offset, spool.path());
            if (count == 0)
                throw systemError(EIO, spool.path(), "the file was cut short meanwhile");
            hash.update(std::span(buffer).first(count));
            offset += count;
            control.tell(offset);
        }
        if (state.finished && offset == state.size)
            break;
    }
    m_result = {hash.finish(), Bytes(offset)};
    control.finish(offset);
}

} // namespace onggi
