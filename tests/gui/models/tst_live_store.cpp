// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The window's store beside the real helper: what another client does appears, a dead helper is
// noticed, the next one found.

#include "gui/models/live_store.h"

#include <csignal>

#include <QSignalSpy>
#include <QTest>

#include <unistd.h>

#include "engine/lineage/removal.h"
#include "tests/support/bus_client.h"
#include "tests/support/made_layer.h"
#include "tests/support/private_bus.h"
#include "tests/support/registry.h"

using namespace onggi;

class TestLiveStore : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY2(geteuid() == 0, "this test has to run as root");
        wire::registerWireTypes();
        m_registry = std::make_unique<test::Registry>();
        const auto base = test::layerWith("base", 100);
        m_registry->pushImage("t/x", "1", {base, test::layerWith("more", 100)});
        m_registry->pushImage("t/y", "1", {base, test::layerWith("other", 100)});
    }

    void init()
    {
        m_bus = std::make_unique<PrivateBus>();
        QVERIFY2(m_bus->error().isEmpty(), qPrintable(m_bus->error()));
        m_other = m_bus->connect(0);
        m_link = std::make_unique<HelperLink>(m_bus->connect(0));
        m_store = std::make_unique<LiveStore>(*m_link);
    }

    void cleanup()
    {
        m_store.reset();
        m_link.reset();
        m_other = QDBusConnection(QString());
        m_bus.reset();
    }

    void anEmptyStoreIsLiveToo()
    {
        m_link->search();
        QTRY_VERIFY(m_store->isLive());
        QVERIFY(m_store->view().images.empty());
    }

    void whatIsThereAlreadyIsRead()
    {
        pull("t/x:1");
        m_link->search();
        QTRY_COMPARE(m_store->view().images.size(), 1U);
        QCOMPARE(m_store->forest().nodes().size(), 2U);
        QTRY_COMPARE(m_store->jobs().size(), 1U);
    }

    void whatAnotherClientPullsAndRemovesAppears()
    {
        m_link->search();
        QTRY_VERIFY(m_store->isLive());
        pull("t/x:1");
        pull("t/y:1");
        QTRY_COMPARE(m_store->view().images.size(), 2U);
        QCOMPARE(m_store->view().layers.size(), 3U);
        QCOMPARE(m_store->forest().roots().size(), 1U);

        const RemovalPlan plan = planRemoval(m_store->view(), m_store->forest(), {{0, {}}});
        const JobEnd end =
            finishJob(m_other, callHelper(m_other, bus::kImages, "Remove",
                                          {QVariant::fromValue(toWire(plan)), QVariantMap()}));
        QCOMPARE(end.state, QString("succeeded"));
        QTRY_COMPARE(m_store->view().images.size(), 1U);
        QCOMPARE(m_store->view().layers.size(), 2U);
    }

    void aDeadHelperIsNoticedAndTheNextOneFollowed()
    {
        pull("t/x:1");
        m_link->search();
        QTRY_COMPARE(m_store->view().images.size(), 1U);
        QTRY_COMPARE(m_store->jobs().size(), 1U);
        const QSignalSpy jobs(m_store.get(), &LiveStore::jobsChanged);
        m_bus->kill(bus::kService, SIGKILL);
        QTRY_VERIFY(!m_store->isLive());
        QCOMPARE(m_link->state(), HelperLink::State::Absent);
        QCOMPARE(m_store->view().images.size(), 1U); // what was last seen stays
        QVERIFY(m_store->jobs().empty());            // they have ended with it
        QVERIFY(jobs.count() > 0);

        m_link->search();
        QTRY_VERIFY(m_store->isLive());
        pull("t/y:1");
        QTRY_COMPARE(m_store->view().images.size(), 2U);
    }

    void aRefusalIsTold()
    {
        m_bus->setRules("NO");
        HelperLink link(m_bus->connect(65534));
        LiveStore store(link);
        QSignalSpy failures(&store, &LiveStore::failed);
        link.search();
        QTRY_VERIFY(failures.count() > 0);
        QCOMPARE(qvariant_cast<QDBusError>(failures.first().first()).name(),
                 QString("org.onggi.Error.AuthDenied"));
        QVERIFY(!store.isLive());
    }

private:
    void pull(const QString& name)
    {
        const QString reference = QString::fromStdString(m_registry->domain()) + "/" + name;
        const JobEnd end =
            finishJob(m_other, callHelper(m_other, bus::kImages, "Pull",
                                          {reference, QVariantMap{{"tls-verify", false}}}));
        QVERIFY2(end.state == "succeeded", qPrintable(end.message));
    }

    std::unique_ptr<test::Registry> m_registry;
    std::unique_ptr<PrivateBus> m_bus;
    QDBusConnection m_other{QString()};
    std::unique_ptr<HelperLink> m_link;
    std::unique_ptr<LiveStore> m_store;
};

QTEST_GUILESS_MAIN(TestLiveStore)
#include "tst_live_store.moc"
