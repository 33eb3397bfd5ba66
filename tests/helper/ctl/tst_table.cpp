// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/ctl/table.h"

#include <QTest>

using namespace onggi::ctl;

class TestTable : public QObject {
    Q_OBJECT

private slots:
    void linesColumnsUp()
    {
        Table table({{"IMAGE"}, {"SIZE", Align::Right}, {"NAME"}});
        table.addRow({"busybox:1", "2.0 MB", "a"});
        table.addRow({"옹기:1", "13 B", ""});
        table.addRow({"✅e\u0301:1", "1 B", "b"});
        QCOMPARE(table.text(), std::string("IMAGE        SIZE  NAME\n"
                                           "busybox:1  2.0 MB  a\n"
                                           "옹기:1       13 B\n"
                                           "✅e\u0301:1         1 B  b\n"));
    }

    void showsTheHeadingOfAnEmptyTable()
    {
        QCOMPARE(Table({{"A"}, {"B"}}).text(), std::string("A  B\n"));
    }

    void neverSendsControlsToTheTerminal()
    {
        Table table({{"NAME"}, {"X"}});
        table.addRow({"a\x1b[2J\n", "b"});
        QCOMPARE(table.text(), std::string("NAME        X\n"
                                           "a\\x1b[2J\\n  b\n"));
    }
};

QTEST_APPLESS_MAIN(TestTable)
#include "tst_table.moc"
