// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// One HTTP request, its answer, and what can go wrong between the two.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace onggi {

struct ConnectionTrust; // engine/registry/connection_trust.h
// A body that is too long to be held: sent as it is read.
struct StreamedBody {
    std::uint64_t size = 0;
    // Reads at `offset` into all of `buffer`, which never reaches beyond `size`; fewer bytes end
    // the transfer with Error(SystemIo). Called on the thread that waits for the answer, in order,
    // and from the beginning again where the request is sent again. May throw.
    std::function<std::size_t(std::uint64_t offset, std::span<std::byte> buffer)> read;
};

struct HttpRequest {
    std::string url; // http or https
    std::string method = "GET";
    std::vector<std::string> headers; // "Name: value"
    std::optional<std::string> body;
    std::optional<StreamedBody> streamedBody; // instead of `body`
    bool tlsVerify = true;
    // Null: the system's certificates, and the proxies of the environment.
    std::shared_ptr<const ConnectionTrust> trust;
    // False: the trust's own certificate is not shown, as the request leads elsewhere.
    bool isAtHome = true;
    // By when the head of the answer must be there.
    std::optional<std::chrono::steady_clock::time_point> answerDeadline;
};

struct HttpHead {
    struct Header {
        std::string name;
        std::string value; // without white space around it
    };

    long status = 0;
    std::vector<Header> headers;

    bool isSuccess() const noexcept { return status >= 200 && status <= 299; }
    // The first header of that name, in any case; nothing if there is none.
    std::optional<std::string_view> find(std::string_view name) const noexcept;
    std::vector<std::string_view> findAll(std::string_view name) const;
    // Content-Length, if it is there and is a number.
    std::optional<std::uint64_t> contentLength() const noexcept;
};

// Why there is no whole answer.
struct TransferFailure {
    enum class Kind {
        Resolve,     // no address for the name
        Connect,     // nobody takes the connection
        Tls,         // no TLS is spoken there
        Certificate, // TLS is spoken, and the certificate does not verify
        NoAnswer,    // answerDeadline has passed
        Stalled,     // too slow or silent for too long
        Broken,      // the connection ended early
        TooLarge,    // longer than the caller takes
        Downgrade,   // a redirect from https to http
        Other,
    };

    Kind kind = Kind::Other;
    std::string text; // what libcurl or the system says
};

bool equalsIgnoringCase(std::string_view a, std::string_view b) noexcept;

} // namespace onggi
