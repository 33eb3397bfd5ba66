// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How a request is set up in libcurl, and what its callbacks do: headers are collected up to a
// bound, the body is copied into pieces, and a full queue holds the connection back; so does an
// empty one of a body that is sent. The one copy moves the bytes to or from the caller's thread, so
// that whatever is done with them there delays no other transfer.

#include "engine/registry/curl_active.h"

#include <cstring>
#include <new>
#include <utility>

#include <sys/socket.h>

#include "engine/core/error.h"
#include "engine/registry/connection_trust.h"
#include "engine/registry/url.h"

namespace onggi {

namespace {

constexpr std::size_t kMaxHeadBytes = 256 << 10;

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view kSpace = " \t\r\n";
    const auto first = text.find_first_not_of(kSpace);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

template <typename Value>
void set(CURL* easy, CURLoption option, Value value)
{
    if (const CURLcode result = curl_easy_setopt(easy, option, value); result != CURLE_OK)
        throw Error(Code::SystemIo, "libcurl", curl_easy_strerror(result));
}

// libcurl would quote one that it does not understand, with the password in it.
void requireProxyUrl(const std::string& proxy)
{
    const auto end = proxy.find("://");
    const std::string_view scheme = end == std::string::npos
                                        ? std::string_view("http")
                                        : std::string_view(proxy).substr(0, end);
    bool isKnown = false;
    for (const char* known : {"http", "https", "socks4", "socks4a", "socks5", "socks5h"})
        isKnown = isKnown || equalsIgnoringCase(scheme, known);
    struct Cleanup {
        void operator()(CURLU* url) const { curl_url_cleanup(url); }
    };
    const std::unique_ptr<CURLU, Cleanup> url(curl_url());
    constexpr unsigned kAny = CURLU_NON_SUPPORT_SCHEME | CURLU_GUESS_SCHEME;
    if (!isKnown || !url ||
        curl_url_set(url.get(), CURLUPART_URL, proxy.c_str(), kAny) != CURLUE_OK)
        throw Error(Code::SystemIo, "the proxy", "its URL cannot be understood");
}

TransferFailure::Kind kindOf(CURLcode result, bool isConnected)
{
    using Kind = TransferFailure::Kind;
    switch (result) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
        return Kind::Resolve;
    case CURLE_COULDNT_CONNECT:
    case CURLE_PROXY:
        return Kind::Connect;
    case CURLE_OPERATION_TIMEDOUT:
        return isConnected ? Kind::Stalled : Kind::Connect;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CERTPROBLEM:
        return Kind::Certificate;
    case CURLE_SSL_CONNECT_ERROR:
        return Kind::Tls;
    case CURLE_GOT_NOTHING:
    case CURLE_PARTIAL_FILE:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_SEND_FAIL_REWIND: // a kept connection had gone; the caller tries again
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_BAD_CONTENT_ENCODING:
        return Kind::Broken;
    default:
        return Kind::Other;
    }
}

} // namespace

CurlLoop::Active::Active(CURLM* multi, std::shared_ptr<Exchange> exchange,
                         const TransferOptions& options)
    : m_multi(multi)
    , m_exchange(std::move(exchange))
{
    m_easy = curl_easy_init();
    if (!m_easy)
        throw std::bad_alloc();
    try {
        configure(options);
        if (const CURLMcode result = curl_multi_add_handle(m_multi, m_easy); result != CURLM_OK)
            throw Error(Code::SystemIo, "libcurl", curl_multi_strerror(result));
    } catch (...) {
        curl_easy_cleanup(m_easy);
        curl_slist_free_all(m_headers);
        throw;
    }
}

CurlLoop::Active::~Active()
{
    curl_multi_remove_handle(m_multi, m_easy);
    curl_easy_cleanup(m_easy);
    curl_slist_free_all(m_headers);
}

void CurlLoop::Active::configure(const TransferOptions& options)
{
    const HttpRequest& request = m_exchange->request;
    set(m_easy, CURLOPT_URL, request.url.c_str());
    set(m_easy, CURLOPT_PROTOCOLS_STR, "http,https");
    set(m_easy, CURLOPT_FOLLOWLOCATION, 0L);
    set(m_easy, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_2TLS);
    set(m_easy, CURLOPT_USERAGENT, "Onggi/" ONGGI_VERSION);
    set(m_easy, CURLOPT_NOSIGNAL, 1L);
    set(m_easy, CURLOPT_QUICK_EXIT, 1L); // a cancelled name look-up is left behind, not waited for
    set(m_easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options.connectTimeout.count()));
    set(m_easy, CURLOPT_LOW_SPEED_LIMIT, options.leastSpeed);
    set(m_easy, CURLOPT_LOW_SPEED_TIME, static_cast<long>(options.stallTimeout.count()));
    set(m_easy, CURLOPT_BUFFERSIZE, static_cast<long>(Transfer::kPieceBytes));
    set(m_easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    set(m_easy, CURLOPT_SSL_VERIFYPEER, request.tlsVerify ? 1L : 0L);
    set(m_easy, CURLOPT_SSL_VERIFYHOST, request.tlsVerify ? 2L : 0L);
    configureTrust(options);

    set(m_easy, CURLOPT_PRIVATE, static_cast<void*>(m_exchange.get()));
    set(m_easy, CURLOPT_ERRORBUFFER, m_errorText.data());
    set(m_easy, CURLOPT_HEADERFUNCTION, &onHeader);
    set(m_easy, CURLOPT_HEADERDATA, static_cast<void*>(this));
    set(m_easy, CURLOPT_WRITEFUNCTION, &onBody);
    set(m_easy, CURLOPT_WRITEDATA, static_cast<void*>(this));
    set(m_easy, CURLOPT_OPENSOCKETFUNCTION, &onOpenSocket);

    configureBody();
    if (request.method == "HEAD")
        set(m_easy, CURLOPT_NOBODY, 1L);
    else
        set(m_easy, CURLOPT_CUSTOMREQUEST, request.method.c_str());
    // Without this libcurl waits a second for "100 Continue" that few servers send.
    m_headers = curl_slist_append(nullptr, "Expect:");
    for (const std::string& header : request.headers) {
        curl_slist* longer = curl_slist_append(m_headers, header.c_str());
        if (!longer)
            throw std::bad_alloc();
        m_headers = longer;
    }
    set(m_easy, CURLOPT_HTTPHEADER, m_headers);
}

void CurlLoop::Active::configureBody()
{
    const HttpRequest& request = m_exchange->request;
    if (request.streamedBody) {
        set(m_easy, CURLOPT_UPLOAD, 1L);
        set(m_easy, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(request.streamedBody->size));
        set(m_easy, CURLOPT_READFUNCTION, &onUpload);
        set(m_easy, CURLOPT_READDATA, static_cast<void*>(this));
        set(m_easy, CURLOPT_UPLOAD_BUFFERSIZE, static_cast<long>(Transfer::kPieceBytes));
    } else if (request.body) {
        set(m_easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body->size()));
        set(m_easy, CURLOPT_POSTFIELDS, request.body->data());
    }
}

void CurlLoop::Active::configureTrust(const TransferOptions& options)
{
    const HttpRequest& request = m_exchange->request;
    if (!options.caFile.empty())
        set(m_easy, CURLOPT_CAINFO, options.caFile.c_str());
    const auto url = Url::parse(request.url);
    // No proxy can reach what listens on this machine alone.
    if (url && url->origin().isLoopback()) {
        set(m_easy, CURLOPT_NOPROXY, "*");
    } else if (url && request.trust) {
        std::string host = url->origin().host;
        if (host.starts_with('[') && host.ends_with(']'))
            host = host.substr(1, host.size() - 2);
        const std::string proxy =
            request.trust->proxies.proxyFor(url->origin().scheme, host, url->origin().port);
        if (!proxy.empty())
            requireProxyUrl(proxy);
        set(m_easy, CURLOPT_PROXY, proxy.c_str()); // empty: none, whatever the environment says
        set(m_easy, CURLOPT_NOPROXY, "");
    }
    if (!request.trust)
        return;
    // The request lives as long as the handle: nothing is copied. What the system trusts stays
    // trusted, by CURLOPT_CAPATH.
    const auto setPem = [this](CURLoption option, const std::string& pem) {
        if (pem.empty())
            return;
        curl_blob blob{const_cast<char*>(pem.data()), pem.size(), CURL_BLOB_NOCOPY};
        set(m_easy, option, &blob);
    };
    setPem(CURLOPT_CAINFO_BLOB, request.trust->authorities);
    if (!request.isAtHome)
        return;
    setPem(CURLOPT_SSLCERT_BLOB, request.trust->certificate);
    setPem(CURLOPT_SSLKEY_BLOB, request.trust->key);
}

// libcurl 7 opens sockets that a started program would inherit.
curl_socket_t CurlLoop::Active::onOpenSocket(void*, curlsocktype, curl_sockaddr* address) noexcept
{
    return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

std::size_t CurlLoop::Active::onHeader(char* data, std::size_t size, std::size_t count,
                                       void* self) noexcept
{
    const std::size_t length = size * count;
    try {
        return static_cast<Active*>(self)->takeHeader({data, length}) ? length : 0;
    } catch (...) {
        return 0;
    }
}

// False: the head is too long.
bool CurlLoop::Active::takeHeader(std::string_view line)
{
    if (m_hasHead)
        return true; // a trailer
    m_headBytes += line.size();
    if (m_headBytes > kMaxHeadBytes)
        return false;
    if (line.starts_with("HTTP/")) {
        m_head = HttpHead();
        return true;
    }
    if (const std::string_view text = trimmed(line); text.empty()) {
        publishHead();
    } else if (const auto colon = text.find(':'); colon != std::string_view::npos) {
        m_head.headers.push_back({std::string(trimmed(text.substr(0, colon))),
                                  std::string(trimmed(text.substr(colon + 1)))});
    }
    return true;
}

void CurlLoop::Active::publishHead()
{
    curl_easy_getinfo(m_easy, CURLINFO_RESPONSE_CODE, &m_head.status);
    if (m_head.status < 200)
        return; // an interim answer
    m_hasHead = true;
    const std::lock_guard lock(m_exchange->mutex);
    m_exchange->head = std::move(m_head);
    m_exchange->changed.notify_all();
}

std::size_t CurlLoop::Active::onBody(char* data, std::size_t size, std::size_t count,
                                     void* self) noexcept
{
    const std::size_t length = size * count;
    try {
        Active& active = *static_cast<Active*>(self);
        if (active.holdBack())
            return CURL_WRITEFUNC_PAUSE;
        active.take(std::as_bytes(std::span(data, length)));
        return length;
    } catch (...) {
        return CURL_WRITEFUNC_ERROR;
    }
}

bool CurlLoop::Active::holdBack()
{
    const std::lock_guard lock(m_exchange->mutex);
    m_exchange->isHeldBack = m_exchange->queued.size() >= Exchange::kMaxQueued;
    return m_exchange->isHeldBack;
}

void CurlLoop::Active::take(std::span<const std::byte> bytes)
{
    while (!bytes.empty()) {
        if (!m_piece.bytes)
            m_piece = emptyPiece();
        const std::size_t count = std::min(bytes.size(), Transfer::kPieceBytes - m_piece.used);
        std::memcpy(m_piece.bytes.get() + m_piece.used, bytes.data(), count);
        m_piece.used += count;
        bytes = bytes.subspan(count);
        if (m_piece.used == Transfer::kPieceBytes)
            handOver();
    }
}

Piece CurlLoop::Active::emptyPiece()
{
    {
        const std::lock_guard lock(m_exchange->mutex);
        if (!m_exchange->spare.empty()) {
            Piece piece = std::move(m_exchange->spare.back());
            m_exchange->spare.pop_back();
            piece.used = 0;
            return piece;
        }
    }
    return {std::make_unique_for_overwrite<std::byte[]>(Transfer::kPieceBytes), 0};
}

void CurlLoop::Active::handOver()
{
    if (m_piece.used == 0)
        return;
    const std::lock_guard lock(m_exchange->mutex);
    m_exchange->queued.push_back(std::exchange(m_piece, {}));
    m_exchange->changed.notify_all();
}

std::size_t CurlLoop::Active::onUpload(char* data, std::size_t size, std::size_t count,
                                       void* self) noexcept
{
    try {
        return static_cast<Active*>(self)->give(
            std::as_writable_bytes(std::span(data, size * count)));
    } catch (...) {
        return CURL_READFUNC_ABORT;
    }
}

// What there is of the next piece; libcurl asks again for the rest.
std::size_t CurlLoop::Active::give(std::span<std::byte> room)
{
    if (m_givenInAll == m_exchange->request.streamedBody->size)
        return 0;
    if (m_given == m_outgoing.used && !takeOutgoing())
        return CURL_READFUNC_PAUSE;
    const std::size_t count = std::min(room.size(), m_outgoing.used - m_given);
    std::memcpy(room.data(), m_outgoing.bytes.get() + m_given, count);
    m_given += count;
    m_givenInAll += count;
    return count;
}

// False: the caller has not read it yet.
bool CurlLoop::Active::takeOutgoing()
{
    const std::lock_guard lock(m_exchange->mutex);
    if (m_outgoing.bytes)
        m_exchange->sent.push_back(std::exchange(m_outgoing, {}));
    m_given = 0;
    m_exchange->isStarved = m_exchange->outgoing.empty();
    if (m_exchange->isStarved)
        return false;
    m_outgoing = std::move(m_exchange->outgoing.front());
    m_exchange->outgoing.pop_front();
    m_exchange->changed.notify_all();
    return true;
}

void CurlLoop::Active::resume()
{
    curl_easy_pause(m_easy, CURLPAUSE_CONT);
}

std::optional<TransferFailure> CurlLoop::Active::failureOf(CURLcode result) const
{
    if (result == CURLE_OK)
        return std::nullopt;
    if (m_headBytes > kMaxHeadBytes)
        return TransferFailure{TransferFailure::Kind::TooLarge, "the answer's head is too long"};
    long errorNumber = 0;
    curl_off_t connectTime = 0;
    curl_easy_getinfo(m_easy, CURLINFO_OS_ERRNO, &errorNumber);
    curl_easy_getinfo(m_easy, CURLINFO_CONNECT_TIME_T, &connectTime);
    std::string text = m_errorText.front() ? m_errorText.data() : curl_easy_strerror(result);
    if (result == CURLE_COULDNT_CONNECT && errorNumber != 0)
        text = std::strerror(static_cast<int>(errorNumber));
    return TransferFailure{kindOf(result, connectTime > 0), std::move(text)};
}

} // namespace onggi
