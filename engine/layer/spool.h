// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A compressed layer on its way: a file that one thread appends to while others already read it.
//
// The file is page cache only, never synced, and survives a crash of the helper: opened again, it
// goes on where it ended. The writer is the downloader or the archive loader; the readers are
// ingestLayer() and the processes that it starts. Every member may be called from any thread, but
// append() only from one.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <span>
#include <stop_token>
#include <string>

#include "engine/core/bytes.h"
#include "engine/core/fd.h"
#include "engine/core/synced.h"

namespace onggi {

class Spool {
public:
    // Opens `path` for appending, or creates it, mode 0600. A symbolic link is refused.
    explicit Spool(std::string path);
    // Leaves the file where it is.
    ~Spool() = default;

    const std::string& path() const noexcept { return m_path; }
    // How far the file has come, what an earlier attempt left included.
    Bytes size();

    // Throws what writing throws (Error(StoreNoSpace), …); readers then have to be told by fail().
    void append(std::span<const std::byte> bytes);
    // No more bytes will come: all are there.
    void finish();
    // No more bytes will come, and some are missing: waitBeyond() throws `cause` from here on. Does
    // nothing after finish().
    void fail(std::exception_ptr cause) noexcept;

    struct State {
        std::uint64_t size = 0;
        bool finished = false;
    };
    // Waits until there are more than `offset` bytes or the end is reached. Throws the cause of
    // fail(), or Cancelled.
    State waitBeyond(std::uint64_t offset, const std::stop_token& stop);
    // As waitBeyond(), at most `milliseconds`; then the state as it is.
    State waitBeyond(std::uint64_t offset, const std::stop_token& stop, unsigned milliseconds);

    // A descriptor of its own, read only.
    Fd openForReading() const;
    // Deletes the file: the layer is staged, or its bytes are worthless. Descriptors stay valid.
    void remove() noexcept;

private:
    struct Inner {
        State state;
        std::exception_ptr failure;
    };
    std::string m_path;
    Fd m_fd;
    Synced<Inner> m_inner;
    std::condition_variable_any m_changed;
};

} // namespace onggi
