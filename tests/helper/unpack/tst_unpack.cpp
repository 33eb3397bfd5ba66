// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// onggi-unpack as anybody may start it.

#include <QProcess>
#include <QTest>

class TestUnpack : public QObject {
    Q_OBJECT

    // The report, its fields separated by '|'.
    static QByteArray reportOf(const QStringList& arguments, const QByteArray& input = {})
    {
        QProcess process;
        process.start(ONGGI_UNPACK, arguments);
        process.write(input);
        process.closeWriteChannel();
        if (!process.waitForFinished(30'000))
            return "it hangs";
        return process.readAllStandardError().replace('\0', '|');
    }

private slots:
    void tellsWhoStartsIt()
    {
        const QByteArray expected =
            "failed|api.invalid-argument|onggi-unpack|it is started by onggi-helper, "
            "with inflate, scan, merge or probe|";
        QCOMPARE(reportOf({}), expected);
        QCOMPARE(reportOf({"inflate"}), expected);
        QCOMPARE(reportOf({"/etc/passwd"}), expected);
    }

    void numbersMustBeNumbers()
    {
        QVERIFY(reportOf({"scan", "1", "2", "x", "4"}).startsWith("failed|api.invalid-argument|"));
        QVERIFY(reportOf({"scan", "1", "2", "-3", "4"}).startsWith("failed|api.invalid-argument|"));
    }

    void aControlPipeThatEndsEarlyIsAnError()
    {
        QVERIFY(reportOf({"inflate", "gzip", "1000", "0"}).startsWith("failed|system.io|"));
        QVERIFY(reportOf({"inflate", "gzip", "1000", "0"}, "1234").startsWith("failed|system.io|"));
        QVERIFY(
            reportOf({"merge", "10", "10", "10", "10000", "1"}).startsWith("failed|system.io|"));
    }

    void probingSaysThatSeccompIsThere() { QVERIFY(reportOf({"probe"}).startsWith("done|")); }
};

QTEST_GUILESS_MAIN(TestUnpack)
#include "tst_unpack.moc"
