// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Calls that are answered from threads.

#include <QSemaphore>
#include <QTest>
#include <QThreadPool>

#include "helper/service/call.h"

using namespace onggi;

class TestCall : public QObject {
    Q_OBJECT

private slots:
    void thoseThatWaitHoldUpNoOther()
    {
        constexpr int kCalls = 32; // more than a usual machine has processors
        QSemaphore come;
        QSemaphore goOn;
        for (int i = 0; i < kCalls; ++i) {
            const auto call = std::make_shared<Call>(QDBusConnection(QStringLiteral("none")),
                                                     QDBusMessage(), Idle::Hold());
            answerFromThread(call, [&](Call& answered) {
                come.release();
                goOn.acquire();
                answered.answer(QDBusMessage());
            });
        }
        const bool haveAllCome = come.tryAcquire(kCalls, 30'000);
        goOn.release(kCalls);
        QThreadPool::globalInstance()->waitForDone();
        QVERIFY(haveAllCome);
    }
};

QTEST_GUILESS_MAIN(TestCall)
#include "tst_call.moc"
