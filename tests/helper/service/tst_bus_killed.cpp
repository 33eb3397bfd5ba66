// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The helper is killed in the middle of a pull, when the registry has served so many bytes. The
// next helper finds a whole store without a trace of the image, and pulls the rest.

#include <csignal>

#include <unistd.h>

#include <QDir>
#include <QTest>

#include "helper/api/wire.h"
#include "tests/support/bus_client.h"
#include "tests/support/fault_server.h"
#include "tests/support/made_layer.h"
#include "tests/support/private_bus.h"
#include "tests/support/registry.h"
#include "tests/support/spooled_bytes.h"

using namespace onggi;
using namespace onggi::test;

namespace {

LayerBlob noise(int kilobytes, Packing packing)
{
    return madeLayer("head -c " + std::to_string(kilobytes) + "K /dev/urandom >data" +
                         std::to_string(kilobytes),
                     packing);
}

QDBusMessage makePull(const QDBusConnection& connection, const std::string& name)
{
    return callHelper(
        connection, bus::kImages, QStringLiteral("Pull"),
        {QString::fromStdString(name), QVariantMap{{QStringLiteral("tls-verify"), false}}});
}

// What check finds, a line each.
QString findings(const QDBusConnection& connection)
{
    const JobEnd end = finishJob(
        connection, callHelper(connection, bus::kHealth, QStringLiteral("Check"), {QVariantMap()}));
    return end.state == QLatin1String("succeeded")
               ? end.result.value(QStringLiteral("broken")).toStringList().join(QLatin1Char('\n'))
               : end.message;
}

// How many rows a list has.
qulonglong rows(const QDBusConnection& connection, const char* method)
{
    return callHelper(connection, bus::kImages, QLatin1String(method), {0ULL, 1000U})
        .arguments()
        .value(1)
        .toULongLong();
}

} // namespace

class TestBusKilled : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY2(geteuid() == 0, "this test has to run as root");
        wire::registerWireTypes();
        m_registry = std::make_unique<Registry>();
        m_layers = {noise(300, Packing::Gzip), noise(900, Packing::Zstd),
                    noise(600, Packing::Plain),
                    madeLayer("mkdir -p a/b; echo x >a/b/c", Packing::Gzip)};
        m_registry->pushImage("killed", "1", m_layers);
        m_documents = makeImage(m_layers);
    }
    void cleanupTestCase() { m_registry.reset(); }

    void theNextPullFetchesTheRest_data()
    {
        QTest::addColumn<int>("percent");
        for (const int percent : {0, 1, 4, 10, 20, 30, 40, 50, 60, 70, 80, 90, 96, 99})
            QTest::addRow("%d %%", percent) << percent;
    }
    void theNextPullFetchesTheRest()
    {
        QFETCH(int, percent);
        const BlobBytes blobs = blobBytes(m_layers);
        const std::uint64_t served = blobs.share(percent);
        PrivateBus bus;
        QVERIFY2(bus.error().isEmpty(), qPrintable(bus.error()));
        const QDBusConnection root = bus.connect(0);
        const StatePaths paths(bus.stateDirectory().toStdString());
        killAfter(bus, root, paths, served);
        if (QTest::currentTestFailed())
            return;

        QCOMPARE(findings(root), QString());
        QCOMPARE(rows(root, "Snapshot"), 0ULL);
        QCOMPARE(rows(root, "Layers"), 0ULL);
        QCOMPARE(files(bus, "layers") + files(bus, "blobs/sha256") + files(bus, "spool/jobs"),
                 QStringList());

        FaultServer server(forwardTo(m_registry->url()));
        const JobEnd end = finishJob(root, makePull(root, server.domain() + "/killed:1"));
        QVERIFY2(end.state == QLatin1String("succeeded"), qPrintable(end.message));
        const std::uint64_t documents = m_documents.config.size() + m_documents.manifest.size();
        QVERIFY2(server.bytesSent() <= blobs.total - served + blobs.largest + documents + 1024,
                 qPrintable(QString::number(server.bytesSent())));
        QCOMPARE(findings(root), QString());
        QCOMPARE(rows(root, "Layers"), qulonglong(m_layers.size()));
        QCOMPARE(files(bus, "layers").size(), 2 * qsizetype(m_layers.size()));
        QCOMPARE(files(bus, "spool/blobs") + files(bus, "spool/layers"), QStringList());
    }

private:
    // Pulls, and kills the helper when so many bytes of layers have come and no more do.
    void killAfter(PrivateBus& bus, const QDBusConnection& root, const StatePaths& paths,
                   std::uint64_t served)
    {
        FaultServer server(forwardTo(m_registry->url()));
        server.holdBlobsAfter(m_documents.config.size() + served); // the config comes first
        const QDBusMessage job = makePull(root, server.domain() + "/killed:1");
        QCOMPARE(errorOf(job), QString());
        const QString path = job.arguments().value(0).value<QDBusObjectPath>().path();
        QCOMPARE(errorOf(callHelper(root, bus::kJob, QStringLiteral("Start"), {}, path)),
                 QString());
        QVERIFY(server.waitUntilHeld());
        QVERIFY(waitForSpooledBytes(paths, m_layers, served));
        const QString name = QStringLiteral("org.onggi.Helper1");
        const pid_t killed = bus.pidOf(name);
        QVERIFY(killed != 0);
        bus.kill(name, SIGKILL);
        server.release();
        QCOMPARE(errorOf(callHelper(root, bus::kHealth, QStringLiteral("Report"))), QString());
        QVERIFY(bus.pidOf(name) != 0 && bus.pidOf(name) != killed);
    }

    static QStringList files(const PrivateBus& bus, const char* directory)
    {
        return QDir(bus.stateDirectory() + QLatin1Char('/') + QLatin1String(directory))
            .entryList(QDir::AllEntries | QDir::NoDotAndDotDot);
    }

    std::unique_ptr<Registry> m_registry;
    std::vector<LayerBlob> m_layers;
    ImageDocuments m_documents;
};

QTEST_GUILESS_MAIN(TestBusKilled)
#include "tst_bus_killed.moc"
