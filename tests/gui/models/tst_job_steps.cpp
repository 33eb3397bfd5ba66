// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/models/job_steps.h"

#include <QTest>

using namespace onggi;

namespace {

wire::Step step(qulonglong id, const QString& kind, const QString& subject, qulonglong done = 0,
                qulonglong total = 0, bool hasEnded = false)
{
    wire::Step row;
    row.id = id;
    row.parent = kind == "pull" ? 0 : 1;
    row.kind = kind;
    row.subject = subject;
    row.done = done;
    row.total = total;
    row.hasEnded = hasEnded;
    return row;
}

std::vector<JobPart> partsOf(std::initializer_list<wire::Step> steps)
{
    std::map<qulonglong, wire::Step> all;
    for (const wire::Step& row : steps)
        all.emplace(row.id, row);
    return jobParts(all);
}

} // namespace

class TestJobSteps : public QObject {
    Q_OBJECT

private slots:
    void theJobItselfIsNoPart() { QVERIFY(partsOf({step(1, "pull", "nginx:1")}).empty()); }

    void aLayerThatComesIsDownloading()
    {
        const auto parts = partsOf({step(1, "pull", "nginx:1"), step(2, "download", "a", 3, 9)});
        QCOMPARE(parts.size(), 1U);
        QCOMPARE(parts[0].state, JobPart::State::Downloading);
        QCOMPARE(parts[0].subject, QString("a"));
        QCOMPARE(parts[0].done, 3ULL);
        QCOMPARE(parts[0].total, 9ULL);
    }

    void downloadAndUnpackingAreOnePart_data()
    {
        QTest::addColumn<bool>("hasDownloaded");
        QTest::addColumn<bool>("hasUnpacked");
        QTest::addColumn<int>("state");
        const auto row = [](const char* name, bool downloaded, bool unpacked,
                            JobPart::State state) {
            QTest::newRow(name) << downloaded << unpacked << static_cast<int>(state);
        };
        row("both go on", false, false, JobPart::State::Downloading);
        row("still unpacked", true, false, JobPart::State::Unpacking);
        row("both have ended", true, true, JobPart::State::Done);
    }
    void downloadAndUnpackingAreOnePart()
    {
        QFETCH(bool, hasDownloaded);
        QFETCH(bool, hasUnpacked);
        QFETCH(int, state);
        const wire::Step download = step(2, "download", "a", 9, 9, hasDownloaded);
        const wire::Step unpack = step(3, "unpack", "a", 0, 0, hasUnpacked);
        const auto parts = partsOf({step(1, "pull", "nginx:1"), download, unpack});
        QCOMPARE(parts.size(), 1U);
        QCOMPARE(static_cast<int>(parts[0].state), state);
        QCOMPARE(parts[0].total, 9ULL);
    }

    void aPausedLayerHasStopped()
    {
        const auto parts =
            partsOf({step(1, "pull", "nginx:1"), step(2, "download", "a", 3, 9, true),
                     step(3, "unpack", "a", 0, 0, true)});
        QCOMPARE(parts.size(), 1U);
        QCOMPARE(parts[0].state, JobPart::State::Stopped);
        QCOMPARE(parts[0].done, 3ULL);
    }

    void aResumedLayerGoesOn()
    {
        const wire::Step job = step(1, "pull", "nginx:1");
        const wire::Step stopped = step(2, "download", "a", 3, 9, true);
        const wire::Step given = step(3, "unpack", "a", 0, 0, true);
        auto parts = partsOf({job, stopped, given, step(4, "download", "a", 5, 9)});
        QCOMPARE(parts[0].state, JobPart::State::Downloading);
        QCOMPARE(parts[0].done, 5ULL);
        parts = partsOf({job, stopped, given, step(4, "download", "a", 9, 9, true),
                         step(5, "unpack", "a", 0, 0)});
        QCOMPARE(parts[0].state, JobPart::State::Unpacking);
    }

    void theOrderIsThatOfTheirBeginnings()
    {
        const auto parts =
            partsOf({step(1, "pull", "nginx:1"), step(2, "download", "b"), step(3, "download", "a"),
                     step(4, "unpack", "b"), step(5, "merge", "m")});
        QCOMPARE(parts.size(), 3U);
        QCOMPARE(parts[0].subject, QString("b"));
        QCOMPARE(parts[1].subject, QString("a"));
        QCOMPARE(parts[2].subject, QString("m"));
        QCOMPARE(parts[2].state, JobPart::State::Working);
    }

    void whatIsPushedIsSentOrThereAlready()
    {
        const auto parts = partsOf(
            {step(1, "pull", "x"), step(2, "upload", "a", 3, 9), step(3, "upload", "b", 9, 9, true),
             step(4, "present", "c", 0, 0, true), step(5, "mounted", "d", 0, 0, true)});
        QCOMPARE(parts.size(), 4U);
        QCOMPARE(parts[0].state, JobPart::State::Uploading);
        QCOMPARE(parts[1].state, JobPart::State::Done);
        QCOMPARE(parts[2].state, JobPart::State::Present);
        QCOMPARE(parts[3].state, JobPart::State::Mounted);
    }

    void partsOfOtherJobsStandForThemselves()
    {
        const auto parts = partsOf(
            {step(1, "pull", "x"), step(2, "check", "a", 1, 2), step(3, "check", "a", 2, 2, true)});
        QCOMPARE(parts.size(), 2U);
        QCOMPARE(parts[1].state, JobPart::State::Done);
    }
};

QTEST_GUILESS_MAIN(TestJobSteps)
#include "tst_job_steps.moc"
