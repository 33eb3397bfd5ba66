// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/models/format.h"

#include <QLocale>
#include <QTest>

using namespace onggi;

class TestFormat : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void sizesHaveFixedDigits_data()
    {
        QTest::addColumn<qulonglong>("bytes");
        QTest::addColumn<QString>("text");
        QTest::newRow("none") << 0ULL << "0 B";
        QTest::newRow("below a kilobyte") << 999ULL << "999 B";
        QTest::newRow("a kilobyte") << 1000ULL << "1.0 kB";
        QTest::newRow("rounded up to the next unit") << 999'960ULL << "1.0 MB";
        QTest::newRow("megabytes") << 84'812'345ULL << "84.8 MB";
        QTest::newRow("gigabytes") << 1'123'456'789ULL << "1.12 GB";
    }

    void sizesHaveFixedDigits()
    {
        QFETCH(qulonglong, bytes);
        QFETCH(QString, text);
        QCOMPARE(sizeText(Bytes(bytes)), text.replace(' ', QChar(0xa0)));
    }

    void theDecimalSignIsTheLocales()
    {
        QLocale::setDefault(QLocale(QLocale::German));
        QCOMPARE(sizeText(Bytes(1500)), QString("1,5\u00a0kB"));
        QLocale::setDefault(QLocale::c());
    }

    void timesAreToldByTheirDistance_data()
    {
        QTest::addColumn<qint64>("before");
        QTest::addColumn<QString>("text");
        QTest::newRow("ahead") << qint64(-100) << "just now";
        QTest::newRow("seconds") << qint64(59) << "just now";
        QTest::newRow("minutes") << qint64(5 * 60) << "5 minute(s) ago";
        QTest::newRow("hours") << qint64(3 * 3600) << "3 hour(s) ago";
        QTest::newRow("a day") << qint64(30 * 3600) << "yesterday";
        QTest::newRow("days") << qint64(6 * 86400) << "6 day(s) ago";
        QTest::newRow("weeks") << qint64(21 * 86400) << "3 week(s) ago";
        QTest::newRow("months") << qint64(70 * 86400) << "2 month(s) ago";
        QTest::newRow("years") << qint64(800 * 86400) << "2 year(s) ago";
    }

    // Without a translation loaded: plural forms come with the English one.
    void timesAreToldByTheirDistance()
    {
        QFETCH(qint64, before);
        QFETCH(QString, text);
        constexpr qint64 now = 1'700'000'000;
        QCOMPARE(agoText(now - before, now), text);
    }

    // umoci's images are of the year 1 where nobody says otherwise.
    void whatIsNoTimeHasNoDistance_data()
    {
        QTest::addColumn<qint64>("time");
        QTest::newRow("nothing") << qint64(0);
        QTest::newRow("the year 1") << qint64(-62'135'596'800);
        QTest::newRow("the first day of 1970") << qint64(86'399);
    }
    void whatIsNoTimeHasNoDistance()
    {
        QFETCH(qint64, time);
        QCOMPARE(agoText(time, 1'700'000'000), QString("—"));
        QVERIFY(timeText(time).isEmpty());
    }
    void theSecondDayOf1970IsATime() { QVERIFY(!timeText(86'400).isEmpty()); }
};

QTEST_APPLESS_MAIN(TestFormat)
#include "tst_format.moc"
