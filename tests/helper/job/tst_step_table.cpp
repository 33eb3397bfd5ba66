// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the bus is told of the engine's steps.

#include <atomic>
#include <thread>

#include <QTest>

#include "helper/job/step_table.h"
#include "helper/job/throttle.h"

using namespace onggi;
using namespace std::chrono_literals;

class TestStepTable : public QObject {
    Q_OBJECT

private slots:
    void wakesOnceUntilTheChangesAreTaken()
    {
        int wakes = 0;
        const auto table = std::make_shared<StepTable>([&wakes] { ++wakes; });
        Progress pull(table, StepKind::Pull, "x:1");
        pull.setTotal(Bytes(10));
        pull.advance(Bytes(3));
        QCOMPARE(wakes, 1);
        const auto changes = table->takeChanges();
        QCOMPARE(changes.size(), 1U);
        QCOMPARE(changes[0].subject, std::string("x:1"));
        QCOMPARE(changes[0].done, Bytes(3));
        QVERIFY(table->takeChanges().empty());
        pull.advance(Bytes(1));
        QCOMPARE(wakes, 2);
    }

    void endOfAStepIsTold()
    {
        const auto table = std::make_shared<StepTable>([] {});
        {
            Progress pull(table, StepKind::Pull, "x");
            Progress layer = pull.child(StepKind::Download, "sha256:…", Bytes(5));
        }
        const auto changes = table->takeChanges();
        QCOMPARE(changes.size(), 2U);
        QVERIFY(changes[0].hasEnded && changes[1].hasEnded);
        QCOMPARE(changes[1].parent, changes[0].id);
    }

    void bytesOfAJobAreThoseOfItsDownloads()
    {
        const auto table = std::make_shared<StepTable>([] {});
        const auto now = StepTable::Clock::now();
        Progress pull(table, StepKind::Pull, "x");
        Progress first = pull.child(StepKind::Download, "1", Bytes(100));
        Progress unpack = pull.child(StepKind::Unpack, "1", Bytes(1000));
        first.advance(Bytes(40));
        unpack.advance(Bytes(500));
        QCOMPARE(table->bytes(now).done, Bytes(40));
        QCOMPARE(table->bytes(now).total, Bytes(100));
        Progress second = pull.child(StepKind::Download, "2", Bytes(50));
        QCOMPARE(table->bytes(now).total, Bytes(150));
    }

    void bytesOfTheOutermostStepCountWhereItHasAny()
    {
        const auto table = std::make_shared<StepTable>([] {});
        Progress check(table, StepKind::Check, "store", Bytes(200));
        Progress layer = check.child(StepKind::Download, "1", Bytes(7));
        check.advance(Bytes(60));
        const JobBytes bytes = table->bytes(StepTable::Clock::now());
        QCOMPARE(bytes.done, Bytes(60));
        QCOMPARE(bytes.total, Bytes(200));
    }

    void neitherDoneNorTotalEverShrinks()
    {
        const auto table = std::make_shared<StepTable>([] {});
        const auto now = StepTable::Clock::now();
        Progress load(table, StepKind::Load, "a.tar");
        Progress unpack = load.child(StepKind::Unpack, "1", Bytes(900));
        unpack.advance(Bytes(900));
        QCOMPARE(table->bytes(now).done, Bytes(900));
        // From here on downloads are what counts, and there is less of them.
        Progress download = load.child(StepKind::Download, "2", Bytes(10));
        QCOMPARE(table->bytes(now).done, Bytes(900));
        QCOMPARE(table->bytes(now).total, Bytes(900));
    }

    void workThatBeginsAgainGoesOnWithWhatIsLeft()
    {
        const auto table = std::make_shared<StepTable>([] {});
        const auto now = StepTable::Clock::now();
        {
            Progress pull(table, StepKind::Pull, "x", Bytes(100));
            pull.advance(Bytes(53)); // 50 of them in layers that are whole
            QCOMPARE(table->bytes(now).done, Bytes(53));
        }
        table->beginAgain();
        Progress pull(table, StepKind::Pull, "x");
        pull.setTotal(Bytes(50));
        pull.advance(Bytes(3)); // found in the spool
        QCOMPARE(table->bytes(now).done, Bytes(53));
        pull.advance(Bytes(47));
        QCOMPARE(table->bytes(now).done, Bytes(100));
        QCOMPARE(table->bytes(now).total, Bytes(100));
    }

    void rateIsThatOfTheLastSeconds()
    {
        const auto table = std::make_shared<StepTable>([] {});
        const auto start = StepTable::Clock::now();
        Progress pull(table, StepKind::Pull, "x", Bytes(100'000));
        table->bytes(start);
        pull.advance(Bytes(2000));
        QCOMPARE(table->bytes(start + 1s).rate, 2000.0);
        table->bytes(start + 2s);
        table->bytes(start + 5s);
        QCOMPARE(table->bytes(start + 8s).rate, 0.0);
    }

    void manyStepsAreForgottenButTheirBytesAreNot()
    {
        const auto table = std::make_shared<StepTable>([] {});
        const auto now = StepTable::Clock::now();
        Progress pull(table, StepKind::Pull, "x");
        for (int i = 0; i < 10'000; ++i) {
            Progress layer = pull.child(StepKind::Download, "l", Bytes(2));
            layer.advance(Bytes(2));
            table->takeChanges();
        }
        QVERIFY(table->steps().size() < 5000);
        QCOMPARE(table->bytes(now).done, Bytes(20'000));
        QCOMPARE(table->bytes(now).total, Bytes(20'000));
    }

    void manyThreadsMayReportAtOnce()
    {
        std::atomic<int> wakes = 0;
        const auto table = std::make_shared<StepTable>([&wakes] { ++wakes; });
        Progress pull(table, StepKind::Pull, "x");
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 4; ++i)
                threads.emplace_back([&pull] {
                    Progress layer = pull.child(StepKind::Download, "l", Bytes(1000));
                    for (int k = 0; k < 1000; ++k)
                        layer.advance(Bytes(1));
                });
            while (table->bytes(StepTable::Clock::now()).done < Bytes(4000))
                table->takeChanges();
        }
        table->takeChanges();
        QVERIFY(wakes >= 1);
        QCOMPARE(table->bytes(StepTable::Clock::now()).done, Bytes(4000));
    }

    void pointOfNoReturnIsSeen()
    {
        const auto table = std::make_shared<StepTable>([] {});
        Progress remove(table, StepKind::Remove, "x");
        QVERIFY(!table->hasPassedPointOfNoReturn());
        remove.passPointOfNoReturn();
        QVERIFY(table->hasPassedPointOfNoReturn());
    }

    void firstReportIsDueAtOnceAndTheNextAfterTheInterval()
    {
        Throttle throttle(100ms);
        const auto start = Throttle::Clock::now();
        QCOMPARE(throttle.delay(start), 0ms);
        throttle.reported(start);
        QCOMPARE(throttle.delay(start + 30ms), 70ms);
        QCOMPARE(throttle.delay(start + 100ms), 0ms);
        QCOMPARE(throttle.delay(start + 5s), 0ms);
    }
};

QTEST_APPLESS_MAIN(TestStepTable)
#include "tst_step_table.moc"
