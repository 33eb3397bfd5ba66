// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A thread a connection; requests of a connection one after the other. Everything that waits does
// so on one condition, so that the server can end at any moment.

#include "tests/support/fault_server.h"

#include <cctype>
#include <chrono>
#include <csignal>
#include <stdexcept>

#include <linux/sockios.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <QTemporaryDir>

#include <openssl/ssl.h>

#include "tests/support/self_signed.h"

namespace onggi::test {

struct FaultServer::Tls12 {
    std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context{SSL_CTX_new(TLS_server_method()),
                                                              SSL_CTX_free};
    QTemporaryDir directory;
    std::string file = directory.filePath("certificate.pem").toStdString();

    Tls12()
    {
        const SelfSigned made = makeSelfSigned();
        SSL_CTX_use_certificate(context.get(), made.certificate.get());
        SSL_CTX_use_PrivateKey(context.get(), made.key.get());
        // Clients are asked for one of theirs; none, and any, will do.
        SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, [](int, X509_STORE_CTX*) { return 1; });
        // Without a name, sessions that ask for one are not resumed but refused.
        static constexpr unsigned char kName[] = {'x'};
        SSL_CTX_set_session_id_context(context.get(), kName, sizeof kName);
        writeCertificate(*made.certificate, file);
    }
};

// One client. All but end() on its own thread.
class FaultServer::Connection {
public:
    Connection(FaultServer& server, Fd socket)
        : m_server(server)
        , m_socket(std::move(socket))
    {
        m_thread = std::jthread([this] {
            // OpenSSL writes without MSG_NOSIGNAL.
            sigset_t pipe;
            sigemptyset(&pipe);
            sigaddset(&pipe, SIGPIPE);
            pthread_sigmask(SIG_BLOCK, &pipe, nullptr);
            serve();
        });
    }
    ~Connection() { end(); }
    void end() { ::shutdown(m_socket.get(), SHUT_RDWR); }

private:
    void serve()
    {
        if (m_server.m_tls && !shakeHands())
            return;
        for (FaultRequest request; receive(request); request = {}) {
            const FaultReply reply = m_server.answer(request);
            if (request.isCut) {
                reset();
                return;
            }
            if (!send(request, reply))
                break;
        }
        ::shutdown(m_socket.get(), SHUT_RDWR);
    }

    bool shakeHands()
    {
        m_ssl.reset(SSL_new(m_server.m_tls->context.get()));
        SSL_set_fd(m_ssl.get(), m_socket.get());
        return SSL_accept(m_ssl.get()) == 1;
    }

    bool receiveMore()
    {
        char buffer[16384];
        const auto count = m_ssl
                               ? SSL_read(m_ssl.get(), buffer, sizeof buffer)
                               : static_cast<int>(::recv(m_socket.get(), buffer, sizeof buffer, 0));
        if (count <= 0)
            return false;
        m_input.append(buffer, static_cast<std::size_t>(count));
        return true;
    }

    bool write(std::string_view text)
    {
        while (!text.empty()) {
            const auto count =
                m_ssl ? SSL_write(m_ssl.get(), text.data(), static_cast<int>(text.size()))
                      : static_cast<int>(
                            ::send(m_socket.get(), text.data(), text.size(), MSG_NOSIGNAL));
            if (count <= 0)
                return false;
            text.remove_prefix(static_cast<std::size_t>(count));
        }
        return true;
    }

    bool receive(FaultRequest& request)
    {
        std::size_t end;
        while ((end = m_input.find("\r\n\r\n")) == std::string::npos) {
            // Who speaks TLS to a plain server is shown the door, as real ones do.
            if (m_input.size() > 1 << 20 || !receiveMore() || !std::isupper(m_input.front()))
                return false;
        }
        const std::string head = m_input.substr(0, end + 2);
        m_input.erase(0, end + 4);
        const auto firstSpace = head.find(' ');
        const auto secondSpace = head.find(' ', firstSpace + 1);
        if (secondSpace == std::string::npos)
            return false;
        request.method = head.substr(0, firstSpace);
        request.target = head.substr(firstSpace + 1, secondSpace - firstSpace - 1);
        for (std::size_t at = head.find("\r\n") + 2; at < head.size();) {
            const auto lineEnd = head.find("\r\n", at);
            const auto colon = head.find(':', at);
            if (colon < lineEnd) {
                const auto value = head.find_first_not_of(' ', colon + 1);
                request.headers.emplace_back(head.substr(at, colon - at),
                                             head.substr(value, lineEnd - value));
            }
            at = lineEnd + 2;
        }
        const std::string length = request.header("Content-Length");
        const std::size_t whole = length.empty() ? 0 : std::stoul(length);
        const std::size_t wanted = m_server.takeBreak(whole);
        request.isCut = wanted < whole;
        request.showsCertificate = m_ssl && SSL_get0_peer_certificate(m_ssl.get());
        while (m_input.size() < wanted) {
            if (!receiveMore())
                return false;
        }
        request.body = m_input.substr(0, wanted);
        m_input.erase(0, wanted);
        return true;
    }

    // False: the connection is over.
    bool send(const FaultRequest& request, const FaultReply& reply)
    {
        if (reply.isSilent && !m_server.hold())
            return false;
        std::string head = "HTTP/1.1 " + std::to_string(reply.status) + " Status\r\n";
        for (const auto& [name, value] : reply.headers)
            head += name + ": " + value + "\r\n";
        head += reply.isChunked
                    ? "Transfer-Encoding: chunked\r\n\r\n"
                    : "Content-Length: " +
                          std::to_string(reply.announcedLength.value_or(reply.body.size())) +
                          "\r\n\r\n";
        if (!write(head) || !sendBody(request, reply))
            return false;
        if (reply.isChunked)
            return write("0\r\n\r\n");
        return reply.announcedLength.value_or(reply.body.size()) == reply.body.size();
    }

    bool sendBody(const FaultRequest& request, const FaultReply& reply)
    {
        const std::string_view body = request.method == "HEAD" ? std::string_view() : reply.body;
        for (std::size_t sent = 0; sent <= body.size();) {
            if (reply.cutAfter && sent >= *reply.cutAfter) {
                if (reply.resets)
                    reset();
                return false;
            }
            if (reply.holdAfter && sent == *reply.holdAfter && !m_server.hold())
                return false;
            if (sent == body.size() && reply.isEndless)
                sent = 0;
            if (sent == body.size())
                return true;
            std::size_t next = std::min(body.size(), sent + reply.pieceBytes);
            for (const auto& mark : {reply.cutAfter, reply.holdAfter}) {
                if (mark && *mark > sent)
                    next = std::min(next, *mark);
            }
            const std::size_t count = m_server.allowance(request.isBlob(), next - sent);
            if (count == 0 || !writePiece(body.substr(sent, count), reply.isChunked))
                return false;
            sent += count;
            m_server.m_bytesSent += count;
            if (reply.pauseMilliseconds > 0)
                std::this_thread::sleep_for(std::chrono::milliseconds(reply.pauseMilliseconds));
        }
        return true;
    }

    // Linux resets a connection that is dissolved (connect(2)); the descriptor stays. What has been
    // sent arrives before: a reset forgets it.
    void reset()
    {
        int waiting = 0;
        for (int i = 0; i < 1000 && ::ioctl(m_socket.get(), SIOCOUTQ, &waiting) == 0; ++i) {
            if (waiting == 0)
                break;
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        sockaddr nobody{};
        nobody.sa_family = AF_UNSPEC;
        ::connect(m_socket.get(), &nobody, sizeof nobody);
    }

    bool writePiece(std::string_view piece, bool isChunked)
    {
        if (!isChunked)
            return write(piece);
        char size[32];
        std::snprintf(size, sizeof size, "%zx\r\n", piece.size());
        return write(size) && write(piece) && write("\r\n");
    }

    FaultServer& m_server;
    Fd m_socket;
    std::unique_ptr<SSL, decltype(&SSL_free)> m_ssl{nullptr, SSL_free};
    std::string m_input;
    std::jthread m_thread;
};

std::string FaultRequest::header(std::string_view name) const
{
    for (const auto& [key, value] : headers) {
        if (equalsIgnoringCase(key, name))
            return value;
    }
    return {};
}

FaultServer::FaultServer(Handler handler, Tls tls)
    : m_handler(std::move(handler))
{
    if (tls == Tls::SelfSigned)
        m_tls = std::make_unique<Tls12>();
    m_listener = Fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    if (::bind(m_listener.get(), reinterpret_cast<sockaddr*>(&address), length) != 0 ||
        ::listen(m_listener.get(), 64) != 0 ||
        ::getsockname(m_listener.get(), reinterpret_cast<sockaddr*>(&address), &length) != 0)
        throw std::runtime_error("cannot listen on loopback");
    m_port = ntohs(address.sin_port);
    m_accepting = std::jthread([this](const std::stop_token& stop) { acceptLoop(stop); });
}

FaultServer::~FaultServer()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
        m_changed.notify_all();
    }
    m_accepting.request_stop();
    ::shutdown(m_listener.get(), SHUT_RDWR);
    m_accepting.join();
    m_connections.clear();
}

void FaultServer::acceptLoop(const std::stop_token& stop)
{
    while (!stop.stop_requested()) {
        Fd socket(::accept4(m_listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
        if (!socket)
            continue;
        const int on = 1;
        ::setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        const std::lock_guard lock(m_mutex);
        m_connections.push_back(std::make_unique<Connection>(*this, std::move(socket)));
    }
}

std::string FaultServer::url() const
{
    return (m_tls ? "https://" : "http://") + domain();
}

const std::string& FaultServer::certificateFile() const
{
    return m_tls->file;
}

void FaultServer::setHandler(Handler handler)
{
    const std::lock_guard lock(m_mutex);
    m_handler = std::move(handler);
}

std::vector<FaultRequest> FaultServer::requests() const
{
    const std::lock_guard lock(m_mutex);
    return m_requests;
}

std::size_t FaultServer::connections() const
{
    const std::lock_guard lock(m_mutex);
    return m_connections.size();
}

FaultReply FaultServer::answer(const FaultRequest& request)
{
    Handler handler;
    {
        const std::lock_guard lock(m_mutex);
        m_requests.push_back(request);
        handler = m_handler;
    }
    return handler(request);
}

void FaultServer::breakUploadAfter(std::size_t bytes)
{
    const std::lock_guard lock(m_mutex);
    m_break = bytes;
}

std::size_t FaultServer::takeBreak(std::size_t length)
{
    const std::lock_guard lock(m_mutex);
    if (!m_break || length <= *m_break)
        return length;
    const std::size_t kept = *m_break;
    m_break.reset();
    return kept;
}

void FaultServer::holdBlobsAfter(std::uint64_t bytes)
{
    const std::lock_guard lock(m_mutex);
    m_isReleased = false;
    m_budget = bytes;
}

bool FaultServer::waitUntilHeld()
{
    std::unique_lock lock(m_mutex);
    return m_changed.wait_for(lock, std::chrono::seconds(60), [&] { return m_held > 0; });
}

void FaultServer::release()
{
    const std::lock_guard lock(m_mutex);
    m_isReleased = true;
    m_budget.reset();
    m_changed.notify_all();
}

bool FaultServer::hold()
{
    std::unique_lock lock(m_mutex);
    ++m_held;
    m_changed.notify_all();
    m_changed.wait(lock, [&] { return m_isReleased || m_isEnding; });
    --m_held;
    return !m_isEnding;
}

std::size_t FaultServer::allowance(bool isBlob, std::size_t wanted)
{
    std::unique_lock lock(m_mutex);
    if (!isBlob || !m_budget)
        return m_isEnding ? 0 : wanted;
    if (*m_budget == 0) {
        lock.unlock();
        return hold() ? wanted : 0;
    }
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(*m_budget, wanted));
    *m_budget -= count;
    return count;
}

FaultServer::Handler forwardTo(std::string baseUrl)
{
    return [transfer = std::make_shared<Transfer>(), baseUrl](const FaultRequest& request) {
        HttpRequest forwarded;
        forwarded.method = request.method;
        forwarded.url = baseUrl + request.target;
        for (const char* name : {"Accept", "Range", "Authorization"}) {
            if (const std::string value = request.header(name); !value.empty())
                forwarded.headers.push_back(std::string(name) + ": " + value);
        }
        const auto answer = transfer->fetch(forwarded, Bytes(4ull << 30), {});
        FaultReply reply;
        if (!answer) {
            reply.status = 502;
            return reply;
        }
        reply.status = static_cast<int>(answer->head.status);
        reply.body = answer->body;
        for (const auto& [name, value] : answer->head.headers) {
            if (!equalsIgnoringCase(name, "Content-Length") &&
                !equalsIgnoringCase(name, "Transfer-Encoding") &&
                !equalsIgnoringCase(name, "Connection"))
                reply.headers.emplace_back(name, value);
        }
        return reply;
    };
}

} // namespace onggi::test
