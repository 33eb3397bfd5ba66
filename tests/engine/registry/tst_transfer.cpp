// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/registry/transfer.h"

#include <atomic>
#include <memory>
#include <stdexcept>
#include <thread>
#include <vector>

#include <QTest>

#include "engine/core/cancel.h"
#include "tests/support/fault_server.h"

using namespace onggi;
using namespace std::chrono_literals;

namespace {

HttpRequest get(const test::FaultServer& server, const std::string& path = "/")
{
    HttpRequest request;
    request.url = server.url() + path;
    return request;
}

test::FaultReply replyWith(std::string body)
{
    test::FaultReply reply;
    reply.body = std::move(body);
    return reply;
}

std::string numbers(std::size_t size)
{
    std::string text;
    for (std::size_t i = 0; text.size() < size; ++i)
        text += std::to_string(i) + ' ';
    text.resize(size);
    return text;
}

} // namespace

class TestTransfer : public QObject {
    Q_OBJECT

private slots:
    void requestArrivesAndTheAnswerComesBack()
    {
        test::FaultServer server([](const test::FaultRequest& request) {
            test::FaultReply reply = replyWith("hello " + request.body);
            reply.status = 201;
            reply.headers = {{"X-Answer", "  42 "}, {"x-answer", "43"}};
            return reply;
        });
        Transfer transfer;
        HttpRequest request = get(server, "/a?b");
        request.method = "PUT";
        request.body = "world";
        request.headers = {"X-Question: why"};
        const auto response = transfer.fetch(request, Bytes(100), {});
        QVERIFY(response);
        QCOMPARE(response->body, std::string("hello world"));
        QCOMPARE(response->head.status, 201L);
        QVERIFY(response->head.find("X-ANSWER") == "42");
        QCOMPARE(response->head.findAll("x-answer").size(), std::size_t(2));
        const test::FaultRequest seen = server.requests().front();
        QCOMPARE(seen.method, std::string("PUT"));
        QCOMPARE(seen.target, std::string("/a?b"));
        QCOMPARE(seen.header("x-question"), std::string("why"));
        QVERIFY(seen.header("User-Agent").starts_with("Onggi/"));
        QCOMPARE(seen.header("Authorization"), std::string());
    }

    void proxyIsNotAskedForLoopback()
    {
        test::FaultServer server([](const auto&) { return replyWith("direct"); });
        test::FaultServer proxy([](const auto&) { return replyWith("through the proxy"); });
        qputenv("http_proxy", QByteArray::fromStdString(proxy.url()));
        Transfer transfer;
        const auto direct = transfer.fetch(get(server), Bytes(100), {});
        HttpRequest elsewhere;
        elsewhere.url = "http://registry.invalid/"; // a name that never exists (RFC 2606)
        const auto proxied = transfer.fetch(elsewhere, Bytes(100), {});
        qunsetenv("http_proxy");
        QVERIFY(direct && proxied);
        QCOMPARE(direct->body, std::string("direct"));
        QCOMPARE(proxied->body, std::string("through the proxy"));
    }

    void connectionsAreUsedAgain()
    {
        test::FaultServer server([](const auto&) { return replyWith("x"); });
        Transfer transfer;
        for (int i = 0; i < 20; ++i)
            QVERIFY(transfer.fetch(get(server), Bytes(1), {}));
        QCOMPARE(server.connections(), std::size_t(1));
    }

    void manyThreadsShareTheLimitOfConnections()
    {
        const std::string body = numbers(300000);
        test::FaultServer server([&](const auto&) { return replyWith(body); });
        TransferOptions options;
        options.maxConnectionsPerHost = 3;
        Transfer transfer(options);
        std::atomic<int> right = 0;
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 16; ++i) {
                threads.emplace_back([&] {
                    for (int k = 0; k < 5; ++k) {
                        const auto response = transfer.fetch(get(server), Bytes(1 << 20), {});
                        right += response && response->body == body;
                    }
                });
            }
        }
        QCOMPARE(right.load(), 80);
        QVERIFY(server.connections() <= 3);
    }

    void redirectsAreHandedBack()
    {
        test::FaultServer server([](const auto&) {
            test::FaultReply reply;
            reply.status = 307;
            reply.headers = {{"Location", "/elsewhere"}};
            return reply;
        });
        Transfer transfer;
        const auto response = transfer.fetch(get(server), Bytes(1), {});
        QCOMPARE(response->head.status, 307L);
        QCOMPARE(server.requests().size(), std::size_t(1));
    }

    void slowReceiverLosesNothingAndIsNotAStall()
    {
        const std::string body = numbers(64 << 20);
        test::FaultServer server([&](const auto&) { return replyWith(body); });
        TransferOptions options;
        options.stallTimeout = 1s;
        Transfer transfer(options);
        std::string received;
        std::uint64_t readAhead = 0;
        const auto done = transfer.stream(
            get(server), [](const HttpHead&) {},
            [&](std::span<const std::byte> bytes) {
                QVERIFY(bytes.size() <= Transfer::kPieceBytes);
                // Long enough for a stall to be found where none is.
                if (received.empty()) {
                    std::this_thread::sleep_for(2500ms);
                    readAhead = server.bytesSent();
                }
                received.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
            },
            {});
        QVERIFY(done);
        // What the kernel's buffers take is beyond our control; most of it stays with the server.
        QVERIFY(readAhead < body.size() / 2);
        QVERIFY(received == body);
    }

    void silentServerIsAStall()
    {
        test::FaultServer server([](const auto&) {
            test::FaultReply reply = replyWith("0123456789");
            reply.holdAfter = 5;
            return reply;
        });
        TransferOptions options;
        options.stallTimeout = 1s;
        Transfer transfer(options);
        const auto response = transfer.fetch(get(server), Bytes(100), {});
        QVERIFY(!response);
        QVERIFY(response.error().kind == TransferFailure::Kind::Stalled);
    }

    void missingAnswerEndsAtTheDeadline()
    {
        test::FaultServer server([](const auto&) {
            test::FaultReply reply;
            reply.isSilent = true;
            return reply;
        });
        Transfer transfer;
        HttpRequest request = get(server);
        request.answerDeadline = std::chrono::steady_clock::now() + 50ms;
        const auto response = transfer.fetch(request, Bytes(100), {});
        QVERIFY(!response);
        QVERIFY(response.error().kind == TransferFailure::Kind::NoAnswer);
    }

    void earlyEndIsTold()
    {
        test::FaultServer server([](const auto&) {
            test::FaultReply reply = replyWith("0123456789");
            reply.cutAfter = 5;
            return reply;
        });
        Transfer transfer;
        std::string received;
        const auto done = transfer.stream(
            get(server), [](const HttpHead&) {},
            [&](std::span<const std::byte> bytes) {
                received.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
            },
            {});
        QVERIFY(!done);
        QVERIFY(done.error().kind == TransferFailure::Kind::Broken);
        QCOMPARE(received, std::string("01234"));
    }

    void longBodyIsRefused()
    {
        test::FaultServer server([](const auto&) { return replyWith(std::string(1000, 'x')); });
        Transfer transfer;
        QVERIFY(transfer.fetch(get(server), Bytes(1000), {}));
        const auto response = transfer.fetch(get(server), Bytes(999), {});
        QVERIFY(!response);
        QVERIFY(response.error().kind == TransferFailure::Kind::TooLarge);
    }

    void endlessHeadIsRefused()
    {
        test::FaultServer server([](const auto&) {
            test::FaultReply reply;
            for (int i = 0; i < 400; ++i)
                reply.headers.emplace_back("X-Much", std::string(1000, 'x'));
            return reply;
        });
        Transfer transfer;
        QVERIFY(!transfer.fetch(get(server), Bytes(1000), {}));
    }

    void otherProtocolsDoNotExist()
    {
        Transfer transfer;
        HttpRequest request;
        for (const char* url : {"file:///etc/passwd", "ftp://127.0.0.1/", "dict://127.0.0.1/"}) {
            request.url = url;
            QVERIFY(!transfer.fetch(request, Bytes(1000), {}));
        }
    }

    void refusedConnectionIsTold()
    {
        HttpRequest request;
        {
            const test::FaultServer gone([](const auto&) { return test::FaultReply(); });
            request.url = gone.url();
        }
        Transfer transfer;
        const auto response = transfer.fetch(request, Bytes(100), {});
        QVERIFY(!response);
        QVERIFY(response.error().kind == TransferFailure::Kind::Connect);
    }

    void receiversExceptionComesOut()
    {
        test::FaultServer server([](const auto&) { return replyWith(numbers(5 << 20)); });
        Transfer transfer;
        QVERIFY_THROWS_EXCEPTION(std::runtime_error,
                                 (void)transfer.stream(
                                     get(server), [](const HttpHead&) {},
                                     [](auto) { throw std::runtime_error("full"); }, {}));
        QVERIFY_THROWS_EXCEPTION(std::runtime_error,
                                 (void)transfer.stream(
                                     get(server),
                                     [](const HttpHead&) { throw std::runtime_error("no"); },
                                     [](auto) {}, {}));
        QVERIFY(transfer.fetch(get(server), Bytes(10 << 20), {}));
    }

    void stopEndsAWaitForTheHeadAndForTheBody()
    {
        test::FaultServer server([](const test::FaultRequest& request) {
            test::FaultReply reply = replyWith("0123456789");
            reply.isSilent = request.target == "/silent";
            reply.holdAfter = 5;
            return reply;
        });
        Transfer transfer;
        for (const char* path : {"/silent", "/held"}) {
            std::stop_source stop;
            const std::jthread stopper([&] {
                server.waitUntilHeld();
                stop.request_stop();
            });
            QVERIFY_THROWS_EXCEPTION(
                Cancelled, (void)transfer.fetch(get(server, path), Bytes(100), stop.get_token()));
        }
    }

    void endOfTheTransferEndsItsCalls()
    {
        test::FaultServer server([](const auto&) {
            test::FaultReply reply;
            reply.isSilent = true;
            return reply;
        });
        auto transfer = std::make_unique<Transfer>();
        std::atomic<bool> isCancelled = false;
        const std::jthread caller([&, &borrowed = *transfer] {
            try {
                (void)borrowed.fetch(get(server), Bytes(100), {});
            } catch (const Cancelled&) {
                isCancelled = true;
            }
        });
        QVERIFY(server.waitUntilHeld());
        transfer.reset();
        QTRY_VERIFY(isCancelled);
    }

    void certificateIsVerifiedUnlessWaived()
    {
        test::FaultServer server([](const auto&) { return replyWith("x"); },
                                 test::FaultServer::Tls::SelfSigned);
        Transfer strict;
        HttpRequest request = get(server);
        const auto refused = strict.fetch(request, Bytes(100), {});
        QVERIFY(!refused);
        QVERIFY(refused.error().kind == TransferFailure::Kind::Certificate);
        QVERIFY(server.requests().empty());

        TransferOptions options;
        options.caFile = server.certificateFile();
        Transfer informed(options);
        QVERIFY(informed.fetch(request, Bytes(100), {}));

        request.tlsVerify = false;
        QVERIFY(strict.fetch(request, Bytes(100), {}));
        // A connection that was not verified is not taken for one that is.
        request.tlsVerify = true;
        QVERIFY(!strict.fetch(request, Bytes(100), {}));
    }
};

QTEST_GUILESS_MAIN(TestTransfer)
#include "tst_transfer.moc"
