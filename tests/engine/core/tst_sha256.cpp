// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/core/sha256.h"

#include <QTest>

using namespace onggi;

class TestSha256 : public QObject {
    Q_OBJECT

private slots:
    // FIPS 180-2, appendix B.1.
    void hashesTheStandardsExample()
    {
        QCOMPARE(Sha256::of("abc").hex(),
                 "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    void piecesGiveTheSameAsTheWhole()
    {
        Sha256 hash;
        hash.update(std::as_bytes(std::span("a", 1)));
        hash.update(std::as_bytes(std::span("bc", 2)));
        QVERIFY(hash.finish() == Sha256::of("abc"));
        QVERIFY(hash.finish() == Sha256::of(""));
    }
};

QTEST_APPLESS_MAIN(TestSha256)
#include "tst_sha256.moc"
