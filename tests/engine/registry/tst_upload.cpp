// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Uploads to a registry that is right, and that breaks.

#include "engine/registry/upload.h"

#include <thread>

#include <QTest>

#include "engine/core/cancel.h"
#include "tests/engine/registry/faulty_uploads.h"

using namespace onggi;
using namespace onggi::test;

class TestUpload : public QObject, private FaultyUploads {
    Q_OBJECT

private slots:
    void init() { begin(); }
    void cleanup() { end(); }

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

    void lostUploadBeginsAnew()
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
};

QTEST_GUILESS_MAIN(TestUpload)
#include "tst_upload.moc"
