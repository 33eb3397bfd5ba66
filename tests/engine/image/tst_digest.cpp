// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/image/digest.h"

#include <QTest>

#include "engine/core/error.h"

using namespace onggi;

namespace {

const QString kHex = QString("0123456789abcdef").repeated(4);

} // namespace

class TestDigest : public QObject {
    Q_OBJECT

private slots:
    void textLeadsBack()
    {
        const std::string text = "sha256:" + kHex.toStdString();
        const auto digest = Digest::parse(text);
        QVERIFY(digest.has_value());
        QCOMPARE(digest->text(), text);
        QCOMPARE(digest->shortHex(), "0123456789ab");
        QVERIFY(Digest::fromHex(kHex.toStdString()) == digest);
    }

    void knowsItsFirstDigits()
    {
        const Digest digest = *Digest::fromHex(kHex.toStdString());
        for (const qsizetype length : {0, 1, 12, 63, 64})
            QVERIFY(digest.beginsWith(kHex.left(length).toStdString()));
        QVERIFY(!digest.beginsWith("1"));
        QVERIFY(!digest.beginsWith(kHex.left(63).toStdString() + "g"));
        QVERIFY(!digest.beginsWith(kHex.toStdString() + "0"));
    }

    void refusesWhatIsNoSha256_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << "";
        QTest::newRow("bare digits") << kHex;
        QTest::newRow("short") << "sha256:" + kHex.chopped(1);
        QTest::newRow("long") << "sha256:" + kHex + "0";
        QTest::newRow("capitals") << "sha256:" + kHex.toUpper();
        QTest::newRow("other algorithm") << "sha512:" + kHex + kHex;
        QTest::newRow("path") << "sha256:../" + kHex.mid(3);
    }
    void refusesWhatIsNoSha256()
    {
        QFETCH(QString, text);
        QVERIFY(!Digest::parse(text.toStdString()));
        QVERIFY_EXCEPTION_THROWN(Digest::require(text.toStdString()), Error);
    }
};

QTEST_APPLESS_MAIN(TestDigest)
#include "tst_digest.moc"
