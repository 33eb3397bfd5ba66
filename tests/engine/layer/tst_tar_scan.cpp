// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/layer/tar_scan.h"

#include <clocale>
#include <thread>

#include <QScopeGuard>
#include <QTest>

#include "engine/core/error.h"
#include "tests/support/layer_maker.h"
#include "tests/support/tar_builder.h"

using namespace onggi;
using namespace onggi::test;

namespace {

using Entry = TarBuilder::Entry;

const Node& nodeAt(const Tree& tree, std::string_view path)
{
    const auto id = tree.find(path);
    if (!id)
        throw std::out_of_range(std::string(path));
    return tree[*id];
}

Code codeOf(std::string_view tar, const LayerLimits& limits = {})
{
    try {
        scan(tar, limits);
    } catch (const Error& error) {
        return error.code();
    }
    return Code::JobNotFound; // nothing was wrong
}

} // namespace

class TestTarScan : public QObject {
    Q_OBJECT

private slots:
    void takesEveryTypeWithItsMetadata()
    {
        TarBuilder tar;
        tar.add({.name = "./", .type = '5', .mode = 0700, .uid = 5, .gid = 6, .mtime = 7});
        tar.add({.name = "bin", .type = '5', .mode = 0755});
        tar.add({.name = "bin/sh", .content = "#!", .mode = 04755, .uid = 1, .gid = 2});
        tar.symlink("bin/ash", "sh").link("bin/dash", "bin/sh");
        tar.add({.name = "dev/tty", .type = '3', .mode = 0666, .major = 5, .minor = 300});
        tar.add({.name = "dev/sda", .type = '4', .mode = 0660, .major = 8});
        tar.add({.name = "run/pipe", .type = '6', .mode = 0600});
        QCOMPARE(describe(scan(tar.finished())), " d 700 5:6\n"
                                                 "/bin d 755 0:0\n"
                                                 "/bin/ash l 777 0:0 -> sh\n"
                                                 "/bin/dash - 4755 1:2 2 links=2\n"
                                                 "/bin/sh - 4755 1:2 2 links=2\n"
                                                 "/dev d 755 0:0 implied\n"
                                                 "/dev/sda b 660 0:0 8,0\n"
                                                 "/dev/tty c 666 0:0 5,300\n"
                                                 "/run d 755 0:0 implied\n"
                                                 "/run/pipe p 600 0:0\n");
    }

    void extentsPointAtTheContents()
    {
        TarBuilder tar;
        tar.file("empty").add(
            {.name = "a", .content = std::string(1000, 'a'), .pax = {{"mtime", "1.5"}}});
        tar.file("b", "bb");
        const std::string bytes = tar.finished();
        const Tree tree = scan(bytes);
        QVERIFY(nodeAt(tree, "empty").extents.empty());
        for (const auto& [name, content] :
             {std::pair("a", std::string(1000, 'a')), std::pair("b", std::string("bb"))}) {
            const Node& node = nodeAt(tree, name);
            QCOMPARE(node.extents.size(), std::size_t(1));
            QCOMPARE(node.extents[0].offset % 512, std::uint64_t(0));
            QCOMPARE(bytes.substr(node.extents[0].offset, node.extents[0].length), content);
        }
        QCOMPARE(tree.contentBytes(), std::uint64_t(1002));
    }

    void namesAreBytes_data()
    {
        QTest::addColumn<QByteArray>("locale");
        QTest::newRow("C") << QByteArray("C");
        QTest::newRow("UTF-8") << QByteArray("C.UTF-8");
    }
    void namesAreBytes()
    {
        QFETCH(QByteArray, locale);
        QVERIFY(std::setlocale(LC_ALL, locale.constData()) != nullptr);
        const auto back = qScopeGuard([] { std::setlocale(LC_ALL, "C"); });
        const std::string nfd = "\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab"; // 한, decomposed
        TarBuilder tar;
        tar.file(nfd).file("\xff\xfe").add({.name = "x", .pax = {{"path", nfd + "-pax"}}});
        tar.add({.name = "l", .type = '2', .pax = {{"linkpath", "\xed\x95\x9c"}}});
        const Tree tree = scan(tar.finished());
        QVERIFY(tree.find(nfd).has_value());
        QVERIFY(tree.find("\xff\xfe").has_value());
        QVERIFY(tree.find(nfd + "-pax").has_value());
        QCOMPARE(nodeAt(tree, "l").target, "\xed\x95\x9c");
    }

    void takesTimesBeforeTheEpochAndNanoseconds()
    {
        TarBuilder tar;
        tar.add({.name = "a", .pax = {{"mtime", "1700000000.123456789"}}});
        tar.add({.name = "b", .pax = {{"mtime", "-1.25"}}});
        const Tree tree = scan(tar.finished());
        QCOMPARE(nodeAt(tree, "a").meta.modified.seconds, std::int64_t(1700000000));
        QCOMPARE(nodeAt(tree, "a").meta.modified.nanoseconds, 123456789u);
        // Whatever the split, it is 1.25 s before the epoch.
        const Time time = nodeAt(tree, "b").meta.modified;
        QCOMPARE(static_cast<double>(time.seconds) + time.nanoseconds / 1e9, -1.25);
    }

    void takesLongNamesOfGnuTar()
    {
        const std::string name = std::string(120, 'd') + "/" + std::string(120, 'f');
        TarBuilder tar;
        tar.addRaw({.name = "././@LongLink", .type = 'L', .content = name + '\0', .isGnu = true});
        tar.addRaw({.name = name.substr(0, 100), .content = "x", .isGnu = true});
        QVERIFY(scan(tar.finished()).find(name).has_value());
    }

    void keepsExtendedAttributesButNotOverlaysOwn()
    {
        const std::string v3("\x01\0\0\x03\x00\x20\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\x02\x03\x04",
                             24);
        TarBuilder tar;
        tar.add({.name = "f",
                 .pax = {{"SCHILY.xattr.user.b", std::string("a\0b", 3)},
                         {"SCHILY.xattr.user.a", "1"},
                         {"LIBARCHIVE.xattr.user.c", "Yw"},
                         {"SCHILY.xattr.security.capability", v3},
                         {"SCHILY.xattr.trusted.overlay.opaque", "y"},
                         {"SCHILY.xattr.user.overlay.whiteout", "y"},
                         {"SCHILY.xattr.trusted.onggi.implied", "y"},
                         {"SCHILY.xattr.com.apple.quarantine", "x"}}});
        const Tree tree = scan(tar.finished());
        const std::vector<Xattr> expected{
            {"security.capability", "\x01\0\0\x02" + v3.substr(4, 16)},
            {"user.a", "1"},
            {"user.b", std::string("a\0b", 3)},
            {"user.c", "c"}};
        const std::vector<Xattr>& found = nodeAt(tree, "f").meta.xattrs;
        QCOMPARE(found.size(), expected.size());
        QCOMPARE(found[0].value.size(), std::size_t(20));
        QVERIFY(found[0].value.ends_with(v3.substr(4, 16)));
        QVERIFY(found[0].value[3] == 2 && found[0].value[0] == 1);
        for (std::size_t i = 1; i < found.size(); ++i)
            QVERIFY(found[i] == expected[i]);
    }

    void theLaterOfTwoAttributesWins()
    {
        TarBuilder tar;
        tar.add({.name = "f", .pax = {{"SCHILY.xattr.user.a", "1"}, {"SCHILY.xattr.user.a", "2"}}});
        QCOMPARE(nodeAt(scan(tar.finished()), "f").meta.xattrs.at(0).value, "2");
    }

    void turnsAclTextIntoTheAttribute()
    {
        TarBuilder tar;
        tar.add({.name = "f",
                 .pax = {{"SCHILY.acl.access",
                          "user::rw-,user:bob:r--:1000,group::r--,mask::r--,other::---"}}});
        tar.add({.name = "g",
                 .pax = {{"SCHILY.acl.access",
                          "user::rw-,user:bob:r--,group::r--,mask::r--,other::---"}}});
        const Tree tree = scan(tar.finished());
        const auto& xattrs = nodeAt(tree, "f").meta.xattrs;
        QCOMPARE(xattrs.size(), std::size_t(1));
        QCOMPARE(xattrs[0].name, "system.posix_acl_access");
        QCOMPARE(QByteArray::fromStdString(xattrs[0].value).toHex(),
                 QByteArray("02000000"
                            "01000600ffffffff"
                            "02000400e8030000"
                            "04000400ffffffff"
                            "10000400ffffffff"
                            "20000000ffffffff"));
        // Who bob is, only the image could say.
        QVERIFY(nodeAt(tree, "g").meta.xattrs.empty());
    }

    void theLastOfTwoEntriesWins()
    {
        TarBuilder tar;
        tar.dir("d").file("d/keep", "1").file("f", "old").file("f", "newer");
        tar.add({.name = "d", .type = '5', .mode = 0700});
        tar.dir("gone").file("gone/x").file("gone", "now a file");
        tar.file("was").dir("was").file("was/y");
        QCOMPARE(describe(scan(tar.finished())), " d 755 0:0 implied\n"
                                                 "/d d 700 0:0\n"
                                                 "/d/keep - 644 0:0 1\n"
                                                 "/f - 644 0:0 5\n"
                                                 "/gone - 644 0:0 10\n"
                                                 "/was d 755 0:0\n"
                                                 "/was/y - 644 0:0 0\n");
    }

    void whiteoutsBecomeMarks()
    {
        TarBuilder tar;
        tar.file("a/.wh.gone").file("b/.wh..wh..opq").dir("b").file("b/new");
        tar.file(".wh.c").dir("c").file("c/again"); // hidden and made again
        tar.file(".wh.f").file("f", "replaced");
        tar.file(".wh..wh.plnk/1.2").file(".wh..wh.aufs");
        QCOMPARE(describe(scan(tar.finished())), " d 755 0:0 implied\n"
                                                 "/a d 755 0:0 implied\n"
                                                 "/a/gone w\n"
                                                 "/b d 755 0:0 opaque\n"
                                                 "/b/new - 644 0:0 0\n"
                                                 "/c d 755 0:0 opaque\n"
                                                 "/c/again - 644 0:0 0\n"
                                                 "/f - 644 0:0 8\n");
    }

    void leadingSlashesAndDotsAreStripped()
    {
        TarBuilder tar;
        tar.file("/etc//./passwd", "x").file("././a").link("/b", "/etc/passwd");
        const Tree tree = scan(tar.finished());
        QVERIFY(tree.find("etc/passwd") == tree.find("b"));
        QVERIFY(tree.find("a").has_value());
    }

    void overlaysWhiteoutDeviceIsDropped()
    {
        TarBuilder tar;
        tar.add({.name = "w", .type = '3'}).add({.name = "n", .type = '3', .major = 1, .minor = 3});
        const Tree tree = scan(tar.finished());
        QVERIFY(!tree.find("w"));
        QVERIFY(tree.find("n").has_value());
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("tar");
        QTest::addColumn<int>("code");
        const auto row = [](const char* name, const std::string& tar, Code code) {
            QTest::newRow(name) << QByteArray::fromStdString(tar) << static_cast<int>(code);
        };
        const auto one = [](const Entry& entry) { return TarBuilder().add(entry).finished(); };
        row("dots in a name", one({.name = "a/../../etc/x"}), Code::LayerUnsafeName);
        row("dots at the end", one({.name = "a/..", .type = '5'}), Code::LayerUnsafeName);
        row("dots in a link", TarBuilder().file("a").link("b", "../a").finished(),
            Code::LayerUnsafeName);
        row("whiteout of nothing", one({.name = "a/.wh."}), Code::LayerUnsafeName);
        row("whiteout of dot", one({.name = ".wh.."}), Code::LayerUnsafeName);
        row("whiteout of dots", one({.name = ".wh..."}), Code::LayerUnsafeName);
        row("below a whiteout", one({.name = ".wh.a/b"}), Code::LayerUnsafeName);
        row("through a symlink", TarBuilder().symlink("l", "/etc").file("l/x").finished(),
            Code::LayerUnsafeName);
        row("through a file", TarBuilder().file("l").file("l/x").finished(), Code::LayerUnsafeName);
        row("root as a file", one({.name = "./", .type = '2', .link = "x"}), Code::LayerUnsafeName);
        row("component too long", one({.name = "x", .pax = {{"path", std::string(256, 'a')}}}),
            Code::LayerUnsafeName);
        row("NUL in a name", one({.name = "x", .pax = {{"path", std::string("a\0b", 3)}}}),
            Code::LayerUnsafeName);
        row("path too long", one({.name = "x", .pax = {{"path", std::string(70000, '/') + "a"}}}),
            Code::LayerTooLarge);
        row("extended header too long",
            one({.name = "x", .pax = {{"comment", std::string(1100000, 'c')}}}),
            Code::LayerTooLarge);
        row("link to nothing", one({.name = "a", .type = '1', .link = "b"}), Code::LayerCorrupt);
        row("link to a later name", TarBuilder().link("a", "b").file("b").finished(),
            Code::LayerCorrupt);
        row("link to a directory", TarBuilder().dir("d").link("a", "d").finished(),
            Code::LayerCorrupt);
        row("link with contents",
            TarBuilder()
                .file("b")
                .add({.name = "a", .type = '1', .content = "x", .link = "b"})
                .finished(),
            Code::LayerUnsupported);
        row("directory with contents", one({.name = "d", .type = '5', .content = "x"}),
            Code::LayerUnsupported);
        row("directory by name with contents", one({.name = "d/", .content = "x"}),
            Code::LayerCorrupt);
        row("symlink with contents by pax",
            one({.name = "l", .type = '2', .link = "x", .pax = {{"size", "512"}}}),
            Code::LayerUnsupported);
        row("empty symlink", one({.name = "l", .type = '2'}), Code::LayerCorrupt);
        row("unknown type", one({.name = "z", .type = 'Z'}), Code::LayerUnsupported);
        row("dump directory", one({.name = "d", .type = 'D'}), Code::LayerUnsupported);
        row("multi-volume", TarBuilder().file("a").add({.name = "m", .type = 'M'}).finished(),
            Code::LayerUnsupported);
        row("owner -1", one({.name = "x", .pax = {{"uid", "4294967295"}}}), Code::LayerUnsupported);
        row("owner above 32 bits", one({.name = "x", .pax = {{"gid", "4294967296"}}}),
            Code::LayerUnsupported);
        row("negative owner", one({.name = "x", .pax = {{"uid", "-5"}}}), Code::LayerUnsupported);
        row("device number", one({.name = "x", .type = '3', .major = 4096, .minor = 1}),
            Code::LayerUnsupported);
        row("wrong checksum",
            TarBuilder().file("a").add({.name = "x", .wrongChecksum = true}).finished(),
            Code::LayerCorrupt);
        row("not a tar", std::string(2000, 'x'), Code::LayerCorrupt);
        row("cut within a file",
            TarBuilder().file("a", std::string(5000, 'a')).bytes().substr(0, 3000),
            Code::LayerTruncated);
        row("cut within a header", TarBuilder().file("a").file("b").bytes().substr(0, 700),
            Code::LayerTruncated);
        row("size beyond everything", one({.name = "x", .pax = {{"size", "4611686018427387904"}}}),
            Code::LayerCorrupt);
        row("size beyond the limit", one({.name = "x", .pax = {{"size", "2199023255552"}}}),
            Code::LayerTooLarge);
        row("malformed record",
            TarBuilder()
                .addRaw({.name = "x", .type = 'x', .content = "5 a=b\n"})
                .file("f")
                .finished(),
            Code::LayerCorrupt);
        row("entries behind one zero block",
            TarBuilder().file("a").bytes() + std::string(512, '\0') +
                TarBuilder().file("b").finished(),
            Code::LayerCorrupt);
        row("Solaris sparse", one({.name = "x", .pax = {{"SUN.holesdata", " 0 1"}}}),
            Code::LayerUnsupported);
    }
    void refuses()
    {
        QFETCH(QByteArray, tar);
        QFETCH(int, code);
        QCOMPARE(QByteArray(codeName(codeOf(tar.toStdString())).data()),
                 QByteArray(codeName(static_cast<Code>(code)).data()));
    }

    void limitsAreKept()
    {
        const std::string three = TarBuilder().file("a").file("b").file("c").finished();
        LayerLimits limits;
        limits.entries = 4; // the root counts
        QVERIFY(codeOf(three, limits) == Code::JobNotFound);
        limits.entries = 3;
        QVERIFY(codeOf(three, limits) == Code::LayerTooLarge);
        limits = {};
        limits.tarBytes = three.size() - 1;
        QVERIFY(codeOf(three, limits) == Code::LayerTooLarge);
        limits = {};
        limits.entries = 50; // implied parents are entries too
        std::string deep;
        for (int i = 0; i < 60; ++i)
            deep += "d/";
        QVERIFY(codeOf(TarBuilder().add({.name = "x", .pax = {{"path", deep + "f"}}}).finished(),
                       limits) == Code::LayerTooLarge);
    }

    void aPathOfThousandsOfDirectoriesIsFine()
    {
        std::string deep;
        for (int i = 0; i < 20000; ++i)
            deep += "d/";
        const std::string tar =
            TarBuilder()
                .add({.name = "x", .content = "y", .pax = {{"path", deep + "f"}}})
                .finished();
        const Tree tree = scan(tar);
        QVERIFY(tree.find(deep + "f").has_value());
        QCOMPARE(readIndex(indexOfTar(tar)).tree.liveCount(), tree.liveCount());
    }

    void anEndWithoutMarkAndAnEmptyArchiveAreFine()
    {
        QCOMPARE(describe(scan("")), " d 755 0:0 implied\n");
        QCOMPARE(describe(scan(std::string(1024, '\0'))), " d 755 0:0 implied\n");
        QVERIFY(scan(TarBuilder().file("a", "b").bytes()).find("a").has_value());
        // Without the padding behind the last file.
        const std::string bytes = TarBuilder().file("a", "b").bytes();
        QVERIFY(scan(bytes.substr(0, 513)).find("a").has_value());
    }

    void sparseFilesKeepTheirHoles()
    {
        // GNU 1.0: the map stands before the data, in decimal lines, padded to 512.
        const auto sparse = [](const std::string& map, const std::string& data,
                               const std::string& size) {
            std::string content = map;
            content.resize(512);
            return TarBuilder()
                .add({.name = "GNUSparseFile.0/s",
                      .content = content + data,
                      .pax = {{"GNU.sparse.major", "1"},
                              {"GNU.sparse.minor", "0"},
                              {"GNU.sparse.name", "s"},
                              {"GNU.sparse.realsize", size}}})
                .finished();
        };
        const std::string aligned =
            sparse("2\n1024\n512\n4096\n3\n", std::string(512, 'a') + "end", "4099");
        const Tree tree = scan(aligned);
        const Node& node = nodeAt(tree, "s");
        QCOMPARE(node.size, std::uint64_t(4099));
        QCOMPARE(node.extents.size(), std::size_t(2));
        QVERIFY(!node.extents[0].isCopied);
        QCOMPARE(node.extents[1].logical, std::uint64_t(4096));
        QCOMPARE(aligned.substr(node.extents[1].offset, 3), "end");

        const std::string odd =
            sparse("2\n1000\n500\n9000\n3\n", std::string(500, 'a') + "end", "9003");
        const Tree oddTree = scan(odd);
        QVERIFY(nodeAt(oddTree, "s").extents.at(0).isCopied);
        const std::string index = indexOf(oddTree, {slotOf(odd.size())}, odd);
        QVERIFY(index.find("end") != index.npos);
    }

    void followsATarThatGrows()
    {
        TarBuilder tar;
        for (int i = 0; i < 50; ++i)
            tar.file("f" + std::to_string(i), std::string(static_cast<std::size_t>(i) * 97, 'x'));
        const std::string bytes = tar.finished();
        const Fd fd = fileOf("");
        const Pipe control = makePipe();
        std::thread writer([&] {
            for (std::size_t at = 0; at < bytes.size();) {
                const std::size_t count = std::min<std::size_t>(700, bytes.size() - at);
                writeFullyAt(fd.get(), std::as_bytes(std::span(bytes)).subspan(at, count), at,
                             "tar");
                at += count;
                const std::uint64_t told = at == bytes.size() ? at | kFinalLength : at;
                writeFully(control.write.get(), std::as_bytes(std::span(&told, 1)), "control");
            }
        });
        GrowingFile growing(fd.get(), control.read.get(), "the layer");
        const Tree tree = scanTar(growing, "the layer", {});
        writer.join();
        QCOMPARE(describe(tree), describe(scan(bytes)));
    }

    void aWriterThatGivesUpIsAnError()
    {
        const Fd fd = fileOf(TarBuilder().file("a", std::string(5000, 'a')).bytes());
        Pipe control = makePipe();
        const std::uint64_t told = 512;
        writeFully(control.write.get(), std::as_bytes(std::span(&told, 1)), "control");
        control.write.reset();
        GrowingFile growing(fd.get(), control.read.get(), "the layer");
        QVERIFY_EXCEPTION_THROWN(scanTar(growing, "the layer", {}), Error);
    }

    // Whatever a byte is changed to: an error or a tree, and never a file beyond the archive.
    void survivesEveryChangedByte()
    {
        TarBuilder tar;
        tar.dir("d").add({.name = "d/f",
                          .content = "x",
                          .pax = {{"SCHILY.xattr.user.a", "v"}, {"mtime", "1.5"}}});
        tar.link("h", "d/f").symlink("s", "t");
        const std::string good = tar.finished();
        for (std::size_t at = 0; at < good.size() - 1024; ++at) {
            for (const char value : {'\0', '9', '\xff'}) {
                std::string bad = good;
                bad[at] = value;
                try {
                    const Tree tree = scan(bad);
                    for (NodeId id = 0; id < tree.size(); ++id) {
                        for (const Extent& extent : tree[id].extents)
                            QVERIFY(extent.offset + extent.length <= bad.size());
                    }
                } catch (const Error&) {
                }
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestTarScan)
#include "tst_tar_scan.moc"
