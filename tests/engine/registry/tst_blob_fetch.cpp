// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Downloads that break, stall, or have another length than was said.

#include <atomic>
#include <functional>
#include <thread>
#include <vector>

#include <QTest>

#include "engine/core/cancel.h"
#include "tests/engine/registry/faulty_calls.h"

using namespace onggi;
using namespace onggi::test;

namespace {

// As the spool does, it compares what comes once more.
class Comparing : public Collected {
public:
    bool repeats(std::uint64_t offset, std::span<const std::byte> bytes) override
    {
        const std::string_view again(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        return std::string_view(text).substr(static_cast<std::size_t>(offset), again.size()) ==
               again;
    }
};

FaultReply tagged(FaultReply reply, const std::string& tag)
{
    reply.headers.emplace_back("ETag", tag);
    return reply;
}

} // namespace

class TestBlobFetch : public QObject, private FaultyCalls {
    Q_OBJECT

private slots:
    void brokenDownloadGoesOnWhereItEnded()
    {
        const std::string blob = numbers(1000000);
        MemoryRegistry content;
        content.addBlob(blob);
        FaultServer server([&](const FaultRequest& request) {
            FaultReply reply = content(request);
            reply.cutAfter = 300000;
            return reply;
        });
        Collected sink;
        fetchBlob(server, describe(blob), sink);
        QVERIFY(sink.text == blob);
        std::vector<std::string> ranges;
        for (const FaultRequest& request : server.requests())
            ranges.push_back(request.header("Range"));
        const std::vector<std::string> expected = {"", "bytes=300000-", "bytes=600000-",
                                                   "bytes=900000-"};
        QVERIFY(ranges == expected);
    }

    void serverThatIgnoresRangeIsReadFromItsBeginning()
    {
        const std::string blob = numbers(1000000);
        std::atomic<int> asked = 0;
        FaultServer server([&](const FaultRequest&) {
            FaultReply reply = status(200, blob);
            reply.cutAfter = 400000 * static_cast<std::size_t>(++asked);
            return reply;
        });
        Collected sink;
        fetchBlob(server, describe(blob), sink);
        QVERIFY(sink.text == blob);
        QCOMPARE(asked.load(), 3);
    }

    void restIsAskedForByTheFirstAnswersTag_data()
    {
        QTest::addColumn<QString>("tag");
        QTest::addColumn<QString>("ifRange");
        const auto row = [](const char* name, const char* tag, const char* ifRange) {
            QTest::newRow(name) << tag << ifRange;
        };
        row("strong", "\"one\"", "\"one\"");
        row("weak", "W/\"one\"", "");
        row("no tag at all", "one", "");
        row("two in one", "\"one\", \"two\"", "");
    }
    void restIsAskedForByTheFirstAnswersTag()
    {
        QFETCH(QString, tag);
        QFETCH(QString, ifRange);
        const std::string blob = numbers(1000000);
        MemoryRegistry content;
        content.addBlob(blob);
        FaultServer server([&](const FaultRequest& request) {
            FaultReply reply = content(request);
            if (request.header("Range").empty())
                reply = tagged(std::move(reply), tag.toStdString());
            reply.cutAfter = 400000;
            return reply;
        });
        Comparing sink;
        fetchBlob(server, describe(blob), sink);
        QVERIFY(sink.text == blob);
        const auto requests = server.requests();
        QCOMPARE(requests.size(), std::size_t(3));
        QCOMPARE(requests[0].header("If-Range"), std::string());
        QCOMPARE(requests[1].header("If-Range"), ifRange.toStdString());
        QCOMPARE(requests[2].header("If-Range"), ifRange.toStdString());
    }

    void otherBytesInWholeAreNotJoined()
    {
        const std::string blob = numbers(1000);
        std::string older = blob;
        older[10] = 'x';
        FaultServer server([&](const FaultRequest& request) {
            if (!request.header("Range").empty())
                return tagged(status(200, blob), "\"new\"");
            FaultReply reply = tagged(status(200, older), "\"old\"");
            reply.cutAfter = 500;
            return reply;
        });
        Comparing sink;
        QVERIFY(refusedBlob(server, describe(blob), sink) == Code::RegistryDigestMismatch);
        QCOMPARE(sink.text, older.substr(0, 500));
    }

    void partOfAnotherVersionIsNotJoined()
    {
        const std::string blob = numbers(1000);
        std::atomic<int> wholes = 0;
        FaultServer server([&](const FaultRequest& request) {
            if (request.header("Range").empty()) {
                FaultReply reply = tagged(status(200, blob), "\"right\"");
                if (++wholes == 1)
                    reply.cutAfter = 500;
                return reply;
            }
            FaultReply reply = tagged(status(206, std::string(500, 'x')), "\"wrong\"");
            reply.headers.emplace_back("Content-Range", "bytes 500-999/1000");
            return reply;
        });
        Comparing sink;
        fetchBlob(server, describe(blob), sink);
        QVERIFY(sink.text == blob);
        QCOMPARE(server.requests().size(), std::size_t(3));
    }

    void serverThatSendsAnotherPartIsRefused()
    {
        const std::string blob = numbers(1000);
        FaultServer server([&](const FaultRequest&) {
            FaultReply reply = status(206, blob.substr(400));
            reply.headers = {{"Content-Range", "bytes 400-999/1000"}};
            return reply;
        });
        Collected sink;
        QVERIFY(refusedBlob(server, describe(blob), sink, Bytes(500)) == Code::RegistryProtocol);
        QVERIFY(sink.text.empty());
    }

    void tryingEndsWithoutProgress()
    {
        FaultServer server([](const FaultRequest& request) {
            FaultReply reply = status(request.header("Range").empty() ? 200 : 206, numbers(1000));
            reply.headers = {{"Content-Range", "bytes 10-999/1000"}};
            reply.body = request.header("Range").empty() ? reply.body : reply.body.substr(10);
            reply.cutAfter = request.header("Range").empty() ? 10 : 0;
            return reply;
        });
        Collected sink;
        QVERIFY(refusedBlob(server, describe(numbers(1000)), sink) == Code::RegistryUnreachable);
        QCOMPARE(sink.text, numbers(10));
        QCOMPARE(server.requests().size(), std::size_t(1 + 3 - 1));
    }

    void wrongLengthsAreRefused_data()
    {
        QTest::addColumn<int>("sent");
        QTest::addColumn<bool>("isChunked");
        QTest::newRow("announced longer") << 1001 << false;
        QTest::newRow("announced shorter") << 999 << false;
        QTest::newRow("chunked longer") << 2000 << true;
        QTest::newRow("chunked shorter") << 999 << true;
    }
    void wrongLengthsAreRefused()
    {
        QFETCH(int, sent);
        QFETCH(bool, isChunked);
        const std::string blob = numbers(1000);
        FaultServer server([&](const FaultRequest& request) {
            FaultReply reply = status(200, numbers(static_cast<std::size_t>(sent)));
            if (!request.header("Range").empty() && sent < 1000)
                reply = status(416);
            reply.isChunked = isChunked;
            return reply;
        });
        Collected sink;
        const Code code = refusedBlob(server, describe(blob), sink);
        QVERIFY(code == Code::RegistrySizeMismatch || code == Code::RegistryProtocol);
        QVERIFY(sink.text.size() <= blob.size());
    }

    void silentConnectionIsGivenUpAndTheNextGoesOn()
    {
        const std::string blob = numbers(100000);
        MemoryRegistry content;
        content.addBlob(blob);
        FaultServer server([&](const FaultRequest& request) {
            FaultReply reply = content(request);
            if (request.header("Range").empty())
                reply.holdAfter = 50000;
            return reply;
        });
        TransferOptions options;
        options.stallTimeout = 1s;
        Transfer transfer(options);
        RegistryClient client(transfer, impatient());
        Collected sink;
        Progress progress;
        client.fetchBlob(referenceTo(server), describe(blob), {}, sink, progress, {});
        QVERIFY(sink.text == blob);
    }

    void serverHoldsBlobsTogetherAtAnOffset()
    {
        const std::string blob = numbers(1000000);
        MemoryRegistry content;
        content.addBlob(blob);
        FaultServer server(content);
        server.holdBlobsAfter(123456);
        Collected sink;
        {
            const std::jthread caller([&] { fetchBlob(server, describe(blob), sink); });
            QVERIFY(server.waitUntilHeld());
            server.release();
        }
        QVERIFY(sink.text == blob);
    }

    void cancelledDownloadLeavesACorrectBeginning()
    {
        const std::string blob = numbers(1000000);
        MemoryRegistry content;
        content.addBlob(blob);
        FaultServer server(content);
        server.holdBlobsAfter(500000);
        Collected sink;
        RegistryClient client(m_transfer, impatient());
        std::stop_source stop;
        Progress progress;
        {
            const std::jthread stopper([&] {
                server.waitUntilHeld();
                stop.request_stop();
            });
            QVERIFY_THROWS_EXCEPTION(Cancelled,
                                     client.fetchBlob(referenceTo(server), describe(blob), {}, sink,
                                                      progress, stop.get_token()));
        }
        QVERIFY(blob.starts_with(sink.text));
        server.release();
        client.fetchBlob(referenceTo(server), describe(blob), Bytes(sink.text.size()), sink,
                         progress, {});
        QVERIFY(sink.text == blob);
    }
};

QTEST_GUILESS_MAIN(TestBlobFetch)
#include "tst_blob_fetch.moc"
