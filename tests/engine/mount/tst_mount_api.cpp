// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/mount/mount_api.h"

#include <QTest>

using namespace onggi;

class TestMountApi : public QObject {
    Q_OBJECT

private slots:
    void readsMountinfoWithOptionalFieldsAndEscapes()
    {
        const auto mounts =
            parseMountinfo("36 35 98:0 /mnt1 /mnt\\0402 rw,noatime master:1 shared:3 - ext3 "
                           "/dev/root rw,errors=continue\n"
                           "40 36 0:50 / /m/a\\134b ro - erofs /proc/self/fd/7 ro,user_xattr\n");
        QCOMPARE(mounts.size(), std::size_t(2));
        QCOMPARE(mounts[0].id, std::uint64_t(36));
        QCOMPARE(mounts[0].parent, std::uint64_t(35));
        QCOMPARE(mounts[0].root, "/mnt1");
        QCOMPARE(mounts[0].point, "/mnt 2");
        QCOMPARE(mounts[0].type, "ext3");
        QCOMPARE(mounts[0].source, "/dev/root");
        QCOMPARE(mounts[0].superOptions, "rw,errors=continue");
        QCOMPARE(mounts[1].point, "/m/a\\b");
        QCOMPARE(mounts[1].type, "erofs");
    }

    void linesThatAreNoneAreLeftOut()
    {
        QVERIFY(parseMountinfo("").empty());
        QVERIFY(parseMountinfo("nonsense\n\n1 2 3:4 / /x rw\n1 2 3:4 / /x rw - ext4\n").empty());
    }

    void aLastLineWithoutNewlineCounts()
    {
        QCOMPARE(parseMountinfo("1 2 0:3 / /x rw - tmpfs none rw").size(), std::size_t(1));
    }

    void theRootIsAmongTheMounts()
    {
        QVERIFY(!mountsBelow("/proc").empty());
        QVERIFY(mountsBelow("/no/such/place").empty());
        QVERIFY(mountsBelow("/pro").empty());
    }
};

QTEST_APPLESS_MAIN(TestMountApi)
#include "tst_mount_api.moc"
