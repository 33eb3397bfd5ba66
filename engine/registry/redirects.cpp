// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The walk from redirect to redirect. What belongs to an origin is decided here once, for
// registries and their token servers alike.

#include "engine/registry/redirects.h"

namespace onggi {

namespace {

using Kind = TransferFailure::Kind;

bool isRedirect(long status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

// One request. Enough of a refusal's body is read to tell the reason; the rest is not waited for.
std::expected<Arrival, TransferFailure> step(Transfer& transfer, const HttpRequest& request,
                                             const Transfer::HeadReceiver& onHead,
                                             const Transfer::BodyReceiver& onBody,
                                             const std::stop_token& stop)
{
    struct Enough {};
    Arrival arrival;
    try {
        const auto done = transfer.stream(
            request,
            [&](const HttpHead& head) {
                arrival.head = head;
                if (head.isSuccess())
                    onHead(head);
            },
            [&](std::span<const std::byte> bytes) {
                if (arrival.head.isSuccess())
                    return onBody(bytes);
                if (arrival.refusalText.size() + bytes.size() > kMaxRefusalBytes)
                    throw Enough();
                arrival.refusalText.append(reinterpret_cast<const char*>(bytes.data()),
                                           bytes.size());
            },
            stop);
        if (!done)
            return std::unexpected(done.error());
    } catch (const Enough&) {
        // The status alone says enough.
    }
    return arrival;
}

std::expected<Url, TransferFailure> destination(const Url& from, const HttpHead& head)
{
    const auto location = head.find("Location");
    const auto to = location ? from.resolve(*location) : std::nullopt;
    if (!to)
        return std::unexpected(
            TransferFailure{Kind::Other, "it redirects to nowhere that can be followed"});
    return *to;
}

} // namespace

std::expected<Arrival, TransferFailure> travel(Transfer& transfer, Journey journey,
                                               const Transfer::HeadReceiver& onHead,
                                               const Transfer::BodyReceiver& onBody,
                                               const std::stop_token& stop)
{
    const Origin home = journey.url.origin();
    bool hasLeft = false;
    for (int redirects = 0; redirects <= kMaxRedirects; ++redirects) {
        HttpRequest request = journey.request;
        request.url = journey.url.text();
        request.isAtHome = request.isAtHome && !hasLeft;
        if (!journey.authorization.empty() && !hasLeft)
            request.headers.push_back("Authorization: " + journey.authorization);
        auto arrival = step(transfer, request, onHead, onBody, stop);
        if (!arrival)
            return arrival;
        arrival->isAtHome = journey.url.origin() == home;
        if (!isRedirect(arrival->head.status))
            return arrival;
        if (request.method != "GET" && request.method != "HEAD") {
            return std::unexpected(
                TransferFailure{Kind::Other, "it redirects what is sent to it elsewhere"});
        }
        auto next = destination(journey.url, arrival->head);
        if (!next)
            return std::unexpected(next.error());
        const bool isDowngrade =
            journey.url.origin().scheme == "https" && next->origin().scheme == "http";
        if (isDowngrade && !journey.allowsPlainHttp)
            return std::unexpected(TransferFailure{Kind::Downgrade, "it redirects to plain HTTP"});
        hasLeft = hasLeft || next->origin() != home;
        journey.url = std::move(*next);
    }
    return std::unexpected(TransferFailure{Kind::Other, "it redirects in circles"});
}

} // namespace onggi
