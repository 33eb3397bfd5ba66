// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the curl thread and a caller share of one request.
//
// The curl thread fills pieces and queues them, the caller takes them and hands them back empty; a
// streamed body goes the other way in the same manner.
// Either may leave first: both hold the exchange by shared_ptr, and neither ever waits for the
// other to let go.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "engine/registry/http.h"

namespace onggi {

struct Piece {
    std::unique_ptr<std::byte[]> bytes;
    std::size_t used = 0;
};

struct Exchange {
    // Pieces that may wait for the caller before the connection is held back.
    static constexpr std::size_t kMaxQueued = 4;

    explicit Exchange(HttpRequest theRequest)
        : request(std::move(theRequest))
    {
    }

    const HttpRequest request;

    std::mutex mutex;
    std::condition_variable_any changed; // tells the caller
    // Guarded by `mutex`:
    std::optional<HttpHead> head;
    std::deque<Piece> queued;
    std::vector<Piece> spare;
    bool isHeldBack = false;
    std::deque<Piece> outgoing; // of the streamed body
    std::vector<Piece> sent;    // empty again
    bool isStarved = false;     // the connection waits for the next of them
    bool isFinished = false;
    bool isShutDown = false; // finished because the loop ends
    std::optional<TransferFailure> failure;
};

} // namespace onggi
