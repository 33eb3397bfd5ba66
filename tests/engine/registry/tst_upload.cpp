// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Uploads to a registry that is right, that breaks, and that lies.

#include "engine/registry/upload.h"

#include <atomic>
#include <cstring>
#include <thread>

#include <QTest>

#include "engine/core/cancel.h"
#include "tests/engine/registry/faulty_calls.h"
#include "tests/support/upload_registry.h"

using namespace onggi;
using namespace onggi::test;

namespace {

constexpr std::size_t kLarge = 6'000'000; // more than one request takes

BlobReader readerOf(const std::string& bytes)
{
    return [&bytes](std::uint64_t offset, std::span<std::byte> buffer) {
        std::memcpy(buffer.data(), bytes.data() + offset, buffer.size());
        return buffer.size();
    };
}

// The bytes that a progress has heard of.
class Heard : public ProgressSink {
public:
    void stepBegan(std::uint64_t, std::uint64_t, StepKind, std::string_view,
                   Bytes) noexcept override
    {
    }
    void stepAdvanced(std::uint64_t, Bytes bytes, Bytes) noexcept override { done = bytes.count(); }
    void stepEnded(std::uint64_t) noexcept override {}
    std::atomic<std::uint64_t> done = 0;
};

std::string methodsOf(const FaultServer& server)
{
    std::string text;
    for (const FaultRequest& request : server.requests())
        text += (text.empty() ? "" : " ") + request.method;
    return text;
}

} // namespace

class TestUpload : public QObject, private FaultyCalls {
    Q_OBJECT

private slots:
    void readsHowMuchTheRegistryHas_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qlonglong>("reached");
        const auto row = [](const char* text, qlonglong reached) {
            QTest::newRow(*text ? text : "empty") << QByteArray(text) << reached;
        };
        row("0-499", 500);
        row("bytes=0-499", 500);
        row("0-0", 0);
        row("0-4294967296", 4294967297);
        row("", -1);
        row("0-", -1);
        row("1-499", -1);
        row("0-499 ", -1);
        row("0-4x", -1);
        row("0--1", -1);
        row("0-18446744073709551615", -1);
        row("0-99999999999999999999", -1);
    }
    void readsHowMuchTheRegistryHas()
    {
        QFETCH(QByteArray, text);
        QFETCH(qlonglong, reached);
        const auto parsed = parseUploadedRange(text.toStdString());
        QCOMPARE(parsed ? static_cast<qlonglong>(*parsed) : -1, reached);
    }

    void smallBlobTakesTwoRequests_data()
    {
        QTest::addColumn<int>("size");
        QTest::newRow("empty") << 0;
        QTest::newRow("one byte") << 1;
        QTest::newRow("some") << 300'000;
    }
    void smallBlobTakesTwoRequests()
    {
        QFETCH(int, size);
        const std::string blob = numbers(static_cast<std::size_t>(size));
        push(blob);
        QCOMPARE(m_registry->blob(Sha256::of(blob).text()), blob);
        QCOMPARE(methodsOf(*m_server), std::string("POST PUT"));
    }

    void largeBlobIsSentAndThenClosed()
    {
        const std::string blob = numbers(kLarge);
        push(blob);
        QVERIFY(m_registry->blob(Sha256::of(blob).text()) == blob);
        QCOMPARE(methodsOf(*m_server), std::string("POST PATCH PUT"));
        QCOMPARE(m_heard->done.load(), std::uint64_t(kLarge));
    }

    void brokenUploadGoesOnWhereTheRegistryIs()
    {
        const std::string blob = numbers(kLarge);
        m_server->breakUploadAfter(2'500'000);
        push(blob);
        QVERIFY(m_registry->blob(Sha256::of(blob).text()) == blob);
        QCOMPARE(methodsOf(*m_server), std::string("POST PATCH GET PATCH PUT"));
        QCOMPARE(m_server->requests()[3].header("Content-Range"),
                 "2500000-" + std::to_string(kLarge - 1));
        QCOMPARE(m_heard->done.load(), std::uint64_t(kLarge));
    }

    void serverErrorsAreTriedAgain()
    {
        std::atomic<int> failures = 0;
        answer([&](const FaultRequest& request) {
            const bool isDue = (request.method == "POST" && failures == 0) ||
                               (request.method == "PATCH" && failures == 1) ||
                               (request.method == "PUT" && failures == 2);
            if (isDue) {
                ++failures;
                return status(503);
            }
            return (*m_registry)(request);
        });
        const std::string blob = numbers(kLarge);
        push(blob);
        QCOMPARE(failures.load(), 3);
        QVERIFY(m_registry->blob(Sha256::of(blob).text()) == blob);
    }

    void registryThatFailsForGoodIsGivenUp()
    {
        answer([](const FaultRequest&) { return status(500); });
        QVERIFY(refused("x") == Code::RegistryUnreachable);
        QCOMPARE(m_server->requests().size(), std::size_t(3));
    }

    void partThatDoesNotFitIsAskedFor()
    {
        std::atomic<bool> hasLied = false;
        answer([&](const FaultRequest& request) {
            // It has a beginning that nobody told us of.
            if (request.method == "PATCH" && !hasLied.exchange(true)) {
                FaultRequest part = request;
                part.body.resize(1'000'000);
                (*m_registry)(part);
                return status(416);
            }
            return (*m_registry)(request);
        });
        const std::string blob = numbers(kLarge);
        push(blob);
        QVERIFY(m_registry->blob(Sha256::of(blob).text()) == blob);
        QCOMPARE(methodsOf(*m_server), std::string("POST PATCH GET PATCH PUT"));
    }

    void partThatNeverFitsIsGivenUp()
    {
        answer([&](const FaultRequest& request) {
            return request.method == "PATCH" ? status(416) : (*m_registry)(request);
        });
        QVERIFY(refused(numbers(kLarge)) == Code::RegistryProtocol);
    }

    void lostUploadBeginsAnewOnce()
    {
        std::atomic<bool> hasLost = false;
        answer([&](const FaultRequest& request) {
            if (request.method == "PUT" && !hasLost.exchange(true))
                m_registry->loseUploads();
            return (*m_registry)(request);
        });
        const std::string blob = numbers(kLarge);
        push(blob);
        QVERIFY(m_registry->blob(Sha256::of(blob).text()) == blob);
        QCOMPARE(methodsOf(*m_server), std::string("POST PATCH PUT HEAD POST PATCH PUT"));
        QCOMPARE(m_heard->done.load(), std::uint64_t(kLarge));
    }

    void registryThatAlwaysLosesUploadsIsGivenUp()
    {
        answer([&](const FaultRequest& request) {
            if (request.method == "PUT")
                m_registry->loseUploads();
            return (*m_registry)(request);
        });
        QVERIFY(refused(numbers(kLarge)) == Code::RegistryNotFound);
    }

    void blobThatWasStoredUnheardIsNotSentAgain()
    {
        std::atomic<bool> hasFailed = false;
        answer([&](const FaultRequest& request) {
            const FaultReply reply = (*m_registry)(request);
            return request.method == "PUT" && !hasFailed.exchange(true) ? status(504) : reply;
        });
        push(numbers(kLarge));
        QCOMPARE(methodsOf(*m_server), std::string("POST PATCH PUT GET HEAD"));
    }

    void damagedResumeBeginsAnew()
    {
        std::atomic<bool> hasDamaged = false;
        answer([&](const FaultRequest& request) {
            FaultRequest received = request;
            if (request.isCut && !hasDamaged.exchange(true))
                received.body[7] ^= 1;
            return (*m_registry)(received);
        });
        const std::string blob = numbers(kLarge);
        m_server->breakUploadAfter(1'000'000);
        push(blob);
        QVERIFY(m_registry->blob(Sha256::of(blob).text()) == blob);
    }

    void registryThatHasOtherBytesIsRefused()
    {
        answer([&](const FaultRequest& request) {
            FaultReply reply = (*m_registry)(request);
            if (request.method == "PUT")
                reply.headers = {{"Docker-Content-Digest", Sha256::of("another").text()}};
            return reply;
        });
        QVERIFY(refused("x") == Code::RegistryDigestMismatch);
    }

    void registryThatTakesMoreThanWasSentIsRefused()
    {
        answer([&](const FaultRequest& request) {
            FaultReply reply = (*m_registry)(request);
            if (request.method == "PATCH")
                reply.headers.back() = {"Range", "0-" + std::to_string(kLarge)};
            return reply;
        });
        QVERIFY(refused(numbers(kLarge)) == Code::RegistryProtocol);
    }

    void registryThatTakesItByAndByIsFollowed()
    {
        answer([&](const FaultRequest& request) {
            FaultRequest received = request;
            if (request.method == "PATCH" && request.body.size() > 2'500'000)
                received.body.resize(2'500'000);
            return (*m_registry)(received);
        });
        const std::string blob = numbers(kLarge);
        push(blob);
        QVERIFY(m_registry->blob(Sha256::of(blob).text()) == blob);
    }

    void redirectOfAnUploadIsRefused_data()
    {
        QTest::addColumn<QByteArray>("method");
        for (const char* method : {"POST", "PATCH", "PUT"})
            QTest::newRow(method) << QByteArray(method);
    }
    void redirectOfAnUploadIsRefused()
    {
        QFETCH(QByteArray, method);
        FaultServer elsewhere([](const FaultRequest&) { return status(201); });
        answer([&](const FaultRequest& request) {
            return request.method == method.toStdString() ? redirectTo(elsewhere.url() + "/x")
                                                          : (*m_registry)(request);
        });
        QVERIFY(refused(numbers(kLarge)) == Code::RegistryProtocol);
        QVERIFY(elsewhere.requests().empty());
    }

    void uploadThatLeadsNowhereIsRefused_data()
    {
        QTest::addColumn<QByteArray>("location");
        QTest::newRow("none") << QByteArray();
        QTest::newRow("file") << QByteArray("file:///etc/passwd");
        QTest::newRow("password in it") << QByteArray("http://me:secret@127.0.0.1/x");
        QTest::newRow("another protocol") << QByteArray("ftp://127.0.0.1/x");
    }
    void uploadThatLeadsNowhereIsRefused()
    {
        QFETCH(QByteArray, location);
        answer([&](const FaultRequest&) {
            FaultReply reply = status(202);
            if (!location.isEmpty())
                reply.headers = {{"Location", location.toStdString()}};
            return reply;
        });
        QVERIFY(refused("x") == Code::RegistryProtocol);
    }

    void httpsIsNotLeftForPlainHttp()
    {
        FaultServer plain([](const FaultRequest&) { return status(201); });
        FaultServer secure(
            [&](const FaultRequest&) {
                FaultReply reply = status(202);
                reply.headers = {{"Location", plain.url() + "/x"}};
                return reply;
            },
            FaultServer::Tls::SelfSigned);
        TransferOptions trusting;
        trusting.caFile = secure.certificateFile();
        Transfer transfer(trusting);
        RegistryOptions options = impatient();
        options.tlsVerify = true;
        RegistryClient client(transfer, options);
        QVERIFY(refusedBy(client, secure, "x") == Code::RegistryInsecure);
        QVERIFY(plain.requests().empty());
    }

    void credentialsStayWithTheRegistrysOrigin()
    {
        FaultServer elsewhere([](const FaultRequest& request) {
            return request.method == "PUT" && request.body == "x" ? status(201) : status(404);
        });
        answer([&](const FaultRequest& request) {
            if (request.header("Authorization").empty())
                return challenge("Basic realm=\"x\"");
            FaultReply reply = status(202);
            reply.headers = {{"Location", elsewhere.url() + "/x"}};
            return reply;
        });
        RegistryOptions options = impatient();
        options.credentials = [](std::string_view) { return Credentials{"me", "secret", {}}; };
        RegistryClient client(m_transfer, options);
        pushBy(client, *m_server, "x");
        QCOMPARE(elsewhere.requests().size(), std::size_t(1));
        QCOMPARE(elsewhere.requests()[0].header("Authorization"), std::string());
    }

    void foreignOriginHasNoSayInWhereCredentialsGo()
    {
        FaultServer elsewhere([](const FaultRequest&) { return challenge("Basic realm=\"x\""); });
        answer([&](const FaultRequest&) {
            FaultReply reply = status(202);
            reply.headers = {{"Location", elsewhere.url() + "/x"}};
            return reply;
        });
        RegistryOptions options = impatient();
        options.credentials = [](std::string_view) { return Credentials{"me", "secret", {}}; };
        RegistryClient client(m_transfer, options);
        QVERIFY(refusedBy(client, *m_server, "x") == Code::RegistryDenied);
        QCOMPARE(elsewhere.requests().size(), std::size_t(1));
    }

    void answerThatDoesNotEndIsRefused()
    {
        answer([](const FaultRequest&) { return status(202, std::string(1 << 20, 'x')); });
        QVERIFY(refused("x") == Code::RegistryTooLarge);
    }

    void sourceThatEndsEarlyIsAnError()
    {
        RegistryClient client(m_transfer, impatient());
        Progress progress;
        try {
            client.pushBlob(referenceTo(*m_server), describe("longer"),
                            [](std::uint64_t, std::span<std::byte>) { return std::size_t(1); },
                            progress, {});
            QFAIL("nothing was thrown");
        } catch (const Error& error) {
            QVERIFY(error.code() == Code::SystemIo);
        }
    }

    void heldUploadIsCancelledAtOnce()
    {
        answer([&](const FaultRequest& request) {
            FaultReply reply = (*m_registry)(request);
            reply.isSilent = request.method == "PATCH";
            return reply;
        });
        std::stop_source stop;
        const std::string blob = numbers(kLarge);
        std::jthread canceller([&] {
            m_server->waitUntilHeld();
            stop.request_stop();
        });
        RegistryClient client(m_transfer, impatient());
        Progress progress;
        bool isCancelled = false;
        try {
            client.pushBlob(referenceTo(*m_server), describe(blob), readerOf(blob), progress,
                            stop.get_token());
        } catch (const Cancelled&) {
            isCancelled = true;
        }
        QVERIFY(isCancelled);
        m_server->release();
    }

    void blobThatIsThereIsFound()
    {
        m_registry->addBlob("there");
        RegistryClient client(m_transfer, impatient());
        QVERIFY(client.hasBlob(referenceTo(*m_server), describe("there"), {}));
        QVERIFY(!client.hasBlob(referenceTo(*m_server), describe("not there"), {}));
        Descriptor longer = describe("there");
        longer.size = Bytes(6);
        QVERIFY(!client.hasBlob(referenceTo(*m_server), longer, {}));
    }

    void blobIsTakenOverFromAnotherRepository()
    {
        m_registry->allowMounts();
        RegistryClient client(m_transfer, impatient());
        QVERIFY(client.mountBlob(referenceTo(*m_server), describe("x"), other("other/one"), {}));
        const std::string target = m_server->requests().front().target;
        QVERIFY2(target.contains("mount=" + percentEncoded(Sha256::of("x").text())) &&
                     target.ends_with("from=other%2Fone"),
                 target.c_str());
    }

    void uploadOfferedInsteadOfAMountIsGivenBack()
    {
        RegistryClient client(m_transfer, impatient());
        QVERIFY(!client.mountBlob(referenceTo(*m_server), describe("x"), other("other"), {}));
        QCOMPARE(methodsOf(*m_server), std::string("POST DELETE"));
        QCOMPARE(m_registry->openUploads(), std::size_t(0));
    }

    void mountThatIsRefusedIsNoError()
    {
        answer([](const FaultRequest&) { return status(403); });
        RegistryClient client(m_transfer, impatient());
        QVERIFY(!client.mountBlob(referenceTo(*m_server), describe("x"), other("other"), {}));
    }

    void tokenIsAskedForWritingAndForTheOtherRepository()
    {
        answer([&](const FaultRequest& request) {
            if (request.target.starts_with("/token"))
                return status(200, tokenText("t"));
            if (request.header("Authorization").empty())
                return challenge("Bearer realm=\"" + m_server->url() + "/token\"");
            return (*m_registry)(request);
        });
        m_registry->allowMounts();
        RegistryClient client(m_transfer, impatient());
        QVERIFY(client.mountBlob(referenceTo(*m_server), describe("x"), other("other"), {}));
        const std::string target = m_server->requests()[1].target;
        QCOMPARE(target, "/token?scope=" + percentEncoded("repository:x:pull,push") +
                             "&scope=" + percentEncoded("repository:other:pull"));
    }

    void denialSaysThatItIsAboutPushing()
    {
        answer([](const FaultRequest&) { return status(403); });
        RegistryClient client(m_transfer, impatient());
        try {
            pushBy(client, *m_server, "x");
            QFAIL("nothing was thrown");
        } catch (const Error& error) {
            QVERIFY(error.code() == Code::RegistryDenied);
            QCOMPARE(error.detail(), std::string("pushing there needs a sign-in"));
        }
    }

    void manifestIsStoredUnderItsTag()
    {
        RegistryClient client(m_transfer, impatient());
        const FetchedDocument manifest{kManifestType, Sha256::of("{}"), "{}"};
        client.pushManifest(referenceTo(*m_server), manifest, {});
        QCOMPARE(m_registry->manifest("1"), std::string("{}"));
        QCOMPARE(m_server->requests().front().header("Content-Type"), std::string(kManifestType));
    }

    void registryThatStoresAnotherManifestIsRefused()
    {
        answer([&](const FaultRequest& request) {
            FaultReply reply = (*m_registry)(request);
            reply.headers = {{"Docker-Content-Digest", Sha256::of("another").text()}};
            return reply;
        });
        RegistryClient client(m_transfer, impatient());
        try {
            client.pushManifest(referenceTo(*m_server), {kManifestType, Sha256::of("{}"), "{}"},
                                {});
            QFAIL("nothing was thrown");
        } catch (const Error& error) {
            QVERIFY(error.code() == Code::RegistryDigestMismatch);
        }
    }

    void init()
    {
        m_registry = std::make_unique<UploadRegistry>();
        m_server = std::make_unique<FaultServer>(
            [this](const FaultRequest& request) { return (*m_registry)(request); });
        m_heard = std::make_shared<Heard>();
    }
    void cleanup() { m_server.reset(); }

private:
    Reference other(const std::string& path) const
    {
        return Reference::parse(m_server->domain() + '/' + path);
    }
    void answer(FaultServer::Handler handler) { m_server->setHandler(std::move(handler)); }
    void pushBy(RegistryClient& client, const FaultServer& server, const std::string& blob)
    {
        Progress progress(m_heard, StepKind::Upload, "it", Bytes(blob.size()));
        client.pushBlob(referenceTo(server), describe(blob), readerOf(blob), progress, {});
    }
    void push(const std::string& blob)
    {
        RegistryClient client(m_transfer, impatient());
        pushBy(client, *m_server, blob);
    }
    Code refusedBy(RegistryClient& client, const FaultServer& server, const std::string& blob)
    {
        try {
            pushBy(client, server, blob);
        } catch (const Error& error) {
            return error.code();
        }
        return Code::StoreNotFound;
    }
    Code refused(const std::string& blob)
    {
        RegistryClient client(m_transfer, impatient());
        return refusedBy(client, *m_server, blob);
    }

    std::unique_ptr<UploadRegistry> m_registry;
    std::unique_ptr<FaultServer> m_server;
    std::shared_ptr<Heard> m_heard;
};

QTEST_GUILESS_MAIN(TestUpload)
#include "tst_upload.moc"
