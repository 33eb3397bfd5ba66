// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Pieces are read ahead up to the same bound as those that are received, and a connection that had
// nothing left to send is woken.

#include "engine/registry/body_feed.h"

#include <algorithm>
#include <utility>

#include "engine/core/error.h"

namespace onggi {

BodyFeed::BodyFeed(CurlLoop& loop, std::shared_ptr<Exchange> exchange)
    : m_loop(loop)
    , m_exchange(std::move(exchange))
{
}

bool BodyFeed::isWanted() const
{
    const auto& body = m_exchange->request.streamedBody;
    return body && m_offset < body->size && !m_exchange->isFinished &&
           m_exchange->outgoing.size() < Exchange::kMaxQueued;
}

void BodyFeed::feed(std::unique_lock<std::mutex>& lock)
{
    const StreamedBody& body = *m_exchange->request.streamedBody;
    Piece piece = emptyPiece();
    lock.unlock();
    if (!piece.bytes)
        piece.bytes = std::make_unique_for_overwrite<std::byte[]>(Transfer::kPieceBytes);
    piece.used = static_cast<std::size_t>(
        std::min<std::uint64_t>(Transfer::kPieceBytes, body.size - m_offset));
    if (body.read(m_offset, {piece.bytes.get(), piece.used}) != piece.used)
        throw Error(Code::SystemIo, "request body", "it ends early");
    m_offset += piece.used;
    lock.lock();
    m_exchange->outgoing.push_back(std::move(piece));
    if (std::exchange(m_exchange->isStarved, false)) {
        lock.unlock();
        m_loop.resume(m_exchange);
        lock.lock();
    }
}

Piece BodyFeed::emptyPiece()
{
    if (m_exchange->sent.empty())
        return {};
    Piece piece = std::move(m_exchange->sent.back());
    m_exchange->sent.pop_back();
    return piece;
}

} // namespace onggi
