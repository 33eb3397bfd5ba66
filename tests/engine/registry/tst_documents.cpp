// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Registries that are busy, fail, or send documents that do not agree with what pointed to them.

#include <atomic>
#include <functional>
#include <thread>
#include <vector>

#include <QTest>

#include "engine/core/cancel.h"
#include "tests/engine/registry/faulty_calls.h"

using namespace onggi;
using namespace onggi::test;

class TestDocuments : public QObject, private FaultyCalls {
    Q_OBJECT

private slots:
    void busyRegistryIsAskedAgain()
    {
        std::atomic<int> asked = 0;
        MemoryRegistry content;
        content.addManifest("1", kManifestType, manifestText());
        FaultServer server([&](const FaultRequest& request) {
            if (++asked > 2)
                return content(request);
            FaultReply reply = status(asked == 1 ? 429 : 503);
            reply.headers = {{"Retry-After", "0"}};
            return reply;
        });
        QCOMPARE(fetch(server).documents.size(), std::size_t(1));
        QCOMPARE(asked.load(), 3);
    }

    void longRetryAfterIsNotWaitedFor()
    {
        FaultServer server([&](const FaultRequest&) {
            FaultReply reply = status(429);
            reply.headers = {{"Retry-After", "3600"}};
            return reply;
        });
        QVERIFY(refused(server).code() == Code::RegistryRateLimited);
        QCOMPARE(server.requests().size(), std::size_t(1));
    }

    void failingRegistryIsGivenUp()
    {
        FaultServer server([&](const FaultRequest&) { return status(500); });
        const Error error = refused(server);
        QVERIFY(error.code() == Code::RegistryUnreachable);
        QVERIFY(error.message().contains("500"));
        QCOMPARE(server.requests().size(), std::size_t(3));
    }

    void waitForTheNextTryEndsWhenStopped()
    {
        std::stop_source stop;
        FaultServer server([&](const FaultRequest&) {
            stop.request_stop();
            return status(500);
        });
        RegistryOptions options = impatient();
        options.retry.firstDelay = options.retry.maxDelay = 1h;
        RegistryClient client(m_transfer, options);
        QVERIFY_THROWS_EXCEPTION(
            Cancelled, client.fetchManifest(referenceTo(server), kPlatform, stop.get_token()));
    }

    void silentRegistryIsUnreachableAfterTheTimeGiven()
    {
        FaultServer server([](const FaultRequest&) {
            FaultReply reply;
            reply.isSilent = true;
            return reply;
        });
        RegistryOptions options = impatient();
        options.firstAnswerTimeout = 100ms;
        QVERIFY(refused(server, options).code() == Code::RegistryUnreachable);
    }

    void nobodyListensIsUnreachable()
    {
        Reference reference;
        {
            const FaultServer gone([](const FaultRequest&) { return FaultReply(); });
            reference = referenceTo(gone);
        }
        const Error error = refused(reference, impatient());
        QVERIFY(error.code() == Code::RegistryUnreachable);
        QVERIFY(error.message().contains(reference.domain));
        QVERIFY(error.message().contains("refused"));
    }

    void registrysWordsAreCutAndEscaped()
    {
        FaultServer server([](const FaultRequest&) {
            return status(403, errorText("DENIED", "\x1b[31m" + std::string(5000, 'x')));
        });
        const Error error = refused(server);
        QVERIFY(error.code() == Code::RegistryDenied);
        QVERIFY(error.detail().contains("DENIED: \\x1b[31mxxx"));
        QVERIFY(error.detail().size() < 400);
    }

    void manifestByDigestMustHaveThatDigest()
    {
        FaultServer server([](const FaultRequest&) {
            FaultReply reply = status(200, manifestText());
            reply.headers = {{"Content-Type", kManifestType}};
            return reply;
        });
        Reference reference = referenceTo(server);
        reference.digest = Sha256::of(std::string_view("something else"));
        QVERIFY(refused(reference, impatient()).code() == Code::RegistryDigestMismatch);
    }

    void manifestByTagMustHaveTheDigestThatIsAnnounced()
    {
        FaultServer server([](const FaultRequest&) {
            FaultReply reply = status(200, manifestText());
            reply.headers = {
                {"Content-Type", kManifestType},
                {"Docker-Content-Digest", Sha256::of(std::string_view("other")).text()}};
            return reply;
        });
        QVERIFY(refused(server).code() == Code::RegistryDigestMismatch);
    }

    void wrongContentTypeIsRefused()
    {
        FaultServer server([](const FaultRequest&) {
            FaultReply reply = status(200, manifestText());
            reply.headers = {{"Content-Type", kIndexType}};
            return reply;
        });
        const Code code = refused(server).code();
        QVERIFY(code == Code::DocumentInvalid || code == Code::RegistryMediaType);
    }

    void webPageIsNoManifest()
    {
        FaultServer server([](const FaultRequest&) {
            FaultReply reply = status(200, "<html>Please sign in to this network</html>");
            reply.headers = {{"Content-Type", "text/html; charset=utf-8"}};
            return reply;
        });
        const Code code = refused(server).code();
        QVERIFY(code == Code::DocumentInvalid || code == Code::RegistryMediaType);
    }

    void hugeManifestIsRefused_data()
    {
        QTest::addColumn<bool>("isChunked");
        QTest::newRow("announced") << false;
        QTest::newRow("unannounced") << true;
    }
    void hugeManifestIsRefused()
    {
        QFETCH(bool, isChunked);
        FaultServer server([&](const FaultRequest&) {
            FaultReply reply = status(200, std::string(5 << 20, ' '));
            reply.headers = {{"Content-Type", kManifestType}};
            reply.isChunked = isChunked;
            return reply;
        });
        QVERIFY(refused(server).code() == Code::RegistryTooLarge);
    }

    void indexEntryMustAgreeWithWhatItLeadsTo()
    {
        for (const auto& change : std::vector<std::pair<Code, std::function<void(Descriptor&)>>>{
                 {Code::RegistrySizeMismatch, [](Descriptor& d) { d.size = d.size + Bytes(1); }},
                 {Code::RegistryTooLarge, [](Descriptor& d) { d.size = Bytes(1ull << 40); }},
                 {Code::RegistryMediaType, [](Descriptor& d) {
                      d.mediaType = "application/vnd.docker.distribution.manifest.v2+json";
                  }}}) {
            Descriptor descriptor = describe(manifestText(), kManifestType);
            change.second(descriptor);
            MemoryRegistry content;
            content.addManifest("other", kManifestType, manifestText());
            content.addManifest("1", kIndexType, indexTo(descriptor));
            FaultServer server(content);
            QVERIFY(refused(server).code() == change.first);
        }
    }

    void indexesAreFollowedToDepthFour()
    {
        for (const int depth : {4, 5}) {
            MemoryRegistry content;
            content.addManifest("other", kManifestType, manifestText());
            Descriptor target = describe(manifestText(), kManifestType);
            for (int i = 0; i < depth; ++i) {
                const std::string index = indexTo(target);
                content.addManifest("1", kIndexType, index);
                target = describe(index, kIndexType);
            }
            FaultServer server(content);
            if (depth == kMaxIndexDepth)
                QCOMPARE(fetch(server).documents.size(), std::size_t(5));
            else
                QVERIFY(refused(server).code() == Code::DocumentInvalid);
        }
    }

    void configIsVerified()
    {
        FaultServer server([](const FaultRequest&) { return status(200, "{ }"); });
        RegistryClient client(m_transfer, impatient());
        const auto codeFor = [&](const Descriptor& config) {
            try {
                client.fetchConfig(referenceTo(server), config, {});
            } catch (const Error& error) {
                return error.code();
            }
            return Code::SystemIo;
        };
        QCOMPARE(client.fetchConfig(referenceTo(server), describe("{ }"), {}), std::string("{ }"));
        QVERIFY(codeFor(describe("{,}")) == Code::RegistryDigestMismatch);
        QVERIFY(codeFor(describe("{}")) == Code::RegistryTooLarge);
        QVERIFY(codeFor(describe("{  }")) == Code::RegistrySizeMismatch);
        Descriptor huge = describe("{ }");
        huge.size = Bytes(9 << 20);
        QVERIFY(codeFor(huge) == Code::RegistryTooLarge);
    }
};

QTEST_GUILESS_MAIN(TestDocuments)
#include "tst_documents.moc"
