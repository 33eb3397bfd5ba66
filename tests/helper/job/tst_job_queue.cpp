// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The life of jobs: order of states, refusals, cancellation, limits, and what is told of each.

#include <atomic>
#include <latch>
#include <thread>

#include <QTest>

#include "engine/core/cancel.h"
#include "helper/job/job_queue.h"

using namespace onggi;
using namespace std::chrono_literals;

namespace {

// Writes down what it is told: "1 authorizing", "1 progress 5/9", "1 succeeded", "1 forgotten".
class Diary final : public JobListener {
public:
    void jobChanged(const Job& job) override { write(job, jobStateName(job.state)); }
    void jobProgressed(const Job& job, const JobBytes& bytes,
                       const std::vector<StepState>&) override
    {
        write(job, "progress " + std::to_string(bytes.done.count()) + "/" +
                       std::to_string(bytes.total.count()));
    }
    void jobEnded(const Job& job) override { write(job, jobStateName(job.state)); }
    void jobForgotten(const Job& job) override { write(job, "forgotten"); }

    bool has(const char* line) const { return lines.contains(QLatin1String(line)); }
    QStringList lines;

private:
    void write(const Job& job, const std::string& what)
    {
        lines.append(QStringLiteral("%1 ").arg(job.number) + QString::fromStdString(what));
    }
};

struct Fixture {
    Diary diary;
    std::vector<Permission> asked;
    std::function<void(std::optional<Error>)> answer; // of the last question, if held back
    bool isHeldBack = false;
    std::optional<Error> refusal;
    std::stop_token withdrawn;
    std::uint64_t last = 0;
    JobLimits limits;

    std::unique_ptr<JobQueue> make()
    {
        return std::make_unique<JobQueue>([this] { return ++last; },
                                          [this](const JobOwner&, const Permission& permission,
                                                 std::stop_token stop,
                                                 std::function<void(std::optional<Error>)> done) {
                                              asked.push_back(permission);
                                              withdrawn = std::move(stop);
                                              if (isHeldBack)
                                                  answer = std::move(done);
                                              else
                                                  done(refusal);
                                          },
                                          diary, limits);
    }
};

JobRequest request(std::function<QVariantMap(const JobContext&)> work, const char* client = ":1.1",
                   std::uint32_t uid = 1000)
{
    JobRequest job;
    job.kind = QStringLiteral("test");
    job.title = QStringLiteral("thing");
    job.owner = {QLatin1String(client), uid};
    job.permissions = [] {
        return std::vector<Permission>{{QStringLiteral("a.b"), QStringLiteral("thing")}};
    };
    job.work = std::move(work);
    return job;
}

JobRequest pausable(std::function<QVariantMap(const JobContext&)> work)
{
    JobRequest job = request(std::move(work));
    job.isPausable = true;
    return job;
}

QVariantMap nothing(const JobContext&)
{
    return {};
}

// Blocks until it is cancelled.
QVariantMap untilStopped(const JobContext& context)
{
    while (!context.stop.stop_requested())
        std::this_thread::sleep_for(1ms);
    throw Cancelled();
}

template <typename Call>
std::optional<Code> codeOf(Call call)
{
    try {
        call();
    } catch (const Error& error) {
        return error.code();
    }
    return std::nullopt;
}

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
        queue->start(1, ":1.1");
        QTRY_COMPARE(queue->find(1)->state, JobState::Running);
        queue->start(2, ":1.1");
        QTRY_COMPARE(queue->find(2)->state, JobState::Queued);
        queue->pause(1);
        QTRY_COMPARE(queue->find(2)->state, JobState::Succeeded);
        QCOMPARE(queue->find(1)->state, JobState::Paused);
    }

    void pausedJobIsCancelledAtOnce()
    {
        Fixture fixture;
        const auto queue = fixture.make();
        queue->create(pausable(untilStopped));
        queue->start(1, ":1.1");
        QTRY_COMPARE(queue->find(1)->state, JobState::Running);
        queue->pause(1);
        QTRY_COMPARE(queue->find(1)->state, JobState::Paused);
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
        queue->start(1, ":1.1");
        QTRY_COMPARE(queue->find(1)->state, JobState::Running);
        queue->start(2, ":1.1");
        QTRY_COMPARE(queue->find(2)->state, JobState::Queued);
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
        {
            const auto queue = fixture.make();
            queue->create(pausable(untilStopped));
            queue->start(1, ":1.1");
            QTRY_COMPARE(queue->find(1)->state, JobState::Running);
            queue->pause(1);
            QTRY_COMPARE(queue->find(1)->state, JobState::Paused);
            queue->cancelAll();
            QCOMPARE(queue->find(1)->state, JobState::Cancelled);
        }
    }
};

QTEST_GUILESS_MAIN(TestJobQueue)
#include "tst_job_queue.moc"
