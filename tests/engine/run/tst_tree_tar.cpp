// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// An upper directory as overlay leaves it, and trees that somebody may have made to fool the walk.
// Needs root: it makes devices and trusted attributes.

#include "engine/run/tree_tar.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <filesystem>

#include <QTest>

#include "engine/core/cancel.h"
#include "engine/core/error.h"
#include "tests/support/layer_maker.h"
#include "tests/support/shell.h"

using namespace onggi;
using namespace onggi::test;

namespace {

constexpr IdRange kRange{100'000, 65'536};

// A version 3 capability for the user namespace with this root (linux/capability.h).
std::string capability3(std::uint32_t root)
{
    std::string value("\x01\x00\x00\x03\x00\x04\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"
                      "\x00",
                      20);
    for (int i = 0; i < 4; ++i)
        value += static_cast<char>(root >> (8 * i));
    return value;
}

// Names of a tar, in its order, as tar(1) lists them.
QString listed(const std::string& tar)
{
    const QTemporaryDir directory;
    const std::string path = directory.filePath("x.tar").toStdString();
    const Fd file = openFile(path, O_WRONLY | O_CREAT);
    writeFully(file.get(), tar, path);
    return QString::fromStdString(runShell("tar -tf '" + path + "'"));
}

} // namespace

class TestTreeTar : public QObject {
    Q_OBJECT

private slots:
    void init() { m_directory = std::make_unique<QTemporaryDir>(); }
    // Qt removes no file whose name is not UTF-8.
    void cleanup() { std::filesystem::remove_all(m_directory->path().toStdString()); }

    void anUpperDirectoryBecomesALayer()
    {
        runShell("umask 022; mkdir -p d/gone o/in; echo x >d/file; mknod d/old c 0 0; rmdir d/gone;"
                 "mknod d/gone c 0 0; setfattr -n trusted.overlay.opaque -v y o;"
                 "setfattr -n trusted.overlay.origin -v z d; echo y >o/in/y; mkfifo f;"
                 "mknod null c 1 3; ln -s /etc/passwd l; chown -hR 100000:100000 .;"
                 "chown 101001:102002 d/file; chown -h 100005:100006 l; chmod 4711 d/file;"
                 "python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind(\"s\")'",
                 path());
        const std::string tar = written(true);
        QCOMPARE(QString::fromStdString(describe(scan(tar))),
                 QString(" d 755 0:0 implied\n"
                         "/d d 755 0:0\n"
                         "/d/file - 4711 1001:2002 2\n"
                         "/d/gone w\n"
                         "/d/old w\n"
                         "/f p 644 0:0\n"
                         "/l l 777 5:6 -> /etc/passwd\n"
                         "/null c 644 0:0 1,3\n"
                         "/o d 755 0:0 opaque\n"
                         "/o/in d 755 0:0\n"
                         "/o/in/y - 644 0:0 2\n"));
        QCOMPARE(listed(tar), QString("d/\nd/file\nd/.wh.gone\nd/.wh.old\nf\nl\nnull\no/\n"
                                      "o/.wh..wh..opq\no/in/\no/in/y\n"));
    }

    void ofAWholeTreeDevicesAreDevices()
    {
        runShell("mknod zero c 0 0; chown 100000:100000 zero", path());
        QVERIFY(listed(written(false)) == "zero\n");
    }

    void hardLinksStayWithinTheTree()
    {
        runShell("mkdir a; echo x >a/1; ln a/1 a/2; ln a/1 b; mkfifo f; ln f g", path());
        const Tree tree = scan(written(true));
        QVERIFY(tree.find("a/1").has_value());
        QVERIFY(tree.find("a/1") == tree.find("a/2"));
        QVERIFY(tree.find("a/1") == tree.find("b"));
        QVERIFY(tree.find("f") == tree.find("g"));
        QCOMPARE(tree[*tree.find("b")].links, 3u);
    }

    void timesAndBytesOfNamesStay()
    {
        const std::string name = "\xed\x95\x9c\xff\n";
        {
            const Fd file = openFile(path() + '/' + name, O_WRONLY | O_CREAT);
            const timespec times[] = {{1, 0}, {1'700'000'000, 123'456'789}};
            QCOMPARE(::futimens(file.get(), times), 0);
        }
        const Tree tree = scan(written(true));
        const auto id = tree.find(name);
        QVERIFY(id.has_value());
        QVERIFY((tree[*id].meta.modified == Time{1'700'000'000, 123'456'789}));
    }

    void holesStayHoles()
    {
        const std::string file = path() + "/sparse";
        runShell("truncate -s 3G sparse; printf middle | dd of=sparse bs=1M seek=1000 conv=notrunc "
                 "status=none",
                 path());
        const std::string tar = written(true);
        QVERIFY(tar.size() < 200'000);
        const Tree tree = scan(tar);
        const Node& node = tree[tree.find("sparse").value()];
        QCOMPARE(node.size, std::uint64_t(3) << 30);
        const Extent& extent = node.extents.at(0);
        QCOMPARE(extent.logical, std::uint64_t(1000) << 20);
        QCOMPARE(tar.substr(extent.offset, 6), std::string("middle"));
    }

    void attributesAreThoseThatMeanSomethingOutside()
    {
        runShell("echo x >x; setfattr -n user.a -v b x; setfattr -n trusted.c -v d x;"
                 "setfattr -n user.overlay.e -v f x",
                 path());
        const Tree tree = scan(written(true));
        const Node& node = tree[tree.find("x").value()];
        QCOMPARE(node.meta.xattrs.size(), std::size_t(1));
        QCOMPARE(node.meta.xattrs[0].name, std::string("user.a"));
    }

    void capabilitiesAreVersionTwoOrNone()
    {
        const auto ours = portableXattr("security.capability", capability3(kRange.first), kRange);
        QVERIFY(ours.has_value());
        QCOMPARE(ours->size(), std::size_t(20));
        QCOMPARE((*ours)[3], '\2');
        QVERIFY(!portableXattr("security.capability", capability3(5), kRange));
        QVERIFY(!portableXattr("security.capability", "short", kRange));
        const std::string version2(capability3(0), 0, 20);
        QVERIFY(portableXattr("security.capability", version2, kRange).has_value());
    }

    void aclsNameWhomTheContainerNames()
    {
        const auto acl = [](std::uint32_t user) {
            std::string value("\2\0\0\0\1\0\6\0\xff\xff\xff\xff\2\0\4\0", 16);
            for (int i = 0; i < 4; ++i)
                value += static_cast<char>(user >> (8 * i));
            return value;
        };
        const auto mapped = portableXattr("system.posix_acl_access", acl(100'007), kRange);
        QVERIFY(mapped.has_value());
        QVERIFY(*mapped == acl(7));
        QVERIFY(!portableXattr("system.posix_acl_access", acl(7), kRange));
        QVERIFY(!portableXattr("system.posix_acl_access", "\2", kRange));
    }

    void idsOutsideTheRangeAreNobodys()
    {
        runShell("echo x >x; chown 5:99999 x", path());
        const Tree tree = scan(written(true));
        const Node& node = tree[tree.find("x").value()];
        QCOMPARE(node.meta.uid, 65534u);
        QCOMPARE(node.meta.gid, 65534u);
    }

    void linksAreNeverFollowed()
    {
        runShell("mkdir out tree; echo secret >out/secret; ln -s ../out tree/d;"
                 "ln -s ../out/secret tree/f; ln -s /etc tree/e",
                 path());
        const std::string tar = written(true, "/tree");
        QCOMPARE(listed(tar), QString("d\ne\nf\n"));
        QVERIFY(tar.find("secret\n") == std::string::npos);
    }

    void theSameTreeGivesTheSameBytes()
    {
        runShell("mkdir z a; for i in $(seq 50); do echo $i >a/$i; ln a/$i z/$i; done", path());
        QVERIFY(written(true) == written(true));
    }

    void whatNoLayerCanSayIsRefused_data()
    {
        QTest::addColumn<QString>("script");
        QTest::newRow("a name that means a whiteout") << "mkdir d; echo x >d/.wh.x";
        QTest::newRow("a directory that was renamed")
            << "mkdir d; setfattr -n trusted.overlay.redirect -v old d";
        QTest::newRow("a file without its data")
            << "echo x >f; setfattr -n trusted.overlay.metacopy -v '' f";
    }
    void whatNoLayerCanSayIsRefused()
    {
        QFETCH(QString, script);
        runShell(script.toStdString(), path());
        try {
            written(true);
            QFAIL("it was written");
        } catch (const Error& error) {
            QCOMPARE(error.code(), Code::LayerUnsupported);
        }
    }

    void anEmptyTreeIsAnEmptyArchive() { QCOMPARE(listed(written(true)), QString()); }

    void itEndsWhenItIsCancelled()
    {
        runShell("echo x >x", path());
        const Fd root = openFile(path(), O_RDONLY | O_DIRECTORY);
        TarWriter writer([](std::span<const std::byte>) {});
        Progress progress;
        std::stop_source stop;
        stop.request_stop();
        QVERIFY_EXCEPTION_THROWN(
            writeTree(root.get(), {kRange, true}, writer, progress, stop.get_token()), Cancelled);
    }

private:
    std::string path() const { return m_directory->path().toStdString(); }

    std::string written(bool isUpper, const std::string& below = {})
    {
        const Fd root = openFile(path() + below, O_RDONLY | O_DIRECTORY);
        std::string tar;
        TarWriter writer([&](std::span<const std::byte> bytes) {
            tar.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        });
        Progress progress;
        writeTree(root.get(), {kRange, isUpper}, writer, progress, {});
        writer.finish();
        return tar;
    }

    std::unique_ptr<QTemporaryDir> m_directory;
};

QTEST_GUILESS_MAIN(TestTreeTar)
#include "tst_tree_tar.moc"
