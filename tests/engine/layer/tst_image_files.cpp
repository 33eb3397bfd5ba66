// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What is seen of images, and of what crafted ones say.

#include "engine/layer/image_files.h"

#include <QTest>

#include <unistd.h>

#include "engine/core/error.h"
#include "tests/support/made_source.h"

using namespace onggi;
using namespace onggi::test;

namespace {

std::string contentOf(ImageFiles& files, const std::string& path)
{
    std::string text;
    files.readAll(findFile(files.tree(), path, LastLink::Follow, "x").node,
                  [&](std::span<const std::byte> bytes) {
                      text.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
                  });
    return text;
}

// Files, links in every direction, and two layers above that hide some.
std::vector<std::string> sampleLayers()
{
    return {TarBuilder()
                .dir("usr")
                .dir("usr/bin")
                .file("usr/bin/busybox", "program")
                .symlink("bin", "usr/bin")
                .symlink("usr/bin/sh", "busybox")
                .symlink("usr/bin/root", "/../../etc")
                .dir("etc", 0700)
                .file("etc/passwd", "root")
                .file("etc/old", "old")
                .symlink("circle", "circle")
                .dir("var")
                .file("var/log", "log")
                .finished(),
            TarBuilder()
                .file("etc/passwd", "root and more")
                .file("etc/.wh.old")
                .file("etc/.wh.never")
                .finished(),
            TarBuilder().dir("var").file("var/.wh..wh..opq").file("var/new", "n").finished()};
}

} // namespace

class TestImageFiles : public QObject {
    Q_OBJECT

private slots:
    void showsTheMergedViewAndWhoGaveWhat()
    {
        const ImageFiles files = filesOf(sampleLayers());
        QCOMPARE(pathsOf(files), std::string("/@0\n/bin@0\n/circle@0\n/etc@0\n/etc/passwd@1\n"
                                             "/usr@0\n/usr/bin@0\n/usr/bin/busybox@0\n"
                                             "/usr/bin/root@0\n/usr/bin/sh@0\n"
                                             "/var@2\n/var/new@2\n"));
        const NodeId etc = *files.tree().find("/etc");
        QCOMPARE(files.tree()[etc].meta.mode, 0700U); // implied by the second layer
    }

    void showsOneLayerWithWhatItHides()
    {
        const ImageFiles files = ImageFiles::single(sourceOf({sampleLayers()[1]}));
        const NodeId old = *files.tree().find("/etc/old");
        QVERIFY(files.tree()[old].type == NodeType::Whiteout);
        QCOMPARE(pathsOf(files), std::string("/@0\n/etc@0\n/etc/never@0\n/etc/old@0\n"
                                             "/etc/passwd@0\n"));
        QVERIFY_EXCEPTION_THROWN(findFile(files.tree(), "/etc/old", LastLink::Follow, "x"), Error);
    }

    void walksPathsAsTheKernelWould_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<bool>("isFollowed");
        QTest::addColumn<QString>("found");
        QTest::newRow("root") << "" << true << "/";
        QTest::newRow("slash") << "/" << true << "/";
        QTest::newRow("file") << "/etc/passwd" << true << "/etc/passwd";
        QTest::newRow("relative") << "etc//./passwd" << true << "/etc/passwd";
        QTest::newRow("link in the middle") << "/bin/busybox" << true << "/usr/bin/busybox";
        QTest::newRow("two links") << "/bin/sh" << true << "/usr/bin/busybox";
        QTest::newRow("last link kept") << "/bin/sh" << false << "/usr/bin/sh";
        QTest::newRow("slash behind the last link") << "/bin/" << false << "/usr/bin";
        QTest::newRow("up") << "/bin/../../usr" << true << "/usr";
        QTest::newRow("up beyond the root") << "/../../../etc" << true << "/etc";
        QTest::newRow("link up beyond the root") << "/bin/root/passwd" << true << "/etc/passwd";
    }
    void walksPathsAsTheKernelWould()
    {
        QFETCH(QString, path);
        QFETCH(bool, isFollowed);
        QFETCH(QString, found);
        const ImageFiles files = filesOf(sampleLayers());
        const FoundFile file = findFile(files.tree(), path.toStdString(),
                                        isFollowed ? LastLink::Follow : LastLink::Keep, "x");
        QCOMPARE(QString::fromStdString(file.path), found);
        QCOMPARE(*files.tree().find(found.toStdString()), file.node);
    }

    void saysWhyAPathLeadsNowhere_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("said");
        QTest::newRow("nothing") << "/etc/none"
                                 << "no such file";
        QTest::newRow("deleted") << "/etc/old"
                                 << "no such file";
        QTest::newRow("file as a directory") << "/etc/passwd/x"
                                             << "no directory";
        QTest::newRow("circle") << "/circle"
                                << "too many symbolic links";
    }
    void saysWhyAPathLeadsNowhere()
    {
        QFETCH(QString, path);
        QFETCH(QString, said);
        const ImageFiles files = filesOf(sampleLayers());
        try {
            findFile(files.tree(), path.toStdString(), LastLink::Follow, "the image");
            QFAIL("it was found");
        } catch (const Error& error) {
            const QString message = QString::fromStdString(error.message());
            QVERIFY2(message.contains(said) && message.contains("the image"), qPrintable(message));
        }
    }

    void readsBytesFromTheTarOfTheRightLayer()
    {
        ImageFiles files = filesOf(sampleLayers());
        QCOMPARE(contentOf(files, "/bin/sh"), std::string("program"));
        QCOMPARE(contentOf(files, "/etc/passwd"), std::string("root and more"));
        QCOMPARE(contentOf(files, "/var/new"), std::string("n"));
        std::vector<std::byte> two(2);
        const NodeId passwd = *files.tree().find("/etc/passwd");
        QCOMPARE(files.read(passwd, 12, two), std::size_t(1));
        QCOMPARE(files.read(passwd, 13, two), std::size_t(0));
    }

    void readsHolesAsZeros()
    {
        // The index says that bytes 0 to 511 and 1024 to 1535 of the file are somewhere.
        Tree tree;
        tree[kRootNode].directory->isImplied = false;
        const NodeId id = tree.add(kRootNode, "sparse", NodeType::Regular);
        tree[id].size = 2048;
        tree[id].extents = {{0, 512, 512, 0, false}, {1024, 512, 0, 0, false}};
        const std::string tar = std::string(512, 'b') + std::string(512, 'a');
        const Digest diffId = Sha256::of(tar);
        ImageFiles files =
            ImageFiles::merged(LayerSource({{diffId, Bytes(tar.size())}}, [&](const Digest&) {
                return LayerFiles{fileOf(indexOf(tree, {{diffId.hex(), 2}})), fileOf(tar)};
            }));
        QCOMPARE(contentOf(files, "/sparse"), std::string(512, 'a') + std::string(512, '\0') +
                                                  std::string(512, 'b') + std::string(512, '\0'));
        std::vector<std::byte> part(100);
        QCOMPARE(files.read(*files.tree().find("sparse"), 1000, part), std::size_t(100));
        QVERIFY(part[23] == std::byte(0));
        QVERIFY(part[24] == std::byte('b'));
    }

    void refusesAnIndexOfAnotherLayer()
    {
        const std::string tar = TarBuilder().file("x", "1").finished();
        const std::string other = TarBuilder().file("x", "2").finished();
        const auto open = [&](const Digest&) { return openedLayer(other); };
        QVERIFY_EXCEPTION_THROWN(
            ImageFiles::merged(LayerSource({{Sha256::of(tar), Bytes(tar.size())}}, open)), Error);
    }

    void refusesATarOfAnotherLength()
    {
        const std::string tar = TarBuilder().file("x", "1").finished();
        const auto open = [&](const Digest&) {
            LayerFiles files = openedLayer(tar);
            files.tar = fileOf(tar.substr(0, 512));
            return files;
        };
        QVERIFY_EXCEPTION_THROWN(
            ImageFiles::merged(LayerSource({{Sha256::of(tar), Bytes(tar.size())}}, open)), Error);
    }

    void keepsFewLayersOpen()
    {
        std::vector<std::string> tars;
        for (int i = 0; i < 100; ++i)
            tars.push_back(TarBuilder().file(std::to_string(i), std::to_string(i)).finished());
        ImageFiles files = filesOf(tars);
        const std::string last = std::to_string(::dup(0));
        ::close(std::stoi(last));
        QVERIFY2(std::stoi(last) < 100, last.c_str());
        for (int i = 0; i < 100; ++i)
            QCOMPARE(contentOf(files, std::to_string(i)), std::to_string(i));
    }

    void walksTensOfThousandsOfDirectoriesDeep()
    {
        Tree tree;
        NodeId at = kRootNode;
        for (int i = 0; i < 30000; ++i)
            at = tree.add(at, "d", NodeType::Directory);
        std::size_t deepest = 0;
        walkFiles(tree, kRootNode, "/",
                  [&](const std::string& path, const Node&, NodeId, std::size_t depth) {
                      deepest = std::max(deepest, depth);
                      return path.size() == (depth == 0 ? 1 : 2 * depth);
                  });
        QCOMPARE(deepest, std::size_t(30000));
    }
};

QTEST_APPLESS_MAIN(TestImageFiles)
#include "tst_image_files.moc"
