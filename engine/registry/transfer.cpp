// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The caller's side of a transfer: wait for the head, then for pieces, until the curl thread says
// that it is over; leave at any moment.

#include "engine/registry/transfer.h"

#include <utility>

#include "engine/core/cancel.h"
#include "engine/registry/body_feed.h"
#include "engine/registry/curl_loop.h"

namespace onggi {

namespace {

// Tells the curl thread when the caller leaves before the end.
class Ticket {
public:
    Ticket(CurlLoop& loop, std::shared_ptr<Exchange> exchange)
        : m_loop(loop)
        , m_exchange(std::move(exchange))
    {
        m_loop.submit(m_exchange);
    }
    ~Ticket()
    {
        if (std::unique_lock lock(m_exchange->mutex); m_exchange->isFinished)
            return;
        m_loop.release(m_exchange);
    }
    Ticket(const Ticket&) = delete;
    Ticket& operator=(const Ticket&) = delete;

private:
    CurlLoop& m_loop;
    std::shared_ptr<Exchange> m_exchange;
};

TransferFailure noAnswer()
{
    return {TransferFailure::Kind::NoAnswer, "no answer in the time given"};
}

// Waits until the head is there, or the exchange has finished without one, and feeds the body of
// the request meanwhile. False: the deadline has passed.
bool awaitHead(Exchange& exchange, BodyFeed& feed, std::unique_lock<std::mutex>& lock,
               const std::stop_token& stop)
{
    const auto isThere = [&] { return exchange.head || exchange.isFinished; };
    const auto isNews = [&] { return isThere() || feed.isWanted(); };
    while (!isThere() && !stop.stop_requested()) {
        const bool isInTime =
            exchange.request.answerDeadline
                ? exchange.changed.wait_until(lock, stop, *exchange.request.answerDeadline, isNews)
                : exchange.changed.wait(lock, stop, isNews);
        if (!isInTime)
            return stop.stop_requested();
        if (feed.isWanted())
            feed.feed(lock);
    }
    return true;
}

} // namespace

Transfer::Transfer(TransferOptions options)
    : m_loop(std::make_shared<CurlLoop>(std::move(options)))
{
}

Transfer::~Transfer()
{
    m_loop->shutDown();
}

std::expected<void, TransferFailure> Transfer::stream(const HttpRequest& request,
                                                      const HeadReceiver& onHead,
                                                      const BodyReceiver& onBody,
                                                      std::stop_token stop)
{
    throwIfCancelled(stop);
    const std::shared_ptr<CurlLoop> loop = m_loop;
    const auto exchange = std::make_shared<Exchange>(request);
    const Ticket ticket(*loop, exchange); // ends after the lock

    BodyFeed feed(*loop, exchange);
    std::unique_lock lock(exchange->mutex);
    if (!awaitHead(*exchange, feed, lock, stop))
        return std::unexpected(noAnswer());
    throwIfCancelled(stop);
    if (exchange->head) {
        lock.unlock();
        onHead(*exchange->head); // never changes once it is there
        lock.lock();
    }
    for (;;) {
        exchange->changed.wait(lock, stop, [&] {
            return !exchange->queued.empty() || exchange->isFinished || feed.isWanted();
        });
        throwIfCancelled(stop);
        if (feed.isWanted())
            feed.feed(lock); // some servers answer before they have read everything
        if (exchange->queued.empty()) {
            if (exchange->isFinished)
                break;
            continue;
        }
        Piece piece = std::move(exchange->queued.front());
        exchange->queued.pop_front();
        const bool wasHeldBack = exchange->isHeldBack;
        exchange->isHeldBack = false;
        lock.unlock();
        if (wasHeldBack)
            loop->resume(exchange);
        onBody({piece.bytes.get(), piece.used});
        lock.lock();
        exchange->spare.push_back(std::move(piece));
    }
    if (exchange->isShutDown)
        throw Cancelled();
    if (exchange->failure)
        return std::unexpected(*exchange->failure);
    return {};
}

std::expected<HttpResponse, TransferFailure> Transfer::fetch(const HttpRequest& request,
                                                             Bytes maxBody, std::stop_token stop)
{
    HttpResponse response;
    struct TooLong {};
    try {
        const auto done = stream(
            request, [&](const HttpHead& head) { response.head = head; },
            [&](std::span<const std::byte> bytes) {
                if (response.body.size() + bytes.size() > maxBody.count())
                    throw TooLong();
                response.body.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
            },
            std::move(stop));
        if (!done)
            return std::unexpected(done.error());
    } catch (const TooLong&) {
        return std::unexpected(
            TransferFailure{TransferFailure::Kind::TooLarge, "longer than " + humanSize(maxBody)});
    }
    return response;
}

} // namespace onggi
