// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A process that pulls is killed when the registry has served so many bytes. The store is then as
// it was, and the next pull goes on.

#include <thread>

#include <signal.h>

#include <QProcess>
#include <QTest>

#include "tests/support/fault_server.h"
#include "tests/support/made_layer.h"
#include "tests/support/pulling_store.h"
#include "tests/support/registry.h"
#include "tests/support/spooled_bytes.h"

using namespace onggi;
using namespace onggi::test;

class TestPullKilled : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_registry = std::make_unique<Registry>();
        const auto noise = [](int kilobytes) {
            return "head -c " + std::to_string(kilobytes) + "K /dev/urandom >data" +
                   std::to_string(kilobytes);
        };
        m_layers = {madeLayer(noise(700)), madeLayer(noise(2000), Packing::Zstd),
                    madeLayer(noise(1200)), madeLayer("mkdir -p a/b; echo x >a/b/c")};
        m_registry->pushImage("killed", "1", m_layers);
        m_reference = std::make_unique<PullingStore>();
        m_reference->pull(m_registry->domain() + "/killed:1");
    }
    void cleanupTestCase()
    {
        m_reference.reset();
        m_registry.reset();
    }

    void isWholeOrAbsentWhereverItWasKilled_data()
    {
        QTest::addColumn<int>("percent");
        QTest::addColumn<bool>(
            "waits"); // until what was served has come: then the next pull owes us that
        QTest::newRow("first byte") << 0 << true;
        for (const int percent : {1, 5, 12, 20, 30, 40, 50, 60, 70, 80, 90, 96, 99}) {
            const std::string name = std::to_string(percent) + " %";
            QTest::newRow((name + ", come").c_str()) << percent << true;
            QTest::newRow((name + ", on the way").c_str()) << percent << false;
        }
    }

    void isWholeOrAbsentWhereverItWasKilled()
    {
        QFETCH(int, percent);
        QFETCH(bool, waits);
        const std::uint64_t config = makeImage(m_layers).config.size(); // served before the layers
        const BlobBytes blobs = blobBytes(m_layers);
        const std::uint64_t served = blobs.share(percent); // of layers
        FaultServer server(forwardTo(m_registry->url()));
        const std::string name = server.domain() + "/killed:1";
        PullingStore store;
        store.temporary().close();
        server.holdBlobsAfter(config + served);
        killWhenHeld(server, store, name, waits ? served : 0);
        server.release();

        store.restart();
        QVERIFY(store->snapshot().view->images.empty());
        QCOMPARE(store.traces(), std::string());
        QCOMPARE(store.findings(), std::string());
        const PullResult result = store.pull(name);
        QVERIFY2(!waits || result.downloaded.count() <= blobs.total - served + blobs.largest,
                 std::to_string(result.downloaded.count()).c_str());
        QCOMPARE(store.findings(), std::string());
        QVERIFY(filesBelow(store.temporary().path("spool")).empty());
        const std::string original = m_registry->domain() + "/killed:1";
        QCOMPARE(differences(store.facts(name), m_reference->facts(original)), std::string());
    }

private:
    void killWhenHeld(FaultServer& server, PullingStore& store, const std::string& name,
                      std::uint64_t come)
    {
        QProcess pulling;
        pulling.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        pulling.start(ONGGI_PULL_ONCE, {QString::fromStdString(store.temporary().root()),
                                        QString::fromStdString(name)});
        QVERIFY(pulling.waitForStarted());
        QVERIFY(server.waitUntilHeld());
        QVERIFY(waitForSpooledBytes(StatePaths(store.temporary().root()), m_layers, come));
        ::kill(static_cast<pid_t>(pulling.processId()), SIGKILL);
        QVERIFY(pulling.waitForFinished());
        QCOMPARE(pulling.exitStatus(), QProcess::CrashExit);
    }

    std::unique_ptr<Registry> m_registry;
    std::vector<LayerBlob> m_layers;
    std::unique_ptr<PullingStore> m_reference;
};

QTEST_GUILESS_MAIN(TestPullKilled)
#include "tst_pull_killed.moc"
