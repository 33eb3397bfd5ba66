// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How the two outputs of a container become one log; reading itself is tested with the page.

#include "gui/models/log_reader.h"

#include <QTest>

using namespace onggi;

namespace {

std::string line(int second, const char* text)
{
    return QString("2026-11-25T14:31:%1.000000001+09:00 %2\n")
        .arg(second, 2, 10, QLatin1Char('0'))
        .arg(text)
        .toStdString();
}

QStringList texts(const std::vector<LogInput>& lines)
{
    QStringList list;
    for (const LogInput& input : lines)
        list << (input.isError ? "!" : "") + QString::fromStdString(std::string(input.bytes));
    return list;
}

} // namespace

class TestLogReader : public QObject {
    Q_OBJECT

private slots:
    void bothOutputsStandInTheOrderOfTheirTimes()
    {
        LogMerge merge;
        merge.take(false, line(1, "a") + line(3, "c"));
        merge.take(true, line(2, "b"));
        QCOMPARE(texts(merge.lines(false)), (QStringList{"a", "!b", "c"}));
    }

    void whatMayHaveAPredecessorWaits()
    {
        LogMerge merge;
        merge.take(false, line(1, "a"));
        merge.take(true, line(3, "c"));
        QCOMPARE(texts(merge.lines(false)), QStringList{"a"});
        merge.take(false, line(2, "b"));
        QCOMPARE(texts(merge.lines(false)), QStringList{"b"});
        QCOMPARE(texts(merge.lines(true)), QStringList{"!c"});
    }

    void aLineThatComesInPiecesIsOne()
    {
        LogMerge merge;
        const std::string whole = line(1, "hello");
        merge.take(false, whole.substr(0, 40));
        QVERIFY(merge.lines(true).empty());
        merge.take(false, whole.substr(40));
        QCOMPARE(texts(merge.lines(true)), QStringList{"hello"});
    }

    void theRestNeedsNoNewline()
    {
        LogMerge merge;
        merge.take(true, line(1, "a") + "2026-11-25T14:31:02Z prompt:");
        QCOMPARE(texts(merge.rest()), (QStringList{"!a", "!prompt:"}));
        QVERIFY(merge.rest().empty());
    }

    void timesAreNanoseconds()
    {
        LogMerge merge;
        merge.take(false, "2026-11-25T14:31:02.118123456+09:00 x\nwithout a time\n");
        const auto lines = merge.lines(true);
        QCOMPARE(lines[0].time, 1'795'584'662'118'123'456);
        QCOMPARE(lines[1].time, lines[0].time);
        QCOMPARE(texts(lines).last(), QString("without a time"));
    }

    void aLineWithoutTextStays()
    {
        LogMerge merge;
        merge.take(false, "2026-11-25T14:31:02Z \n2026-11-25T14:31:02Z\n");
        QCOMPARE(texts(merge.lines(true)), (QStringList{"", ""}));
    }
};

QTEST_GUILESS_MAIN(TestLogReader)
#include "tst_log_reader.moc"
