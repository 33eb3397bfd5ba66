// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Jobs of the window beside the real helper: each has one end, also when the helper has none.

#include "gui/models/running_job.h"

#include <csignal>

#include <QPointer>
#include <QSignalSpy>
#include <QTest>

#include <unistd.h>

#include "images_interface.h"
#include "tests/support/bus_client.h"
#include "tests/support/private_bus.h"
#include "tests/support/slow_registry.h"

using namespace onggi;
using namespace onggi::test;

namespace {

// Everything that a job has said.
struct Told {
    explicit Told(RunningJob* job)
        : made(job, &RunningJob::made)
        , succeeded(job, &RunningJob::succeeded)
        , failed(job, &RunningJob::failed)
        , cancelled(job, &RunningJob::cancelled)
    {
    }
    qsizetype ends() const { return succeeded.count() + failed.count() + cancelled.count(); }
    QString errorName() const { return qvariant_cast<QDBusError>(failed.first().first()).name(); }

    QSignalSpy made;
    QSignalSpy succeeded;
    QSignalSpy failed;
    QSignalSpy cancelled;
};

} // namespace

class TestRunningJob : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY2(geteuid() == 0, "this test has to run as root");
        m_registry = std::make_unique<SlowRegistry>();
        m_registry->add("t/x", "1", {1'000, 300'000});
    }
    void cleanupTestCase() { m_registry.reset(); }

    void init()
    {
        m_bus = std::make_unique<PrivateBus>();
        QVERIFY2(m_bus->error().isEmpty(), qPrintable(m_bus->error()));
        m_link = std::make_unique<HelperLink>(m_bus->connect(0));
        m_link->search();
        QTRY_COMPARE(m_link->state(), HelperLink::State::Present);
    }
    void cleanup()
    {
        m_registry->release();
        m_link.reset();
        m_bus.reset();
    }

    void aJobIsStartedFollowedAndGone()
    {
        QPointer<RunningJob> job = pull("1");
        Told told(job);
        QSignalSpy progress(job, &RunningJob::progressed);
        QTRY_COMPARE(told.ends(), 1);
        QCOMPARE(told.made.count(), 1);
        QCOMPARE(told.succeeded.count(), 1);
        const auto result = told.succeeded.first().first().toMap();
        QVERIFY(result.value("isNew").toBool());
        QVERIFY(progress.count() > 0);
        QTRY_VERIFY(!job);
    }

    void aFailureIsThatOfTheJob()
    {
        QPointer<RunningJob> job = pull("missing");
        Told told(job);
        QTRY_COMPARE(told.failed.count(), 1);
        QCOMPARE(told.errorName(), QString("org.onggi.Error.RegistryNotFound"));
        QCOMPARE(told.ends(), 1);
        QTRY_VERIFY(!job);
    }

    void aCallThatIsRefusedMakesNoJob()
    {
        auto* job = new RunningJob(*m_link, m_link->images().Pull("No Name", {}), m_link.get());
        Told told(job);
        QTRY_COMPARE(told.failed.count(), 1);
        QCOMPARE(told.errorName(), QString("org.onggi.Error.ReferenceInvalid"));
        QCOMPARE(told.made.count(), 0);
    }

    void aCancelledJobSaysSo()
    {
        m_registry->holdAfter(100'000);
        auto* job = pull("1");
        Told told(job);
        QTRY_VERIFY(m_registry->isHeld());
        QTRY_VERIFY(job->isCancelable());
        job->cancel();
        QTRY_COMPARE(told.cancelled.count(), 1);
        QCOMPARE(told.ends(), 1);
    }

    void aJobIsCancelledBeforeItIsThere()
    {
        m_registry->holdAfter(0);
        auto* job = pull("1");
        job->cancel();
        Told told(job);
        QTRY_COMPARE(told.cancelled.count(), 1);
        QCOMPARE(told.ends(), 1);
    }

    void aHelperThatDiesIsAnEnd()
    {
        m_registry->holdAfter(100'000);
        auto* job = pull("1");
        Told told(job);
        QTRY_COMPARE(told.made.count(), 1);
        m_bus->kill(bus::kService, SIGKILL);
        QTRY_COMPARE(told.failed.count(), 1);
        QCOMPARE(qvariant_cast<QDBusError>(told.failed.first().first()).type(),
                 QDBusError::ServiceUnknown);
        QCOMPARE(told.ends(), 1);
    }

    void whoLeavesAJobLeavesItRunning()
    {
        m_registry->holdAfter(100'000);
        auto* job = pull("1");
        QSignalSpy made(job, &RunningJob::made);
        QTRY_COMPARE(made.count(), 1);
        const QString path = bus::jobPath(job->number());
        QTRY_VERIFY(m_registry->isHeld());
        delete job;
        m_registry->release();
        QDBusConnection other = m_bus->connect(0);
        QTRY_COMPARE(stateOf(other, path), QString("succeeded"));
    }

private:
    RunningJob* pull(const QString& tag)
    {
        return new RunningJob(
            *m_link,
            m_link->images().Pull(m_registry->reference("t/x", tag), {{"tls-verify", false}}),
            m_link.get());
    }
    static QString stateOf(const QDBusConnection& connection, const QString& path)
    {
        const QDBusMessage reply = callHelper(connection, bus::kJob, "Get", {}, path);
        return qdbus_cast<wire::Job>(reply.arguments().value(0)).state;
    }

    std::unique_ptr<SlowRegistry> m_registry;
    std::unique_ptr<PrivateBus> m_bus;
    std::unique_ptr<HelperLink> m_link;
};

QTEST_GUILESS_MAIN(TestRunningJob)
#include "tst_running_job.moc"
