// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Redirects, certificates and token servers: who gets to know which secret.

#include <atomic>
#include <functional>
#include <thread>
#include <vector>

#include <QTest>

#include "engine/core/cancel.h"
#include "tests/engine/registry/faulty_calls.h"

using namespace onggi;
using namespace onggi::test;

class TestOrigins : public QObject, private FaultyCalls {
    Q_OBJECT

private slots:
    void authorizationStaysWithItsOrigin()
    {
        const std::string blob = numbers(1000);
        FaultServer elsewhere([&](const FaultRequest&) { return status(200, blob); });
        FaultServer server([&](const FaultRequest& request) {
            if (request.header("Authorization").empty())
                return challenge("Basic realm=x");
            if (request.target.contains("/blobs/"))
                return redirectTo("/moved");
            return redirectTo(elsewhere.url() + "/there");
        });
        RegistryOptions options = impatient();
        options.credentials = [](std::string_view) { return Credentials{"me", "secret", {}}; };
        RegistryClient client(m_transfer, options);
        Collected sink;
        Progress progress;
        client.fetchBlob(referenceTo(server), describe(blob), {}, sink, progress, {});
        QVERIFY(sink.text == blob);
        QCOMPARE(elsewhere.requests().size(), std::size_t(1));
        QCOMPARE(elsewhere.requests().front().header("Authorization"), std::string());
        QCOMPARE(server.requests().back().target, std::string("/moved"));
        QVERIFY(!server.requests().back().header("Authorization").empty());
    }

    void wayBackDoesNotBringAuthorizationBack()
    {
        FaultServer server([](const FaultRequest&) { return FaultReply(); });
        FaultServer elsewhere(
            [&](const FaultRequest&) { return redirectTo(server.url() + "/back"); });
        server.setHandler([&](const FaultRequest& request) {
            if (request.target == "/back")
                return status(200, "x");
            return request.header("Authorization").empty() ? challenge("Basic realm=x")
                                                           : redirectTo(elsewhere.url());
        });
        RegistryOptions options = impatient();
        options.credentials = [](std::string_view) { return Credentials{"me", "secret", {}}; };
        RegistryClient client(m_transfer, options);
        Collected sink;
        Progress progress;
        client.fetchBlob(referenceTo(server), describe("x"), {}, sink, progress, {});
        QCOMPARE(server.requests().back().target, std::string("/back"));
        QCOMPARE(server.requests().back().header("Authorization"), std::string());
    }

    void challengeOfAnotherOriginIsNotAnswered()
    {
        FaultServer tokens([](const FaultRequest&) { return status(200, tokenText("T")); });
        FaultServer elsewhere([&](const FaultRequest&) {
            return challenge("Bearer realm=\"" + tokens.url() + "/\"");
        });
        FaultServer server([&](const FaultRequest&) { return redirectTo(elsewhere.url()); });
        RegistryOptions options = impatient();
        options.credentials = [](std::string_view) { return Credentials{"me", "secret", {}}; };
        QVERIFY(refused(server, options).code() == Code::RegistryDenied);
        QVERIFY(tokens.requests().empty());
        for (const FaultRequest& request : elsewhere.requests())
            QCOMPARE(request.header("Authorization"), std::string());
    }

    void badRedirectsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("location");
        QTest::newRow("circle") << QByteArray("/v2/x/manifests/1");
        QTest::newRow("file") << QByteArray("file:///etc/passwd");
        QTest::newRow("with a password") << QByteArray("https://user:password@127.0.0.1/");
        QTest::newRow("nowhere") << QByteArray("");
    }
    void badRedirectsAreRefused()
    {
        QFETCH(QByteArray, location);
        FaultServer server([&](const FaultRequest&) { return redirectTo(location.toStdString()); });
        QVERIFY(refused(server).code() == Code::RegistryProtocol);
        QVERIFY(server.requests().size() <= 6);
    }

    void safeRegistryMayNotRedirectToPlainHttp()
    {
        FaultServer plain([](const FaultRequest&) { return status(200, "x"); });
        FaultServer server([&](const FaultRequest&) { return redirectTo(plain.url()); },
                           FaultServer::Tls::SelfSigned);
        TransferOptions trusting;
        trusting.caFile = server.certificateFile();
        Transfer transfer(trusting);
        RegistryClient client(transfer);
        QVERIFY(codeOf(client, referenceTo(server)) == Code::RegistryInsecure);
        QVERIFY(plain.requests().empty());
    }

    void selfSignedRegistryIsRefusedUnlessVerificationIsWaived()
    {
        MemoryRegistry content;
        content.addManifest("1", kManifestType, manifestText());
        FaultServer server(content, FaultServer::Tls::SelfSigned);
        RegistryClient strict(m_transfer);
        QVERIFY(codeOf(strict, referenceTo(server)) == Code::RegistryInsecure);
        QVERIFY(server.requests().empty());
        QCOMPARE(fetch(server).documents.size(), std::size_t(1));
    }

    void schemeIsFoundOutOnce()
    {
        MemoryRegistry content;
        content.addManifest("1", kManifestType, manifestText());
        FaultServer server(content);
        RegistryClient client(m_transfer, impatient());
        for (int i = 0; i < 5; ++i)
            client.fetchManifest(referenceTo(server), kPlatform, {});
        QCOMPARE(server.connections(), std::size_t(2)); // one that spoke TLS, one that did not
    }

    void tokenIsAskedForOnceAndSentToTheRegistryAlone()
    {
        MemoryRegistry content;
        content.addManifest("1", kManifestType, manifestText());
        FaultServer tokens([](const FaultRequest&) { return status(200, tokenText("T0")); });
        FaultServer server([&](const FaultRequest& request) {
            if (request.header("Authorization") == "Bearer T0")
                return content(request);
            return challenge("Bearer realm=\"" + tokens.url() +
                             "/token?x=1\",service=\"the registry\",scope=\"repository:x:pull\"");
        });
        RegistryClient client(m_transfer, impatient());
        for (int i = 0; i < 3; ++i)
            client.fetchManifest(referenceTo(server), kPlatform, {});
        QCOMPARE(tokens.requests().size(), std::size_t(1));
        QCOMPARE(tokens.requests().front().target,
                 std::string("/token?x=1&service=the%20registry&scope=repository%3Ax%3Apull"));
        QCOMPARE(tokens.requests().front().header("Authorization"), std::string());
        QCOMPARE(countOf(server, "/manifests/"), std::size_t(4));
    }

    void credentialsGoToTheTokenServer()
    {
        MemoryRegistry content;
        content.addManifest("1", kManifestType, manifestText());
        FaultServer tokens([](const FaultRequest& request) {
            return request.header("Authorization") == "Basic bWU6c2VjcmV0"
                       ? status(200, tokenText("T1", "access_token"))
                       : status(401);
        });
        FaultServer server([&](const FaultRequest& request) {
            return request.header("Authorization") == "Bearer T1"
                       ? content(request)
                       : challenge("Basic realm=y, Bearer realm=\"" + tokens.url() + "/\"");
        });
        RegistryOptions options = impatient();
        options.credentials = [](std::string_view) { return Credentials{"me", "secret", {}}; };
        RegistryClient client(m_transfer, options);
        client.fetchManifest(referenceTo(server), kPlatform, {});
        for (const FaultRequest& request : server.requests())
            QVERIFY(!request.header("Authorization").starts_with("Basic"));

        options.credentials = [](std::string_view) { return Credentials{"me", "wrong", {}}; };
        QVERIFY(refused(server, options).code() == Code::RegistryDenied);
    }

    void identityTokenIsExchanged()
    {
        MemoryRegistry content;
        content.addManifest("1", kManifestType, manifestText());
        FaultServer tokens([](const FaultRequest& request) {
            return request.method == "POST" && request.body.contains("refresh_token=a%2Fb") &&
                           request.body.contains("grant_type=refresh_token")
                       ? status(200, tokenText("T2", "access_token"))
                       : status(400);
        });
        FaultServer server([&](const FaultRequest& request) {
            return request.header("Authorization") == "Bearer T2"
                       ? content(request)
                       : challenge("Bearer realm=\"" + tokens.url() + "/\",service=s");
        });
        RegistryOptions options = impatient();
        options.credentials = [](std::string_view) { return Credentials{"me", {}, "a/b"}; };
        RegistryClient client(m_transfer, options);
        QCOMPARE(client.fetchManifest(referenceTo(server), kPlatform, {}).documents.size(),
                 std::size_t(1));
    }

    void tokenThatIsNoMoreAcceptedIsReplaced()
    {
        MemoryRegistry content;
        content.addManifest("1", kManifestType, manifestText());
        std::atomic<int> issued = 0;
        FaultServer tokens([&](const FaultRequest&) {
            return status(200, tokenText("T" + std::to_string(++issued)));
        });
        std::atomic<int> accepted = 1;
        FaultServer server([&](const FaultRequest& request) {
            return request.header("Authorization") == "Bearer T" + std::to_string(accepted)
                       ? content(request)
                       : challenge("Bearer realm=\"" + tokens.url() + "/\"");
        });
        RegistryClient client(m_transfer, impatient());
        client.fetchManifest(referenceTo(server), kPlatform, {});
        accepted = 2;
        client.fetchManifest(referenceTo(server), kPlatform, {});
        QCOMPARE(issued.load(), 2);
    }

    void registryThatIsNeverContentIsDenied()
    {
        FaultServer tokens([](const FaultRequest&) { return status(200, tokenText("T")); });
        FaultServer server([&](const FaultRequest&) {
            return challenge("Bearer realm=\"" + tokens.url() + "/\"");
        });
        const Error error = refused(server);
        QVERIFY(error.code() == Code::RegistryDenied);
        QVERIFY(error.message().contains("sign-in"));
        QCOMPARE(server.requests().size(), std::size_t(2));
    }

    void signInWithoutCredentialsIsDenied()
    {
        FaultServer server([](const FaultRequest&) { return challenge("Basic realm=x"); });
        QVERIFY(refused(server).code() == Code::RegistryDenied);
        QCOMPARE(server.requests().size(), std::size_t(1));
    }

    void realmMustBeSafe()
    {
        FaultServer server(
            [](const FaultRequest&) {
                // An address of documentation (RFC 5737): nobody is there to be asked.
                return challenge("Bearer realm=\"http://192.0.2.1/token\"");
            },
            FaultServer::Tls::SelfSigned);
        TransferOptions trusting;
        trusting.caFile = server.certificateFile();
        Transfer transfer(trusting);
        RegistryClient client(transfer);
        QVERIFY(codeOf(client, referenceTo(server)) == Code::RegistryInsecure);
    }

    void tokenServersNonsenseIsAnError()
    {
        FaultServer tokens([](const FaultRequest& request) {
            return status(200, request.target.contains("long") ? std::string(2 << 20, ' ')
                                                               : tokenText("a b"));
        });
        for (const char* path : {"/short", "/long"}) {
            FaultServer server([&](const FaultRequest&) {
                return challenge("Bearer realm=\"" + tokens.url() + path + "\"");
            });
            const Code code = refused(server).code();
            QVERIFY(code == Code::DocumentInvalid || code == Code::RegistryTooLarge);
        }
    }
};

QTEST_GUILESS_MAIN(TestOrigins)
#include "tst_origins.moc"
