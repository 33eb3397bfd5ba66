// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Uploads that a registry sends elsewhere: where they go on, and what goes along.

#include <QTest>

#include "tests/engine/registry/faulty_uploads.h"

using namespace onggi;
using namespace onggi::test;

class TestUploadOrigins : public QObject, private FaultyUploads {
    Q_OBJECT

private slots:
    void init() { begin(); }
    void cleanup() { end(); }

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
};

QTEST_GUILESS_MAIN(TestUploadOrigins)
#include "tst_upload_origins.moc"
