// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/core/printable.h"

#include <QTest>

using namespace onggi;

class TestPrintable : public QObject {
    Q_OBJECT

private slots:
    void showsOrMakesVisible_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("shown");
        QTest::newRow("plain") << QByteArray("busybox") << QByteArray("busybox");
        QTest::newRow("Korean") << QByteArray("옹기") << QByteArray("옹기");
        QTest::newRow("terminal escape") << QByteArray("\x1b[2J") << QByteArray("\\x1b[2J");
        QTest::newRow("newline and tab") << QByteArray("a\n\tb") << QByteArray("a\\n\\tb");
        QTest::newRow("NUL") << QByteArray("a\0b", 3) << QByteArray("a\\x00b");
        QTest::newRow("C1 control") << QByteArray("\xc2\x9b") << QByteArray("\\x9b");
        QTest::newRow("right-to-left override")
            << QByteArray("\xe2\x80\xae") << QByteArray("\\u{202e}");
        QTest::newRow("lone continuation byte") << QByteArray("\x80") << QByteArray("\\x80");
        QTest::newRow("overlong slash") << QByteArray("\xc0\xaf") << QByteArray("\\xc0\\xaf");
        QTest::newRow("surrogate") << QByteArray("\xed\xa0\x80") << QByteArray("\\xed\\xa0\\x80");
        QTest::newRow("cut short") << QByteArray("\xec\x98") << QByteArray("\\xec\\x98");
        QTest::newRow("four bytes") << QByteArray("🏺") << QByteArray("🏺");
    }
    void showsOrMakesVisible()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, shown);
        QCOMPARE(QByteArray::fromStdString(printable(text.toStdString())), shown);
    }
};

QTEST_APPLESS_MAIN(TestPrintable)
#include "tst_printable.moc"
