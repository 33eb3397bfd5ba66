// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// One request under way on the curl thread: its easy handle and libcurl's callbacks.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <span>

#include <curl/curl.h>

#include "engine/registry/curl_loop.h"

namespace onggi {

// All on the curl thread. The destructor takes the handle out of the multi handle, whatever its
// state.
class CurlLoop::Active {
public:
    // Throws std::bad_alloc or Error; the transfer has begun when this returns.
    Active(CURLM* multi, std::shared_ptr<Exchange> exchange, const TransferOptions& options);
    ~Active();
    Active(const Active&) = delete;
    Active& operator=(const Active&) = delete;

    Exchange& exchange() const noexcept { return *m_exchange; }

    // Queues for the caller what has been received so far.
    void handOver();
    // Lets a connection go on that was held back.
    void resume();
    std::optional<TransferFailure> failureOf(CURLcode result) const;

private:
    static std::size_t onHeader(char* data, std::size_t size, std::size_t count,
                                void* self) noexcept;
    static std::size_t onBody(char* data, std::size_t size, std::size_t count, void* self) noexcept;
    static std::size_t onUpload(char* data, std::size_t size, std::size_t count,
                                void* self) noexcept;
    static curl_socket_t onOpenSocket(void* self, curlsocktype purpose,
                                      curl_sockaddr* address) noexcept;

    void configure(const TransferOptions& options);
    void configureTrust(const TransferOptions& options);
    bool takeHeader(std::string_view line);
    void publishHead();
    bool holdBack();
    void take(std::span<const std::byte> bytes);
    Piece emptyPiece();
    void configureBody();
    std::size_t give(std::span<std::byte> room);
    bool takeOutgoing();

    CURLM* m_multi;
    CURL* m_easy = nullptr;
    curl_slist* m_headers = nullptr;
    std::shared_ptr<Exchange> m_exchange;
    HttpHead m_head; // being read
    std::size_t m_headBytes = 0;
    bool m_hasHead = false;
    Piece m_piece;           // being filled
    Piece m_outgoing;        // being sent
    std::size_t m_given = 0; // of it
    std::uint64_t m_givenInAll = 0;
    std::array<char, CURL_ERROR_SIZE> m_errorText{};
};

} // namespace onggi
