// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/ctl/written_files.h"

#include <QTest>

#include "engine/core/error.h"

using namespace onggi;
using namespace onggi::ctl;

class TestWrittenFiles : public QObject {
    Q_OBJECT

private slots:
    void readsEveryKind()
    {
        using namespace std::string_literals;
        const auto files = parseWrittenFiles(
            "f 12 /a b\n\0d 0 /d\0D 0 /o\0w 0 /w\0l 0 /l\0c 0 /c\0b 0 /b\0p 0 /p\0s 0 /s\0end\0"s);
        QCOMPARE(files.size(), std::size_t(9));
        QCOMPARE(files[0].path, std::string("/a b\n"));
        QCOMPARE(files[0].size, Bytes(12));
        QVERIFY(!files[1].isOpaque && files[1].type == NodeType::Directory);
        QVERIFY(files[2].isOpaque && files[2].type == NodeType::Directory);
        QVERIFY(files[3].type == NodeType::Whiteout);
        QVERIFY(files[8].type == NodeType::Socket);
        QVERIFY(parseWrittenFiles("end\0"s).empty());
    }

    void refusesWhatIsNoList_data()
    {
        QTest::addColumn<QByteArray>("records");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("no end") << QByteArray("f 1 /a\0", 7);
        QTest::newRow("cut short") << QByteArray("f 1 /a");
        QTest::newRow("unknown letter") << QByteArray("x 1 /a\0end\0", 11);
        QTest::newRow("no number") << QByteArray("f  /a\0end\0", 10);
        QTest::newRow("negative") << QByteArray("f -1 /a\0end\0", 12);
        QTest::newRow("too large") << QByteArray("f 99999999999999999999 /a\0end\0", 30);
        QTest::newRow("relative path") << QByteArray("f 1 a\0end\0", 10);
        QTest::newRow("empty record") << QByteArray("\0end\0", 5);
        QTest::newRow("letter alone") << QByteArray("f\0end\0", 6);
    }
    void refusesWhatIsNoList()
    {
        QFETCH(QByteArray, records);
        QVERIFY_EXCEPTION_THROWN(parseWrittenFiles(records.toStdString()), Error);
    }
};

QTEST_APPLESS_MAIN(TestWrittenFiles)
#include "tst_written_files.moc"
