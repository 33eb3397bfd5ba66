// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/models/log_lines.h"

#include <QSignalSpy>
#include <QTest>

using namespace onggi;

class TestLogLines : public QObject {
    Q_OBJECT

private slots:
    void hostileBytesAreHarmless_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("shown");
        QTest::newRow("plain") << QByteArray("GET / 200") << "GET / 200";
        QTest::newRow("Hangul") << QByteArray("주문 요청") << "주문 요청";
        QTest::newRow("colours go") << QByteArray("\x1b[1;31mred\x1b[0m") << "red";
        QTest::newRow("colours with colons") << QByteArray("\x1b[38:5:1mx") << "x";
        QTest::newRow("clear screen is seen") << QByteArray("\x1b[2Jx") << "␛[2Jx";
        QTest::newRow("a title is seen") << QByteArray("\x1b]0;t\x07") << "␛]0;t␇";
        QTest::newRow("a lone escape") << QByteArray("\x1b") << "␛";
        QTest::newRow("an unfinished colour") << QByteArray("\x1b[31") << "␛[31";
        QTest::newRow("not UTF-8") << QByteArray("a\xff\xfe") << QString("a\ufffd\ufffd");
        QTest::newRow("zero byte") << QByteArray("a\0b", 3) << "a␀b";
        QTest::newRow("delete") << QByteArray("\x7f") << "␡";
        QTest::newRow("C1") << QByteArray("\xc2\x9b") << QString("\ufffd");
        QTest::newRow("right to left") << QByteArray("a\xe2\x80\xae"
                                                     "b")
                                       << QString("a\ufffd"
                                                  "b");
        QTest::newRow("line separator") << QByteArray("\xe2\x80\xa8") << QString("\ufffd");
        QTest::newRow("tab") << QByteArray("ab\tc") << "ab      c";
        QTest::newRow("end of a DOS line") << QByteArray("a\r") << "a";
        QTest::newRow("a return inside") << QByteArray("a\rb") << "a␍b";
    }
    void hostileBytesAreHarmless()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, shown);
        QCOMPARE(shownLogText({bytes.constData(), static_cast<std::size_t>(bytes.size())}), shown);
    }

    void linesKeepTimeAndOutput()
    {
        LogLines lines;
        const QSignalSpy spy(&lines, &LogLines::appended);
        lines.append({{5, false, "one"}, {6, true, "둘"}});
        QCOMPARE(spy.size(), 1);
        QCOMPARE(lines.count(), 2);
        QCOMPARE(lines.text(1), QString("둘"));
        QCOMPARE(lines.time(1), 6);
        QVERIFY(lines.isError(1));
        QVERIFY(!lines.isError(0));
        QCOMPARE(lines.cells(0), 3);
        QCOMPARE(lines.cells(1), 2);
        QVERIFY(lines.isWide(1));
        QCOMPARE(lines.mostCells(), 3);
    }

    void aLineWithoutAnEndIsCutIntoSeveral()
    {
        LogLines lines;
        const std::string endless(3 * LogLines::kLongestLine + 1, 'x');
        lines.append({{1, false, endless}});
        QCOMPARE(lines.count(), 4);
        QCOMPARE(lines.text(3), QString("x"));
        // A character of two UTF-16 units is not torn.
        lines.clear();
        std::string faces = "x";
        for (int at = 0; at < LogLines::kLongestLine; ++at)
            faces += "😀";
        lines.append({{1, false, faces}});
        QString whole;
        for (int line = 0; line < lines.count(); ++line)
            whole += lines.text(line);
        QCOMPARE(whole, QString::fromStdString(faces));
    }

    void theOldestGoWhereThereAreTooMany()
    {
        LogLines lines;
        int gone = 0;
        connect(&lines, &LogLines::droppedFirst, this, [&gone](int count) { gone += count; });
        std::vector<std::string> texts;
        for (int line = 0; line < LogLines::kBlock; ++line)
            texts.push_back(std::to_string(line));
        std::vector<LogInput> block;
        for (const std::string& text : texts)
            block.push_back({0, false, text});
        for (int at = 0; at <= LogLines::kMostLines / LogLines::kBlock; ++at)
            lines.append(block);
        QCOMPARE(gone, LogLines::kBlock);
        QCOMPARE(lines.count(), LogLines::kMostLines);
        QCOMPARE(lines.dropped(), LogLines::kBlock);
        QCOMPARE(lines.text(0), QString("0"));
        QCOMPARE(lines.text(lines.count() - 1), QString::number(LogLines::kBlock - 1));
    }

    void findsForwardBackwardAndRound()
    {
        LogLines lines;
        lines.append({{0, false, "Alpha"}, {0, false, "beta"}, {0, false, "ALPHA 주문"}});
        QCOMPARE(lines.find("alpha", 0, true), 0);
        QCOMPARE(lines.find("alpha", 1, true), 2);
        QCOMPARE(lines.find("alpha", 1, false), 0);
        QCOMPARE(lines.find("주문", 0, true), 2);
        QCOMPARE(lines.find("beta", 2, true), 1); // round
        QCOMPARE(lines.find("gamma", 0, true), -1);
        QCOMPARE(lines.find("", 0, true), -1);
        lines.clear();
        QCOMPARE(lines.find("alpha", 0, true), -1);
    }

    void widthsAreThoseOfATerminal()
    {
        QCOMPARE(cellsOf(U'a'), 1);
        QCOMPARE(cellsOf(U'한'), 2);
        QCOMPARE(cellsOf(U'漢'), 2);
        QCOMPARE(cellsOf(U'😀'), 2);
        QCOMPARE(cellsOf(U'\u0301'), 0);
        QCOMPARE(cellsOf(U'│'), 1);
    }
};

QTEST_GUILESS_MAIN(TestLogLines)
#include "tst_log_lines.moc"
