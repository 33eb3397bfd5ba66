// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A streamed request body on its way from the caller to the curl thread.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>

#include "engine/registry/curl_loop.h"

namespace onggi {

// Belongs to the thread that waits for the answer. Does nothing for a request without such a body.
class BodyFeed {
public:
    // `loop` outlives it.
    BodyFeed(CurlLoop& loop, std::shared_ptr<Exchange> exchange);

    // Whether the next piece is to be read now. The exchange's mutex is held.
    bool isWanted() const;
    // Reads one and hands it over. `lock` holds the exchange's mutex, and does not while the piece
    // is read. Throws Error(SystemIo) where the source ends early, and what it throws.
    void feed(std::unique_lock<std::mutex>& lock);

private:
    Piece emptyPiece();

    CurlLoop& m_loop;
    std::shared_ptr<Exchange> m_exchange;
    std::uint64_t m_offset = 0; // of the next piece
};

} // namespace onggi
