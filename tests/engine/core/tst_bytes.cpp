// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/core/bytes.h"

#include <QTest>

using namespace onggi;

class TestBytes : public QObject {
    Q_OBJECT

private slots:
    void humanSizeUsesSiUnits_data()
    {
        QTest::addColumn<quint64>("count");
        QTest::addColumn<QString>("text");
        QTest::newRow("nothing") << quint64(0) << "0 B";
        QTest::newRow("whole bytes") << quint64(999) << "999 B";
        QTest::newRow("kilobyte") << quint64(1000) << "1.0 kB";
        QTest::newRow("rounds up to the next unit") << quint64(999'950) << "1.0 MB";
        QTest::newRow("megabytes") << quint64(84'800'000) << "84.8 MB";
        QTest::newRow("gigabytes have two decimals") << quint64(1'123'456'789) << "1.12 GB";
        QTest::newRow("largest") << ~quint64(0) << "18.45 EB";
    }
    void humanSizeUsesSiUnits()
    {
        QFETCH(quint64, count);
        QFETCH(QString, text);
        QCOMPARE(QString::fromStdString(humanSize(Bytes(count))), text);
    }

    void addsAndCompares()
    {
        QVERIFY(Bytes(2) + Bytes(3) == Bytes(5));
        QVERIFY(Bytes(5) - Bytes(3) == Bytes(2));
        QVERIFY(Bytes(2) < Bytes(3));
    }

    void sumsStopAtTheLargest()
    {
        constexpr Bytes kMost(~std::uint64_t(0));
        QVERIFY(kMost + Bytes() == kMost);
        QVERIFY(kMost + Bytes(1) == kMost);
        QVERIFY(kMost - Bytes(1) + Bytes(1) == kMost);
        QVERIFY(Bytes(1) + kMost == kMost);
        QVERIFY(kMost + kMost == kMost);
    }
};

QTEST_APPLESS_MAIN(TestBytes)
#include "tst_bytes.moc"
