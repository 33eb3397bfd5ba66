// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What erofs_writer writes, erofs_reader reads; and what nobody honest wrote, it refuses.

#include "engine/layer/erofs_writer.h"

#include <QTest>

#include "engine/core/error.h"
#include "engine/layer/erofs_format.h"
#include "tests/support/layer_maker.h"
#include "tests/support/tar_builder.h"

using namespace onggi;
using namespace onggi::test;

namespace {

bool isRefused(const std::string& index)
{
    try {
        readIndex(index);
    } catch (const Error& error) {
        return error.code() == Code::StoreCorrupt;
    }
    return false;
}

// A layer with one of everything.
std::string sampleTar()
{
    TarBuilder tar;
    tar.add({.name = "./", .type = '5', .mode = 0700, .uid = 70000, .mtime = 5});
    tar.file("a", "content a").link("b/link", "a").symlink("s", "target");
    tar.add({.name = "long", .type = '2', .pax = {{"linkpath", std::string(1000, 't')}}});
    tar.add({.name = "tty", .type = '3', .major = 4, .minor = 70000});
    tar.add({.name = "x",
             .content = "y",
             .pax = {{"SCHILY.xattr.user.k", std::string(700, 'v')}, {"mtime", "1.000000009"}}});
    tar.file("b/.wh.gone").file("c/.wh..wh..opq");
    for (int i = 0; i < 80; ++i)
        tar.file("many/" + std::string(static_cast<std::size_t>(i) + 1, 'n'), std::to_string(i));
    return tar.finished();
}

} // namespace

class TestErofs : public QObject {
    Q_OBJECT

private slots:
    void readsWhatWasWritten()
    {
        const std::string tar = sampleTar();
        const Tree tree = scan(tar);
        const ErofsIndex read = readIndex(indexOf(tree, {slotOf(tar.size())}, tar));
        QCOMPARE(describe(read.tree), describe(tree));
        QCOMPARE(read.devices.size(), std::size_t(1));
        QVERIFY(read.devices[0] == slotOf(tar.size()));
        for (const char* path : {"a", "x", "many/nnn", "b/link"}) {
            const Node& before = tree[*tree.find(path)];
            const Node& after = read.tree[*read.tree.find(path)];
            QVERIFY(before.extents == after.extents);
            QVERIFY(before.meta == after.meta);
        }
        QCOMPARE(read.tree[*read.tree.find("long")].target, std::string(1000, 't'));
        QVERIFY(read.tree.find("a") == read.tree.find("b/link"));
    }

    void theSameTreeGivesTheSameBytes()
    {
        const std::string tar = sampleTar();
        QVERIFY(indexOfTar(tar) == indexOfTar(tar));
        const ErofsIndex read = readIndex(indexOfTar(tar));
        QVERIFY(indexOf(read.tree, read.devices) == indexOfTar(tar));
    }

    void anEmptyLayerHasOnlyAnImpliedRoot()
    {
        const std::string index = indexOfTar("");
        QCOMPARE(describe(readIndex(index).tree), " d 755 0:0 implied\n");
        QVERIFY(index.size() <= 3 * 512 + 512);
    }

    void directoriesOfManyNamesSpanBlocks()
    {
        TarBuilder tar;
        for (int i = 0; i < 3000; ++i)
            tar.file("d/" + std::to_string(i * 7919 % 10000) +
                     std::string(static_cast<std::size_t>(i) % 200, '-'));
        const Tree tree = scan(tar.finished());
        QCOMPARE(describe(readIndex(indexOf(tree, {slotOf(10'000'000)})).tree), describe(tree));
    }

    void namesAroundTheDotsKeepTheirOrder()
    {
        TarBuilder tar;
        tar.file("!").file(".a").file("-").file("\xff").file("..a").file("...").file("~");
        const Tree tree = scan(tar.finished());
        QCOMPARE(describe(readIndex(indexOf(tree, {slotOf(100'000)})).tree), describe(tree));
    }

    void everyLengthOfLinkAndAttributeFits()
    {
        for (std::size_t length = 1; length < 700; length += 3) {
            Tree tree;
            const NodeId link = tree.add(kRootNode, "l", NodeType::Symlink);
            tree[link].target = std::string(length, 't');
            const NodeId other = tree.add(kRootNode, "m", NodeType::Symlink);
            tree[other].target = std::string(length, 'u');
            tree[other].meta.xattrs = {{"trusted.a", std::string(length, 'x')}};
            QCOMPARE(describe(readIndex(indexOf(tree, {})).tree), describe(tree));
        }
    }

    void sparseFilesKeepTheirPieces()
    {
        Tree tree;
        const NodeId id = tree.add(kRootNode, "s", NodeType::Regular);
        tree[id].size = 1'000'000'000;
        tree[id].extents = {{0, 4096, 512, 0, false},
                            {8192, 512, 8192, 0, false},
                            {999'997'440, 2560, 16384, 0, false}};
        const ErofsIndex read = readIndex(indexOf(tree, {slotOf(100'000)}));
        QVERIFY(read.tree[*read.tree.find("s")].extents == tree[id].extents);
        tree[id].extents.clear(); // nothing but a hole
        QVERIFY(readIndex(indexOf(tree, {})).tree[*read.tree.find("s")].extents.empty());
    }

    void copiedFilesHoldTheirBytes()
    {
        const std::string source = std::string(300, '-') + "hello" + std::string(6000, 'w');
        Tree tree;
        const NodeId id = tree.add(kRootNode, "s", NodeType::Regular);
        tree[id].size = 100'000;
        tree[id].extents = {{10, 5, 300, 0, true}, {50'001, 6000, 305, 0, true}};
        const std::string index = indexOf(tree, {}, source);
        const ErofsIndex read = readIndex(index);
        std::string content(100'000, '\0');
        for (const Extent& extent : read.tree[*read.tree.find("s")].extents) {
            QVERIFY(extent.isCopied);
            content.replace(extent.logical, extent.length,
                            index.substr(extent.offset, extent.length));
        }
        std::string expected(100'000, '\0');
        expected.replace(10, 5, "hello");
        expected.replace(50'001, 6000, std::string(6000, 'w'));
        QVERIFY(content == expected);
    }

    void indexesBeyondTheirLimitAreRefused()
    {
        const std::string tar = sampleTar();
        LayerLimits limits;
        limits.indexBytes = 4096;
        QVERIFY_EXCEPTION_THROWN(indexOf(scan(tar), {slotOf(tar.size())}, tar, limits), Error);
        Tree tree;
        const NodeId id = tree.add(kRootNode, "s", NodeType::Regular);
        tree[id].size = std::uint64_t(1) << 55; // whose map alone would be too large
        tree[id].extents = {{512, 512, 0, 0, false}};
        QVERIFY_EXCEPTION_THROWN(indexOf(tree, {slotOf(1024)}), Error);
    }

    void readingKeepsTheEntryLimit()
    {
        LayerLimits limits;
        limits.entries = 10;
        QVERIFY_EXCEPTION_THROWN(readIndex(indexOfTar(sampleTar()), limits), Error);
    }

    void otherFilesAreRefused()
    {
        QVERIFY(isRefused(""));
        QVERIFY(isRefused(std::string(4096, '\0')));
        QVERIFY(isRefused(std::string(4096, '\xe2')));
        const std::string good = indexOfTar(sampleTar());
        for (std::size_t size = 0; size < good.size(); size += 512)
            QVERIFY(isRefused(good.substr(0, size)));
        QVERIFY(isRefused(good + std::string(512, '\0')));
    }

    void aFileBeyondTheEndOfItsLayerIsRefused()
    {
        const std::string tar = sampleTar();
        QVERIFY(isRefused(indexOf(scan(tar), {slotOf(4096)}, tar)));
    }

    // Each byte changed: refused, or read as a tree that is sound.
    void survivesEveryChangedByte()
    {
        TarBuilder tar;
        tar.file("d/f", "x").link("d/h", "d/f").symlink("s", "t").dir("d/e");
        tar.add({.name = "x", .pax = {{"SCHILY.xattr.user.k", "v"}}});
        const std::string bytes = tar.finished();
        const std::string good = indexOfTar(bytes);
        for (std::size_t at = erofs::kSuperOffset; at < good.size(); ++at) {
            for (const int value : {0, 1, 2, 0x20, 0x40, 0x7f, 0x80, 0xff}) {
                std::string bad = good;
                if (static_cast<unsigned char>(bad[at]) == value)
                    continue;
                bad[at] = static_cast<char>(value);
                try {
                    checkSound(readIndex(bad), bytes.size(), bad.size());
                } catch (const Error&) {
                }
            }
        }
    }

    void loopsOfDirectoriesAreRefused()
    {
        Tree tree;
        const NodeId a = tree.add(kRootNode, "a", NodeType::Directory);
        tree.add(a, "b", NodeType::Directory);
        const std::string good = indexOf(tree, {});
        // Every place where the number of the inner directory stands becomes that of the outer one.
        const auto super = std::as_bytes(std::span(good)).subspan(erofs::kSuperOffset);
        const std::uint64_t meta =
            erofs::load<std::uint32_t>(super, erofs::kSbMetaBlock) * erofs::kBlock;
        int changed = 0;
        for (std::size_t at = meta; at + 12 <= good.size(); at += 4) {
            std::string bad = good;
            for (const std::uint64_t nid : {0, 1, 2, 4}) {
                erofs::store<std::uint64_t>(std::as_writable_bytes(std::span(bad)), at, nid);
                if (bad == good)
                    continue;
                ++changed;
                try {
                    QVERIFY(readIndex(bad).tree.liveCount() <= 4);
                } catch (const Error&) {
                }
            }
        }
        QVERIFY(changed > 100);
    }

private:
    static void checkSound(const ErofsIndex& index, std::uint64_t tarBytes,
                           std::uint64_t indexBytes)
    {
        for (NodeId id = 0; id < index.tree.size(); ++id) {
            const Node& node = index.tree[id];
            if (node.directory) {
                for (const auto& [name, child] : node.directory->children) {
                    QVERIFY(!name.empty() && name != "." && name != ".." &&
                            name.find('/') == name.npos);
                    QVERIFY(child < index.tree.size());
                }
            }
            for (const Extent& extent : node.extents) {
                QVERIFY(extent.logical + extent.length <= node.size);
                if (extent.isCopied) {
                    QVERIFY(extent.offset + extent.length <= indexBytes);
                } else {
                    QVERIFY(extent.device < index.devices.size());
                    QVERIFY(extent.offset + extent.length <=
                            std::max<std::uint64_t>(index.devices[extent.device].blocks * 512,
                                                    tarBytes));
                }
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestErofs)
#include "tst_erofs.moc"
