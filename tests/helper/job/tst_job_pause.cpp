// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Jobs that are paused: what they let go, how they go on, and who may not be paused.

#include <atomic>
#include <thread>

#include <QTest>

#include "tests/helper/job/job_fixture.h"

using namespace onggi;
using namespace onggi::test;

class TestJobPause : public QObject {
    Q_OBJECT

private slots:
    void pausedJobLetsGoAndGoesOn()
    {
        Fixture fixture;
        std::atomic<int> runs = 0;
        const auto queue = fixture.make();
        queue->create(pausable([&](const JobContext& context) {
            return ++runs == 1 ? untilStopped(context) : QVariantMap{{"runs", 2}};
        }));
        queue->start(1, ":1.1");
        QTRY_COMPARE(runs.load(), 1);
        queue->pause(1);
        QTRY_COMPARE(queue->find(1)->state, JobState::Paused);
        QVERIFY(queue->isAnyUnfinished());
        QVERIFY(queue->find(1)->isCancelable());
        queue->resume(1);
        QTRY_COMPARE(queue->find(1)->state, JobState::Succeeded);
        QCOMPARE(queue->find(1)->result.value("runs").toInt(), 2);
        QVERIFY(fixture.diary.has("1 paused"));
        QCOMPARE(fixture.diary.lines.count("1 queued"), 2);
        QCOMPARE(fixture.asked.size(), std::size_t(1));
    }

    void pausedJobDoesNotCountAsRunning()
    {
        Fixture fixture;
        fixture.limits.running = 1;
        const auto queue = fixture.make();
        queue->create(pausable(untilStopped));
        queue->create(request(nothing));
        startOneBehindAnother(*queue);
        queue->pause(1);
        QTRY_COMPARE(queue->find(2)->state, JobState::Succeeded);
        QCOMPARE(queue->find(1)->state, JobState::Paused);
    }

    void pausedJobIsCancelledAtOnce()
    {
        Fixture fixture;
        const auto queue = fixture.make();
        queue->create(pausable(untilStopped));
        startAndPause(*queue);
        queue->cancel(1);
        QCOMPARE(queue->find(1)->state, JobState::Cancelled);
        QVERIFY(codeOf([&] { queue->resume(1); }) == Code::JobState);
    }

    void queuedJobIsPausedWithoutRunning()
    {
        Fixture fixture;
        fixture.limits.running = 1;
        const auto queue = fixture.make();
        queue->create(request(untilStopped));
        queue->create(pausable(nothing));
        startOneBehindAnother(*queue);
        queue->pause(2);
        QCOMPARE(queue->find(2)->state, JobState::Paused);
        queue->cancel(1);
        QTRY_COMPARE(queue->find(1)->state, JobState::Cancelled);
        QCOMPARE(queue->find(2)->state, JobState::Paused);
        queue->resume(2);
        QTRY_COMPARE(queue->find(2)->state, JobState::Succeeded);
    }

    void jobThatIsResumedBeforeItHasStoppedGoesOn()
    {
        Fixture fixture;
        std::atomic<bool> mayStop = false;
        std::atomic<int> runs = 0;
        const auto queue = fixture.make();
        queue->create(pausable([&](const JobContext& context) -> QVariantMap {
            if (++runs > 1)
                return {};
            while (!context.stop.stop_requested() || !mayStop)
                std::this_thread::sleep_for(1ms);
            throw Cancelled();
        }));
        queue->start(1, ":1.1");
        QTRY_COMPARE(runs.load(), 1);
        queue->pause(1);
        QVERIFY(codeOf([&] { queue->pause(1); }) == Code::JobState);
        queue->resume(1);
        mayStop = true;
        QTRY_COMPARE(queue->find(1)->state, JobState::Succeeded);
        QCOMPARE(runs.load(), 2);
    }

    void cancellationBeatsAPause()
    {
        Fixture fixture;
        std::atomic<bool> mayStop = false;
        const auto queue = fixture.make();
        queue->create(pausable([&](const JobContext&) -> QVariantMap {
            while (!mayStop)
                std::this_thread::sleep_for(1ms);
            throw Cancelled();
        }));
        queue->start(1, ":1.1");
        QTRY_COMPARE(queue->find(1)->state, JobState::Running);
        queue->pause(1);
        queue->cancel(1);
        QVERIFY(codeOf([&] { queue->pause(1); }) == Code::JobState);
        mayStop = true;
        QTRY_COMPARE(queue->find(1)->state, JobState::Cancelled);
    }

    void onlyTransfersArePausedAndOnlyWhileTheyCan()
    {
        Fixture fixture;
        const auto queue = fixture.make();
        queue->create(request(untilStopped));
        queue->create(pausable(nothing));
        QVERIFY(codeOf([&] { queue->pause(2); }) == Code::JobState); // not started
        queue->start(1, ":1.1");
        QTRY_COMPARE(queue->find(1)->state, JobState::Running);
        QVERIFY(codeOf([&] { queue->pause(1); }) == Code::JobState);
        QVERIFY(codeOf([&] { queue->resume(1); }) == Code::JobState);
        QVERIFY(codeOf([&] { queue->pause(7); }) == Code::JobNotFound);
        queue->start(2, ":1.1");
        QTRY_COMPARE(queue->find(2)->state, JobState::Succeeded);
        QVERIFY(codeOf([&] { queue->pause(2); }) == Code::JobState);
    }

    void endOfTheQueueEndsPausedJobs()
    {
        Fixture fixture;
        const auto queue = fixture.make();
        queue->create(pausable(untilStopped));
        startAndPause(*queue);
        queue->cancelAll();
        QCOMPARE(queue->find(1)->state, JobState::Cancelled);
    }

private:
    // Of two jobs, where one may run.
    static void startOneBehindAnother(JobQueue& queue)
    {
        queue.start(1, ":1.1");
        QTRY_COMPARE(queue.find(1)->state, JobState::Running);
        queue.start(2, ":1.1");
        QTRY_COMPARE(queue.find(2)->state, JobState::Queued);
    }
    // The first job, once it runs.
    static void startAndPause(JobQueue& queue)
    {
        queue.start(1, ":1.1");
        QTRY_COMPARE(queue.find(1)->state, JobState::Running);
        queue.pause(1);
        QTRY_COMPARE(queue.find(1)->state, JobState::Paused);
    }
};

QTEST_GUILESS_MAIN(TestJobPause)
#include "tst_job_pause.moc"
