// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The helper leaves when nothing needs it, and not before.

#include <thread>

#include <QTest>

#include "helper/service/idle.h"

using namespace onggi;
using namespace std::chrono_literals;

class TestIdle : public QObject {
    Q_OBJECT

private slots:
    void isIdleWhenNobodyEverCame()
    {
        int times = 0;
        const Idle idle(1ms, [&times] { ++times; });
        QTRY_VERIFY(times >= 2);
    }

    void isNotIdleWhileSomethingHoldsIt()
    {
        int times = 0;
        Idle idle(1ms, [&times] { ++times; });
        auto first = idle.hold();
        auto second = idle.hold();
        QTest::qWait(20);
        QCOMPARE(times, 0);
        first.reset();
        QVERIFY(idle.isHeld());
        QTest::qWait(20);
        QCOMPARE(times, 0);
        second.reset();
        QTRY_VERIFY(times > 0);
    }

    void holdMayBeLetGoOnAnotherThread()
    {
        int times = 0;
        Idle idle(1ms, [&times] { ++times; });
        std::jthread([hold = idle.hold()]() mutable { hold.reset(); }).join();
        QVERIFY(!idle.isHeld());
        QTRY_VERIFY(times > 0);
    }

    void holdMayOutliveIt()
    {
        Idle::Hold hold;
        {
            Idle idle(1ms, [] {});
            hold = idle.hold();
        }
        hold.reset();
    }

    void countsWhatCame()
    {
        Idle idle(1h, [] {});
        const auto before = idle.holdsTaken();
        idle.hold();
        QCOMPARE(idle.holdsTaken(), before + 1);
        QVERIFY(!idle.isHeld());
    }
};

QTEST_GUILESS_MAIN(TestIdle)
#include "tst_idle.moc"
