// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/ctl/text.h"

#include <QTest>

using namespace onggi::ctl;

class TestText : public QObject {
    Q_OBJECT

private slots:
    void countsColumns()
    {
        QCOMPARE(displayWidth(""), std::size_t(0));
        QCOMPARE(displayWidth("busybox"), std::size_t(7));
        QCOMPARE(displayWidth("옹기"), std::size_t(4));
        QCOMPARE(displayWidth("🏺"), std::size_t(2));
        QCOMPARE(displayWidth("e\u0301"), std::size_t(1));
        QCOMPARE(displayWidth("●│…"), std::size_t(3));
    }

    void countsColumnsOfEmojiAndCombiningMarks_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("columns");
        QTest::newRow("older emoji") << QByteArray("⌚⚡✅⭐") << 8;
        QTest::newRow("emoji of many planes") << QByteArray("🀄🟠🥇🫠") << 8;
        QTest::newRow("a pictograph that is text") << QByteArray("\U0001f321") << 1;
        QTest::newRow("a variant") << QByteArray("⌚\ufe0f") << 2;
        QTest::newRow("Hangul in pieces") << QByteArray("\u1112\u1161\u11ab") << 2;
        QTest::newRow("kana in pieces") << QByteArray("\u304b\u3099") << 2;
        QTest::newRow("Thai") << QByteArray("\u0e01\u0e34\u0e48") << 1;
        QTest::newRow("Hebrew") << QByteArray("\u05e9\u05b8") << 1;
        QTest::newRow("nobody's yet") << QByteArray("\u0378") << 1;
    }
    void countsColumnsOfEmojiAndCombiningMarks()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, columns);
        QCOMPARE(displayWidth(text.toStdString()), static_cast<std::size_t>(columns));
    }

    void cutsWithinTheWidth_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("width");
        QTest::addColumn<bool>("isAscii");
        QTest::addColumn<QByteArray>("cut");
        QTest::newRow("fits") << QByteArray("busybox") << 7 << false << QByteArray("busybox");
        QTest::newRow("cut") << QByteArray("busybox") << 6 << false << QByteArray("busyb…");
        QTest::newRow("cut in ASCII") << QByteArray("busybox") << 6 << true << QByteArray("bus...");
        QTest::newRow("between wide ones")
            << QByteArray("옹기옹기") << 6 << false << QByteArray("옹기…");
        QTest::newRow("no room") << QByteArray("busybox") << 1 << false << QByteArray("…");
        QTest::newRow("no room in ASCII") << QByteArray("busybox") << 2 << true << QByteArray("..");
    }
    void cutsWithinTheWidth()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, width);
        QFETCH(bool, isAscii);
        QFETCH(QByteArray, cut);
        const std::string result =
            shortened(text.toStdString(), static_cast<std::size_t>(width), isAscii);
        QCOMPARE(QByteArray::fromStdString(result), cut);
    }

    void saysDurations_data()
    {
        QTest::addColumn<qlonglong>("seconds");
        QTest::addColumn<QString>("text");
        QTest::newRow("clock went back") << -5LL << "less than a second";
        QTest::newRow("one") << 1LL << "1 second";
        QTest::newRow("seconds") << 119LL << "119 seconds";
        QTest::newRow("minutes") << 120LL << "2 minutes";
        QTest::newRow("more than an hour") << 5400LL << "90 minutes";
        QTest::newRow("days") << 3 * 86400LL << "3 days";
        QTest::newRow("years") << 3 * 365 * 86400LL << "3 years";
    }
    void saysDurations()
    {
        QFETCH(qlonglong, seconds);
        QFETCH(QString, text);
        QCOMPARE(QString::fromStdString(durationText(seconds)), text);
    }

    void saysNothingOfATimeThatIsNotKnown()
    {
        QCOMPARE(agoText(0, 1000), std::string("-"));
        QCOMPARE(agoText(-62'135'596'800, 1'000'000), std::string("-"));
        QCOMPARE(agoText(1'000'000, 1'000'010), std::string("10 seconds ago"));
    }

    void leavesOutWhatEverybodyAssumes()
    {
        QCOMPARE(familiarName("docker.io/library/busybox:1"), std::string("busybox:1"));
        QCOMPARE(familiarName("127.0.0.1:5000/x/y:1"), std::string("127.0.0.1:5000/x/y:1"));
        QCOMPARE(familiarName("Not A Name"), std::string("Not A Name"));
        QCOMPARE(familiarName("1c9b1ccef880"), std::string("1c9b1ccef880"));
    }
};

QTEST_APPLESS_MAIN(TestText)
#include "tst_text.moc"
