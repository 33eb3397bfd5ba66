// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// HTTP requests by libcurl: one thread that drives them all, callers that block.
//
// Connections are kept and used again, HTTP/2 is spoken where it is offered, and only http and
// https exist. Redirects are not followed here, and no header is added but User-Agent. Proxies are
// those that libcurl takes from the environment. Usable from any thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <expected>
#include <functional>
#include <memory>
#include <span>
#include <stop_token>
#include <string>

#include "engine/core/bytes.h"
#include "engine/registry/http.h"

namespace onggi {

struct TransferOptions {
    std::chrono::milliseconds connectTimeout{15'000};
    // A transfer that brings fewer than `leastSpeed` bytes a second for that long is given up;
    // waiting for a slow receiver does not count.
    std::chrono::seconds stallTimeout{30};
    long leastSpeed = 1024;
    long maxConnectionsPerHost = 8;
    // PEM file of the certificate authorities; empty: the system's.
    std::string caFile;
};

struct HttpResponse {
    HttpHead head;
    std::string body;
};

class CurlLoop;

class Transfer {
public:
    using HeadReceiver = std::function<void(const HttpHead&)>;
    using BodyReceiver = std::function<void(std::span<const std::byte>)>;

    explicit Transfer(TransferOptions options = {});
    // Calls that still run in other threads throw Cancelled.
    ~Transfer();
    Transfer(const Transfer&) = delete;
    Transfer& operator=(const Transfer&) = delete;

    // A streamed body is read on the calling thread, at most four pieces ahead of the connection.
    // `onHead` is called once, then `onBody` for pieces of up to kPieceBytes, both on the calling
    // thread; what they throw ends the transfer. While onBody blocks, at most four pieces are read
    // ahead and the connection is then held back. Returns when the body has ended as the head
    // announced it. Throws Cancelled as soon as a stop is requested.
    std::expected<void, TransferFailure> stream(const HttpRequest& request,
                                                const HeadReceiver& onHead,
                                                const BodyReceiver& onBody, std::stop_token stop);

    // The whole answer, with a body of at most `maxBody`.
    std::expected<HttpResponse, TransferFailure> fetch(const HttpRequest& request, Bytes maxBody,
                                                       std::stop_token stop);

    static constexpr std::size_t kPieceBytes = 256 << 10;

private:
    std::shared_ptr<CurlLoop> m_loop;
};

} // namespace onggi
