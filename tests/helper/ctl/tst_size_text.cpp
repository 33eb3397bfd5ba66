// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/ctl/size_text.h"

#include <QTest>

#include "helper/ctl/grammar.h"

using namespace onggi;
using namespace onggi::ctl;

class TestSizeText : public QObject {
    Q_OBJECT

private slots:
    void readsWhatPeopleType_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<quint64>("bytes");
        QTest::newRow("plain") << "17" << quint64(17);
        QTest::newRow("nothing") << "0" << quint64(0);
        QTest::newRow("unit of one") << "17B" << quint64(17);
        QTest::newRow("GB") << "2GB" << quint64(2'000'000'000);
        QTest::newRow("letter") << "300M" << quint64(300'000'000);
        QTest::newRow("lower case and space") << "1.5 gb" << quint64(1'500'000'000);
        QTest::newRow("binary") << "512KiB" << quint64(524'288);
        QTest::newRow("binary letter") << "1Gi" << quint64(1'073'741'824);
        QTest::newRow("half a byte") << "0.5" << quint64(0);
        QTest::newRow("PB") << "3PB" << quint64(3'000'000'000'000'000);
    }
    void readsWhatPeopleType()
    {
        QFETCH(QString, text);
        QFETCH(quint64, bytes);
        QCOMPARE(parseSize(text.toStdString()).count(), bytes);
    }

    void refusesWhatIsNoSize_data()
    {
        QTest::addColumn<QString>("text");
        for (const char* text : {"", "GB", "-1", "2XB", "2GBs", "1.2.3", "1,5GB", "99999999999PB",
                                 "1e9", "2 GB now", "0x10"})
            QTest::addRow("'%s'", text) << QString(text);
    }
    void refusesWhatIsNoSize()
    {
        QFETCH(QString, text);
        QVERIFY_THROWS_EXCEPTION(UsageError, parseSize(text.toStdString()));
    }
};

QTEST_APPLESS_MAIN(TestSizeText)
#include "tst_size_text.moc"
