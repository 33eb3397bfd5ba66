// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What is asked before a blob is sent, what takes one over, and the manifest that ends a push.

#include <QTest>

#include "engine/registry/url.h"
#include "tests/engine/registry/faulty_uploads.h"

using namespace onggi;
using namespace onggi::test;

class TestBlobPush : public QObject, private FaultyUploads {
    Q_OBJECT

private slots:
    void init() { begin(); }
    void cleanup() { end(); }

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
};

QTEST_GUILESS_MAIN(TestBlobPush)
#include "tst_blob_push.moc"
