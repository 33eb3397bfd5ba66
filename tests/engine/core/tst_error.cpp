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

    void longTextsFromOutsideAreCutOff()
    {
        const std::string endless(8 << 20, '\x7f'); // each is four characters when it is shown
        const Error error(Code::DocumentInvalid, endless, endless);
        QVERIFY(error.subject().size() < 20'000);
        QVERIFY(error.detail().size() < 20'000);
        QVERIFY(error.message().size() < 200'000);
        const Error usual(Code::DocumentInvalid, std::string(4096, 'a'), std::string(4096, 'b'));
        QCOMPARE(usual.subject().size(), std::size_t(4096));
        QCOMPARE(usual.detail().size(), std::size_t(4096));
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
