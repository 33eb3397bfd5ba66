// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// An HTTP/1.1 server on loopback that answers as a test tells it: cut, held, slow, wrong.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "engine/core/fd.h"
#include "engine/registry/transfer.h"

namespace onggi::test {

struct FaultRequest {
    std::string method;
    std::string target; // "/v2/x/manifests/1?y"
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    bool isCut = false;            // the connection broke before the whole body was there
    bool showsCertificate = false; // the client has shown one of its own

    // Empty where it is not there; names without regard to case.
    std::string header(std::string_view name) const;
    bool isBlob() const { return target.find("/blobs/") != std::string::npos; }
};

struct FaultReply {
    int status = 200;
    std::vector<std::pair<std::string, std::string>> headers; // besides Content-Length
    std::string body;
    std::optional<std::uint64_t> announcedLength; // Content-Length; the body's own where not set
    bool isChunked = false;                       // no Content-Length at all
    std::optional<std::size_t> cutAfter;  // so many bytes of the body, then the connection ends
    std::optional<std::size_t> holdAfter; // so many bytes of the body, then nothing until release()
    std::size_t pieceBytes = 64 << 10;    // sent at once …
    int pauseMilliseconds = 0;            // … and then this pause
    bool isSilent = false;                // no head either, until release()
    bool resets = false;                  // where it is cut, by a reset rather than an end
    bool isEndless = false;               // chunked: the body again and again
};

class FaultServer {
public:
    // Called for each request, on the thread of its connection.
    using Handler = std::function<FaultReply(const FaultRequest&)>;
    enum class Tls { No, SelfSigned };

    explicit FaultServer(Handler handler, Tls tls = Tls::No);
    ~FaultServer();

    unsigned port() const noexcept { return m_port; }
    std::string domain() const { return "127.0.0.1:" + std::to_string(m_port); }
    std::string url() const;
    // PEM file with the certificate, for TransferOptions::caFile.
    const std::string& certificateFile() const;

    void setHandler(Handler handler);
    std::vector<FaultRequest> requests() const;
    // Of bodies, given to the kernel.
    std::uint64_t bytesSent() const noexcept { return m_bytesSent; }
    // How many connections were opened.
    std::size_t connections() const;

    // The connection of the next request with a longer body breaks after so many bytes of it. The
    // handler gets what came until then, and nobody its reply.
    void breakUploadAfter(std::size_t bytes);

    // Blobs' bodies stop together when the server has sent so many bytes of them from now on.
    void holdBlobsAfter(std::uint64_t bytes);
    // Waits until a reply is held; false after a minute.
    bool waitUntilHeld();
    // Lets everything go on that is held, and nothing be held any more.
    void release();

private:
    class Connection;
    struct Tls12;

    void acceptLoop(const std::stop_token& stop);
    FaultReply answer(const FaultRequest& request);
    // How much of `wanted` body bytes may be sent now; waits where it is none. 0: the server ends.
    std::size_t allowance(bool isBlob, std::size_t wanted);
    // How much of a request's body is read.
    std::size_t takeBreak(std::size_t length);
    bool hold(); // until release(); false: the server ends

    unsigned m_port = 0;
    Fd m_listener;
    std::unique_ptr<Tls12> m_tls;
    std::atomic<std::uint64_t> m_bytesSent = 0;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    // Guarded by m_mutex:
    Handler m_handler;
    std::vector<FaultRequest> m_requests;
    std::optional<std::uint64_t> m_budget;
    std::optional<std::size_t> m_break;
    std::size_t m_held = 0;
    bool m_isReleased = false;
    bool m_isEnding = false;
    std::list<std::unique_ptr<Connection>> m_connections;
    std::jthread m_accepting;
};

// What stands at `baseUrl` (another server), to wrap faults around.
FaultServer::Handler forwardTo(std::string baseUrl);

} // namespace onggi::test
