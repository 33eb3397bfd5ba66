// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/models/job_text.h"

#include <QLocale>
#include <QTest>

using namespace onggi;

class TestJobText : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void everyStateHasAWord_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<bool>("isOver");
        QTest::newRow("created") << "waiting for permission" << false;
        QTest::newRow("authorizing") << "waiting for permission" << false;
        QTest::newRow("queued") << "queued" << false;
        QTest::newRow("running") << "running" << false;
        QTest::newRow("paused") << "paused" << false;
        QTest::newRow("succeeded") << "done" << true;
        QTest::newRow("failed") << "failed" << true;
        QTest::newRow("cancelled") << "cancelled" << true;
    }
    void everyStateHasAWord()
    {
        QFETCH(QString, word);
        QFETCH(bool, isOver);
        wire::Job job;
        job.state = QTest::currentDataTag();
        QCOMPARE(stateText(job), word);
        QCOMPARE(hasEnded(job), isOver);
    }

    void aTitleIsVerbAndThing_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("text");
        QTest::newRow("pull") << "pull"
                              << "docker.io/library/nginx:1.29"
                              << "Pull nginx:1.29";
        QTest::newRow("other registry") << "pull"
                                        << "ghcr.io/owner/app:2"
                                        << "Pull ghcr.io/owner/app:2";
        QTest::newRow("load") << "load"
                              << "images.tar"
                              << "Load images.tar";
        QTest::newRow("nothing named") << "check"
                                       << ""
                                       << "Check the store";
        QTest::newRow("of a later version") << "build"
                                            << "web"
                                            << "build web";
    }
    void aTitleIsVerbAndThing()
    {
        QFETCH(QString, kind);
        QFETCH(QString, title);
        wire::Job job;
        job.kind = kind;
        job.title = title;
        QTEST(titleText(job), "text");
    }

    void transfersAreCountedTogether()
    {
        std::map<qulonglong, wire::Job> jobs;
        QCOMPARE(transfersText(jobs), QString());
        for (const qulonglong number : {1ULL, 2ULL}) {
            jobs[number].kind = "pull";
            jobs[number].state = "running";
            jobs[number].rate = 4'800'000;
        }
        jobs[3].kind = "plan-pull";
        jobs[3].state = "running";
        QCOMPARE(transfersText(jobs), QString("2 transfer(s), 9.6\u00a0MB/s"));
        jobs[1].state = "paused";
        QCOMPARE(transfersText(jobs), QString("2 transfer(s), 4.8\u00a0MB/s"));
        jobs[2].state = "paused";
        QCOMPARE(transfersText(jobs), QString("2 transfer(s), paused"));
    }

    void onlyWhatTheHelperSaysIsPausable()
    {
        wire::Job job;
        job.state = "running";
        QVERIFY(!isPausable(job));
        job.later.insert("pausable", true);
        QVERIFY(isPausable(job));
        QVERIFY(!isPaused(job));
        job.state = "paused";
        QVERIFY(isPausable(job));
        QVERIFY(isPaused(job));
        job.state = "cancelled";
        QVERIFY(!isPausable(job));
    }

    void amountsAreSaidAsFarAsTheyAreKnown()
    {
        QCOMPARE(amountText(0, 0), QString());
        QCOMPARE(amountText(1'500'000, 0), QString("1.5\u00a0MB"));
        QCOMPARE(amountText(1'500'000, 3'000'000), QString("1.5\u00a0MB of 3.0\u00a0MB"));
    }

    void timeLeftIsOnlyGuessedFromARate_data()
    {
        QTest::addColumn<qulonglong>("done");
        QTest::addColumn<qulonglong>("total");
        QTest::addColumn<double>("rate");
        QTest::addColumn<QString>("text");
        QTest::newRow("seconds") << 0ULL << 9'000ULL << 1'000.0 << "10 s left";
        QTest::newRow("minutes") << 0ULL << 600'000ULL << 1'000.0 << "10 min left";
        QTest::newRow("nothing moves") << 0ULL << 9'000ULL << 0.0 << "";
        QTest::newRow("all there") << 9'000ULL << 9'000ULL << 1'000.0 << "";
        QTest::newRow("no total") << 9'000ULL << 0ULL << 1'000.0 << "";
        QTest::newRow("beyond a week") << 0ULL << 1'000'000'000'000ULL << 2.0 << "";
    }
    void timeLeftIsOnlyGuessedFromARate()
    {
        QFETCH(qulonglong, done);
        QFETCH(qulonglong, total);
        QFETCH(double, rate);
        wire::Job job;
        job.done = done;
        job.total = total;
        job.rate = rate;
        QTEST(timeLeftText(job), "text");
    }
};

QTEST_GUILESS_MAIN(TestJobText)
#include "tst_job_text.moc"
