// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Pulls that are paused on the way, and what a pull says before it starts, over the bus.

#include <unistd.h>

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

class TestBusPause : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY2(geteuid() == 0, "this test has to run as root");
        wire::registerWireTypes();
        m_registry = std::make_unique<Registry>();
        m_layers = {madeLayer("head -c 2000K /dev/urandom >data", Packing::Plain)};
        m_registry->pushImage("paused", "1", m_layers);
        m_configBytes = makeImage(m_layers).config.size();
        m_bus = std::make_unique<PrivateBus>();
        QVERIFY2(m_bus->error().isEmpty(), qPrintable(m_bus->error()));
        m_root = std::make_unique<QDBusConnection>(m_bus->connect(0));
    }
    void cleanupTestCase()
    {
        m_root.reset();
        m_bus.reset();
        m_registry.reset();
    }

    void pausedPullLeavesItsLayersToOthersAndGoesOn()
    {
        FaultServer server(forwardTo(m_registry->url()));
        const QString job = pulledUntil(server, kSpooled);
        QCOMPARE(rowOf(job).later.value(QStringLiteral("pausable")).toBool(), true);
        QCOMPARE(call(job, "Pause"), QString());
        QTRY_COMPARE(rowOf(job).state, QStringLiteral("paused"));
        QCOMPARE(call(job, "Pause"), QStringLiteral("JobState"));
        server.release();

        const JobEnd other = finishJob(*m_root, makePull(server));
        QVERIFY2(other.state == QLatin1String("succeeded"), qPrintable(other.message));
        QVERIFY(other.result.value(QStringLiteral("downloaded")).toULongLong() <=
                m_layers[0].bytes.size() - kSpooled);
        QCOMPARE(rowOf(job).state, QStringLiteral("paused"));
        QVERIFY(rowOf(job).isCancelable);

        QCOMPARE(call(job, "Resume"), QString());
        QTRY_COMPARE(rowOf(job).state, QStringLiteral("succeeded"));
        QCOMPARE(call(job, "Resume"), QStringLiteral("JobState"));
        removeImages();
    }

    void pausedPullIsResumedFromItsSpool()
    {
        FaultServer server(forwardTo(m_registry->url()));
        const QString job = pulledUntil(server, kSpooled);
        QCOMPARE(call(job, "Pause"), QString());
        QTRY_COMPARE(rowOf(job).state, QStringLiteral("paused"));
        server.release();
        QCOMPARE(call(job, "Resume"), QString());
        QTRY_COMPARE(rowOf(job).state, QStringLiteral("succeeded"));
        std::vector<std::string> ranges;
        for (const FaultRequest& request : server.requests()) {
            if (request.target.ends_with(Sha256::of(m_layers[0].bytes).hex()))
                ranges.push_back(request.header("Range"));
        }
        QCOMPARE(ranges.size(), std::size_t(2));
        QVERIFY2(ranges[1].starts_with("bytes="), ranges[1].c_str());
        const wire::Job row = rowOf(job);
        QCOMPARE(row.done, row.total);
        removeImages();
    }

    void pausedPullIsCancelled()
    {
        FaultServer server(forwardTo(m_registry->url()));
        const QString job = pulledUntil(server, kSpooled);
        QCOMPARE(call(job, "Pause"), QString());
        QTRY_COMPARE(rowOf(job).state, QStringLiteral("paused"));
        QCOMPARE(call(job, "Cancel"), QString());
        QTRY_COMPARE(rowOf(job).state, QStringLiteral("cancelled"));
        server.release();
        QCOMPARE(call(job, "Resume"), QStringLiteral("JobState"));
    }

    void otherJobsAreNotPaused()
    {
        const auto made =
            callHelper(*m_root, bus::kHealth, QStringLiteral("Check"), {QVariantMap()});
        const QString job = made.arguments().at(0).value<QDBusObjectPath>().path();
        QCOMPARE(call(job, "Pause"), QStringLiteral("JobState"));
        QCOMPARE(call(job, "Cancel"), QString());
    }

    void dryRunTellsWhatIsToCome()
    {
        FaultServer server(forwardTo(m_registry->url()));
        const JobEnd plan = finishJob(*m_root, makePull(server, {{"dry-run", true}}));
        QVERIFY2(plan.state == QLatin1String("succeeded"), qPrintable(plan.message));
        const auto items =
            qdbus_cast<wire::PlannedLayers>(plan.result.value(QStringLiteral("items")));
        QCOMPARE(items.size(), 1);
        QCOMPARE(items[0].diffId.toStdString(), m_layers[0].diffId.text());
        QCOMPARE(items[0].size, qulonglong(m_layers[0].bytes.size()));
        QVERIFY(!items[0].isPresent);
        QCOMPARE(plan.result.value(QStringLiteral("present")).toULongLong(), 0ULL);
        QVERIFY(plan.result.value(QStringLiteral("download")).toULongLong() <= items[0].size);
        QVERIFY(plan.result.value(QStringLiteral("disk")).toULongLong() >= items[0].size);
        QVERIFY(plan.result.value(QStringLiteral("free")).toULongLong() > 0);
    }

    void optionsThatMakeNoSenseAreRefused_data()
    {
        QTest::addColumn<QVariantMap>("options");
        QTest::addColumn<QString>("error");
        QTest::newRow("policy") << QVariantMap{{"policy", "sometimes"}} << "ApiInvalidArgument";
        QTest::newRow("plan of all tags")
            << QVariantMap{{"dry-run", true}, {"all-tags", true}} << "ApiInvalidArgument";
        QTest::newRow("plan with a policy")
            << QVariantMap{{"dry-run", true}, {"policy", "never"}} << "ApiInvalidArgument";
        QTest::newRow("all tags of a tag") << QVariantMap{{"all-tags", true}} << "ReferenceInvalid";
    }
    void optionsThatMakeNoSenseAreRefused()
    {
        QFETCH(QVariantMap, options);
        QFETCH(QString, error);
        const FaultServer server(forwardTo(m_registry->url()));
        QCOMPARE(errorOf(makePull(server, options)), error);
    }

private:
    static constexpr std::uint64_t kSpooled = 500'000;

    QDBusMessage makePull(const FaultServer& server, QVariantMap options = {})
    {
        options.insert(QStringLiteral("tls-verify"), false);
        return callHelper(*m_root, bus::kImages, QStringLiteral("Pull"),
                          {QString::fromStdString(server.domain()) + "/paused:1", options});
    }
    // The path of a job that pulls, and waits for the rest of its layer.
    QString pulledUntil(FaultServer& server, std::uint64_t bytes)
    {
        server.holdBlobsAfter(m_configBytes + bytes); // the config comes first
        const QString job = makePull(server).arguments().value(0).value<QDBusObjectPath>().path();
        call(job, "Start");
        const StatePaths paths(m_bus->stateDirectory().toStdString());
        if (!server.waitUntilHeld() || !waitForSpooledBytes(paths, m_layers, bytes))
            qWarning("the pull has not come so far");
        return job;
    }
    // The error; empty if there is none.
    QString call(const QString& job, const char* method)
    {
        return errorOf(callHelper(*m_root, bus::kJob, QLatin1String(method), {}, job));
    }
    wire::Job rowOf(const QString& job)
    {
        const auto got = callHelper(*m_root, bus::kJob, QStringLiteral("Get"), {}, job);
        return qdbus_cast<wire::Job>(got.arguments().value(0));
    }
    // So that the next pull has something to do.
    void removeImages()
    {
        const auto page = callHelper(*m_root, bus::kImages, QStringLiteral("Snapshot"), {0ULL, 9U});
        const auto images = qdbus_cast<wire::Images>(page.arguments().at(2));
        const auto layers = qdbus_cast<wire::Layers>(
            callHelper(*m_root, bus::kImages, QStringLiteral("Layers"), {0ULL, 9U})
                .arguments()
                .at(2));
        wire::PlanItems plan;
        plan.append({images.first().serial, QStringLiteral("delete"), images.first().tags,
                     images.first().layers, layers.first().disk});
        const JobEnd end =
            finishJob(*m_root, callHelper(*m_root, bus::kImages, QStringLiteral("Remove"),
                                          {QVariant::fromValue(plan), QVariantMap()}));
        QVERIFY2(end.state == QLatin1String("succeeded"), qPrintable(end.message));
    }

    std::unique_ptr<Registry> m_registry;
    std::unique_ptr<PrivateBus> m_bus;
    std::unique_ptr<QDBusConnection> m_root;
    std::vector<LayerBlob> m_layers;
    std::uint64_t m_configBytes = 0;
};

QTEST_GUILESS_MAIN(TestBusPause)
#include "tst_bus_pause.moc"
