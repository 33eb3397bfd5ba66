// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/core/error.h"

#include <cerrno>

#include <QTest>

using namespace onggi;

class TestError : public QObject {
    Q_OBJECT

private slots:
    void messageNamesTheThingAndTheCause()
    {
        const Error error(Code::StoreNotFound, "docker.io/library/x:1");
        QCOMPARE(error.message(),
                 "no such image: docker.io/library/x:1: a misspelt name, or it was removed");
    }

    void detailReplacesTheGeneralCause()
    {
        const Error error(Code::RegistryUnreachable, "example.com", "connection refused");
        QCOMPARE(error.message(), "cannot reach example.com: connection refused");
    }

    void messageEscapesWhatCameFromOutside()
    {
        const Error error(Code::StoreNotFound, "x\x1b[31m", "a\nb");
        QCOMPARE(error.message(), "no such image: x\\x1b[31m: a\\nb");
    }

    void everyCodeHasADistinctNameThatLeadsBack()
    {
        for (int i = 0; i <= static_cast<int>(Code::SystemLimit); ++i) {
            const auto code = static_cast<Code>(i);
            QVERIFY(codeFromName(codeName(code)) == code);
        }
        QVERIFY(!codeFromName("no.such"));
    }

    void errnoSelectsTheCode()
    {
        QVERIFY(systemError(ENOSPC, "x", "write").code() == Code::StoreNoSpace);
        QVERIFY(systemError(EROFS, "x", "open").code() == Code::StoreReadOnly);
        QVERIFY(systemError(EMFILE, "x", "open").code() == Code::SystemLimit);
        QCOMPARE(systemError(EACCES, "x", "open").message(), "x failed: open: Permission denied");
    }
};

QTEST_APPLESS_MAIN(TestError)
#include "tst_error.moc"
