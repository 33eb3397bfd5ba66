// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The life of jobs: order of states, refusals, cancellation, limits, and what is told of each.

#include <atomic>
#include <latch>
#include <thread>

#include <pthread.h>

#include <QTest>

#include "tests/helper/job/job_fixture.h"

using namespace onggi;
using namespace onggi::test;

namespace {

// While it lives no thread can be had: their stacks fit into no address space.
class NoThreads {
public:
    NoThreads() { setStack(std::size_t{1} << 50); }
    ~NoThreads() { setStack(m_usual); }
    NoThreads(const NoThreads&) = delete;
    NoThreads& operator=(const NoThreads&) = delete;

private:
    static std::size_t usualStack()
    {
        pthread_attr_t attributes;
        std::size_t bytes = 0;
        ::pthread_getattr_default_np(&attributes);
        ::pthread_attr_getstacksize(&attributes, &bytes);
        ::pthread_attr_destroy(&attributes);
        return bytes;
    }
    static void setStack(std::size_t bytes)
    {
        pthread_attr_t attributes;
        ::pthread_getattr_default_np(&attributes);
        ::pthread_attr_setstacksize(&attributes, bytes);
        ::pthread_setattr_default_np(&attributes);
        ::pthread_attr_destroy(&attributes);
    }

    const std::size_t m_usual = usualStack();
};

} // namespace

class TestJobQueue : public QObject {
    Q_OBJECT

private slots:
    void statesFollowEachOtherAndNoOther_data()
    {
        QTest::addColumn<int>("from");
        QTest::addColumn<QList<int>>("to");
        const auto row = [](JobState from, QList<JobState> to) {
            QList<int> numbers;
            for (const JobState state : to)
                numbers.append(static_cast<int>(state));
            QTest::newRow(jobStateName(from)) << static_cast<int>(from) << numbers;
        };
        using enum JobState;
        row(Created, {Authorizing, Cancelled});
        row(Authorizing, {Queued, Failed, Cancelled});
        row(Queued, {Running, Paused, Cancelled});
        row(Running, {Paused, Succeeded, Failed, Cancelled});
        row(Paused, {Queued, Cancelled});
        row(Succeeded, {});
        row(Failed, {});
        row(Cancelled, {});
    }

    void statesFollowEachOtherAndNoOther()
    {
        QFETCH(int, from);
        QFETCH(QList<int>, to);
        for (int state = 0; state <= static_cast<int>(JobState::Cancelled); ++state)
            QCOMPARE(mayFollow(static_cast<JobState>(from), static_cast<JobState>(state)),
                     to.contains(state));
    }

    void jobGoesThroughItsStatesAndBringsItsResult()
    {
        Fixture fixture;
        const auto queue = fixture.make();
        const auto number = queue
                                ->create(request([](const JobContext& context) {
                                    Progress pull(context.sink, StepKind::Pull, "x", Bytes(9));
                                    pull.advance(Bytes(9));
                                    return QVariantMap{{QStringLiteral("granted"),
                                                        static_cast<int>(context.granted.size())}};
                                }))
                                .number;
        QCOMPARE(fixture.diary.lines, QStringList{QStringLiteral("1 created")});
        queue->start(number, QStringLiteral(":1.1"));
        QTRY_VERIFY(fixture.diary.has("1 succeeded"));
        QStringList states = fixture.diary.lines;
        states.removeIf(
            [](const QString& line) { return line.contains(QLatin1String("progress")); });
        QCOMPARE(states, (QStringList{QStringLiteral("1 created"), QStringLiteral("1 authorizing"),
                                      QStringLiteral("1 queued"), QStringLiteral("1 running"),
                                      QStringLiteral("1 succeeded")}));
        QCOMPARE(fixture.diary.lines.at(fixture.diary.lines.size() - 2),
                 QStringLiteral("1 progress 9/9"));
        QCOMPARE(queue->find(number)->result.value(QStringLiteral("granted")).toInt(), 1);
        QVERIFY(!queue->isAnyUnfinished());
    }

    void refusalFailsTheJobAndNothingIsDone()
    {
        Fixture fixture;
        fixture.refusal = Error(Code::AuthChallenge, "thing");
        const auto queue = fixture.make();
        std::atomic<bool> hasRun = false;
        queue->create(request([&hasRun](const JobContext&) {
            hasRun = true;
            return QVariantMap();
        }));
        queue->start(1, QStringLiteral(":1.1"));
        QTRY_VERIFY(fixture.diary.has("1 failed"));
        QCOMPARE(queue->find(1)->error->code(), Code::AuthChallenge);
        QVERIFY(!hasRun);
        QCOMPARE(fixture.asked.size(), 1U);
    }

    void everyPermissionIsAskedForInTurn()
    {
        Fixture fixture;
        const auto queue = fixture.make();
        JobRequest job = request(nothing);
        job.permissions = [] {
            return std::vector<Permission>{{QStringLiteral("a"), {}}, {QStringLiteral("b"), {}}};
        };
        queue->create(std::move(job));
        queue->start(1, QStringLiteral(":1.1"));
        QTRY_VERIFY(fixture.diary.has("1 succeeded"));
        QCOMPARE(fixture.asked.size(), 2U);
        QCOMPARE(fixture.asked[1].action, QStringLiteral("b"));
    }

    void onlyItsMakerStartsAJobAndOnlyOnce()
    {
        Fixture fixture;
        fixture.isHeldBack = true;
        const auto queue = fixture.make();
        queue->create(request(nothing));
        QCOMPARE(codeOf([&] { queue->start(1, QStringLiteral(":1.2")); }),
                 std::optional(Code::AuthDenied));
        QCOMPARE(codeOf([&] { queue->start(2, QStringLiteral(":1.1")); }),
                 std::optional(Code::JobNotFound));
        queue->start(1, QStringLiteral(":1.1"));
        QCOMPARE(codeOf([&] { queue->start(1, QStringLiteral(":1.1")); }),
                 std::optional(Code::JobState));
    }

    void errorsOfTheWorkAreTheJobs()
    {
        Fixture fixture;
        const auto queue = fixture.make();
        queue->create(request([](const JobContext&) -> QVariantMap {
            throw Error(Code::RegistryUnreachable, "host");
        }));
        queue->create(request([](const JobContext&) -> QVariantMap { throw std::bad_alloc(); }));
        JobRequest third = request(nothing);
        third.permissions = []() -> std::vector<Permission> {
            throw Error(Code::StoreNotFound, "x");
        };
        queue->create(std::move(third));
        for (const std::uint64_t number : {1, 2, 3})
            queue->start(number, QStringLiteral(":1.1"));
        QTRY_VERIFY(!queue->isAnyUnfinished());
        QCOMPARE(queue->find(1)->error->code(), Code::RegistryUnreachable);
        QCOMPARE(queue->find(2)->error->code(), Code::SystemLimit);
        QCOMPARE(queue->find(3)->error->code(), Code::StoreNotFound);
    }

    void jobFailsForWhichThereIsNoThread()
    {
        Fixture fixture;
        const auto queue = fixture.make();
        JobRequest unasked = request(nothing);
        unasked.permissions = nullptr;
        queue->create(request(nothing));
        queue->create(std::move(unasked));
        {
            const NoThreads none;
            for (const std::uint64_t number : {1, 2})
                queue->start(number, QStringLiteral(":1.1"));
            QVERIFY(fixture.diary.has("2 running"));
            QTRY_VERIFY(!queue->isAnyUnfinished());
        }
        for (const std::uint64_t number : {1, 2}) {
            QCOMPARE(queue->find(number)->state, JobState::Failed);
            QCOMPARE(queue->find(number)->error->code(), Code::SystemLimit);
        }
        queue->create(request(nothing));
        queue->start(3, QStringLiteral(":1.1"));
        QTRY_VERIFY(fixture.diary.has("3 succeeded"));
    }

    void cancelEndsAJobInEveryState()
    {
        Fixture fixture;
        const auto queue = fixture.make();
        queue->create(request(untilStopped));
        queue->create(request(untilStopped));
        queue->cancel(1);
        QVERIFY(fixture.diary.has("1 cancelled"));
        queue->start(2, QStringLiteral(":1.1"));
        QTRY_VERIFY(fixture.diary.has("2 running"));
        queue->cancel(2);
        QTRY_VERIFY(fixture.diary.has("2 cancelled"));
        QCOMPARE(codeOf([&] { queue->cancel(2); }), std::optional(Code::JobState));
        fixture.isHeldBack = true;
        queue->create(request(untilStopped));
        queue->start(3, QStringLiteral(":1.1"));
        QTRY_VERIFY(fixture.answer);
        queue->cancel(3);
        QVERIFY(fixture.diary.has("3 cancelled"));
        QVERIFY(fixture.withdrawn.stop_requested());
        fixture.answer(std::nullopt); // too late
        QVERIFY(!fixture.diary.has("3 queued"));
    }

    void cancelSaysWhenItComesTooLate()
    {
        Fixture fixture;
        const auto queue = fixture.make();
        std::latch go(1);
        queue->create(request([&go](const JobContext& context) {
            Progress remove(context.sink, StepKind::Remove, "x");
            remove.passPointOfNoReturn();
            go.wait();
            return QVariantMap();
        }));
        queue->start(1, QStringLiteral(":1.1"));
        QTRY_VERIFY(queue->find(1)->state == JobState::Running && !queue->find(1)->isCancelable());
        QCOMPARE(codeOf([&] { queue->cancel(1); }), std::optional(Code::JobState));
        go.count_down();
        QTRY_VERIFY(fixture.diary.has("1 succeeded"));
    }

    void whoeverLeavesLeavesOnlyRunningJobs()
    {
        Fixture fixture;
        const auto queue = fixture.make();
        queue->create(request(untilStopped));
        queue->start(1, QStringLiteral(":1.1"));
        QTRY_VERIFY(fixture.diary.has("1 running"));
        queue->create(request(nothing));
        fixture.isHeldBack = true;
        queue->create(request(nothing));
        queue->start(3, QStringLiteral(":1.1"));
        QTRY_VERIFY(fixture.answer);
        queue->create(request(nothing, ":1.9"));
        queue->dropClient(QStringLiteral(":1.1"));
        QCOMPARE(queue->find(1)->state, JobState::Running);
        QCOMPARE(queue->find(2)->state, JobState::Cancelled);
        QCOMPARE(queue->find(3)->state, JobState::Failed);
        QCOMPARE(queue->find(3)->error->code(), Code::AuthDenied);
        QCOMPARE(queue->find(4)->state, JobState::Created);
        fixture.answer(std::nullopt); // granted after all: it is not done
        QCOMPARE(queue->find(3)->state, JobState::Failed);
        queue->cancel(1);
        QTRY_VERIFY(fixture.diary.has("1 cancelled"));
    }

    void jobThatIsNotStartedIsDropped()
    {
        Fixture fixture;
        fixture.limits.unstarted = 0s;
        const auto queue = fixture.make();
        queue->create(request(nothing));
        QTRY_VERIFY(fixture.diary.has("1 cancelled"));
    }

    void endedJobIsForgottenAfterAWhile()
    {
        Fixture fixture;
        fixture.limits.kept = 0s;
        const auto queue = fixture.make();
        queue->create(request(nothing));
        queue->start(1, QStringLiteral(":1.1"));
        QTRY_VERIFY(fixture.diary.has("1 forgotten"));
        QVERIFY(!queue->find(1));
    }

    void onlySoManyEndedJobsAreKept()
    {
        Fixture fixture;
        fixture.limits.keptEnded = 2;
        const auto queue = fixture.make();
        for (int i = 0; i < 5; ++i) {
            queue->create(request(nothing));
            queue->cancel(static_cast<std::uint64_t>(i + 1));
        }
        QTRY_COMPARE(queue->jobs().size(), 2U);
        QVERIFY(queue->find(5));
    }

    void endedJobsOfOneUserPushOutNobodyElses()
    {
        Fixture fixture;
        fixture.limits.keptEnded = 2;
        const auto queue = fixture.make();
        queue->create(request(nothing, ":1.2", 1001));
        queue->cancel(1);
        for (int i = 0; i < 5; ++i) {
            queue->create(request(nothing));
            queue->cancel(static_cast<std::uint64_t>(i + 2));
        }
        QTRY_COMPARE(queue->jobs().size(), 3U);
        QVERIFY(queue->find(1) && queue->find(5) && queue->find(6));
    }

    void limitsAreForEachClientAndUserAndNotForRoot()
    {
        Fixture fixture;
        fixture.limits.perClient = 2;
        fixture.limits.perUser = 3;
        const auto queue = fixture.make();
        queue->create(request(nothing, ":1.1"));
        queue->create(request(nothing, ":1.1"));
        QCOMPARE(codeOf([&] { queue->create(request(nothing, ":1.1")); }),
                 std::optional(Code::ApiLimit));
        queue->create(request(nothing, ":1.2"));
        QCOMPARE(codeOf([&] { queue->create(request(nothing, ":1.2")); }),
                 std::optional(Code::ApiLimit));
        for (int i = 0; i < 4; ++i)
            queue->create(request(nothing, ":1.3", 0));
        queue->cancel(1);
        queue->create(request(nothing, ":1.1"));
    }

    void heavyJobsWaitForEachOtherAndLightOnesDoNot()
    {
        Fixture fixture;
        fixture.limits.running = 1;
        const auto queue = fixture.make();
        queue->create(request(untilStopped));
        queue->create(request(nothing));
        JobRequest light = request(nothing);
        light.weight = JobWeight::Light;
        queue->create(std::move(light));
        queue->start(1, QStringLiteral(":1.1"));
        QTRY_VERIFY(fixture.diary.has("1 running"));
        queue->start(2, QStringLiteral(":1.1"));
        queue->start(3, QStringLiteral(":1.1"));
        QTRY_VERIFY(fixture.diary.has("3 succeeded"));
        QTRY_VERIFY(fixture.diary.has("2 queued"));
        QVERIFY(!fixture.diary.has("2 running"));
        queue->cancel(1);
        QTRY_VERIFY(fixture.diary.has("2 succeeded"));
    }

    void nobodyWaitsForOtherUsersJobsAlone()
    {
        Fixture fixture;
        fixture.limits.running = 2;
        const auto queue = fixture.make();
        for (int i = 0; i < 3; ++i)
            queue->create(request(untilStopped));
        for (int i = 0; i < 2; ++i)
            queue->create(request(untilStopped, ":1.2", 1001));
        // One by one: their permissions are asked for aside, and come in any order.
        const auto start = [&](std::uint64_t number, const char* client, const char* state) {
            queue->start(number, QString::fromLatin1(client));
            const std::string line = std::to_string(number) + " " + state;
            return QTest::qWaitFor([&] { return fixture.diary.has(line.c_str()); });
        };
        QVERIFY(start(1, ":1.1", "running"));
        QVERIFY(start(2, ":1.1", "running"));
        QVERIFY(start(3, ":1.1", "queued"));
        QVERIFY(start(4, ":1.2", "running"));
        QVERIFY(start(5, ":1.2", "queued"));
        QVERIFY(!fixture.diary.has("3 running") && !fixture.diary.has("5 running"));
        // With one less there is still no room but for who has none.
        queue->cancel(1);
        QTRY_VERIFY(fixture.diary.has("1 cancelled"));
        QVERIFY(!fixture.diary.has("3 running") && !fixture.diary.has("5 running"));
        queue->cancel(2);
        QTRY_VERIFY(fixture.diary.has("3 running"));
    }

    void progressIsTheLastThingBeforeTheEnd()
    {
        Fixture fixture;
        fixture.limits.interval = 1h;
        const auto queue = fixture.make();
        queue->create(request([](const JobContext& context) {
            Progress pull(context.sink, StepKind::Pull, "x", Bytes(100));
            for (int i = 0; i < 100; ++i)
                pull.advance(Bytes(1));
            return QVariantMap();
        }));
        queue->start(1, QStringLiteral(":1.1"));
        QTRY_VERIFY(fixture.diary.has("1 succeeded"));
        const auto told = fixture.diary.lines.filter(QStringLiteral("progress"));
        QVERIFY(told.size() <= 2);
        QCOMPARE(told.last(), QStringLiteral("1 progress 100/100"));
        QVERIFY(fixture.diary.lines.last().endsWith(QLatin1String("succeeded")));
    }

    void whatTheWorkHoldsIsLetGoAtItsEnd()
    {
        Fixture fixture;
        const auto queue = fixture.make();
        const auto held = std::make_shared<int>(1);
        queue->create(request([held](const JobContext&) { return QVariantMap(); }));
        QVERIFY(held.use_count() > 1);
        queue->start(1, QStringLiteral(":1.1"));
        QTRY_VERIFY(fixture.diary.has("1 succeeded"));
        QCOMPARE(held.use_count(), 1L);
    }

    void queueThatGoesWaitsForItsWork()
    {
        Fixture fixture;
        std::atomic<bool> hasEnded = false;
        {
            const auto queue = fixture.make();
            queue->create(request([&hasEnded](const JobContext& context) -> QVariantMap {
                while (!context.stop.stop_requested())
                    std::this_thread::sleep_for(1ms);
                hasEnded = true;
                throw Cancelled();
            }));
            queue->start(1, QStringLiteral(":1.1"));
            QTRY_VERIFY(fixture.diary.has("1 running"));
        }
        QVERIFY(hasEnded);
    }
};

QTEST_GUILESS_MAIN(TestJobQueue)
#include "tst_job_queue.moc"
