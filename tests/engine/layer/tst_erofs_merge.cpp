// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The table of what a chain shows: each case lists its layers, base first, and what is to be seen.

#include "engine/layer/erofs_merge.h"

#include <QTest>

#include "tests/support/layer_maker.h"
#include "tests/support/tar_builder.h"

using namespace onggi;
using namespace onggi::test;

namespace {

// By way of their indexes, as the helper does it.
Tree merge(const std::vector<TarBuilder>& layers)
{
    Tree base;
    std::uint32_t slot = 0;
    for (const TarBuilder& layer : layers)
        applyLayer(base, readIndex(indexOfTar(layer.finished())).tree, slot++);
    return base;
}

} // namespace

class TestErofsMerge : public QObject {
    Q_OBJECT

private slots:
    void shows_data()
    {
        QTest::addColumn<QByteArray>("seen");
        const auto row = [this](const char* name, std::vector<TarBuilder> layers,
                                const char* seen) {
            QTest::newRow(name) << QByteArray(seen);
            m_layers.insert_or_assign(name, std::move(layers));
        };
        const TarBuilder base = TarBuilder()
                                    .dir("./")
                                    .add({.name = "d", .type = '5', .mode = 0700, .uid = 5})
                                    .file("d/a", "1")
                                    .file("d/b", "22")
                                    .file("f", "333");

        row("later files replace earlier ones", {base, TarBuilder().file("d/a", "4444")},
            " d 755 0:0\n/d d 700 5:0\n/d/a - 644 0:0 4\n/d/b - 644 0:0 2\n/f - 644 0:0 3\n");
        row("a whiteout hides a file", {base, TarBuilder().file("d/.wh.a")},
            " d 755 0:0\n/d d 700 5:0\n/d/b - 644 0:0 2\n/f - 644 0:0 3\n");
        row("a whiteout hides a directory with all in it", {base, TarBuilder().file(".wh.d")},
            " d 755 0:0\n/f - 644 0:0 3\n");
        row("a directory hidden and made again in one layer is empty of the old",
            {base, TarBuilder().file(".wh.d").dir("d").file("d/new")},
            " d 755 0:0\n/d d 755 0:0\n/d/new - 644 0:0 0\n/f - 644 0:0 3\n");
        row("whichever of the two comes first",
            {base, TarBuilder().dir("d").file("d/new").file(".wh.d")},
            " d 755 0:0\n/d d 755 0:0\n/d/new - 644 0:0 0\n/f - 644 0:0 3\n");
        row("hidden and implied in one layer keeps nothing of the old",
            {base, TarBuilder().file(".wh.d").file("d/new")},
            " d 755 0:0\n/d d 755 0:0\n/d/new - 644 0:0 0\n/f - 644 0:0 3\n");
        row("an opaque directory hides what was in it",
            {base, TarBuilder().dir("d").file("d/.wh..wh..opq").file("d/c")},
            " d 755 0:0\n/d d 755 0:0\n/d/c - 644 0:0 0\n/f - 644 0:0 3\n");
        row("an opaque directory that is not listed keeps what the layer below says",
            {base, TarBuilder().file("d/.wh..wh..opq").file("d/c")},
            " d 755 0:0\n/d d 700 5:0\n/d/c - 644 0:0 0\n/f - 644 0:0 3\n");
        row("an opaque root hides everything",
            {base, TarBuilder().file(".wh..wh..opq").file("only")},
            " d 755 0:0\n/only - 644 0:0 0\n");
        row("an implied parent keeps what the layer below says", {base, TarBuilder().file("d/c")},
            " d 755 0:0\n/d d 700 5:0\n/d/a - 644 0:0 1\n/d/b - 644 0:0 2\n/d/c - 644 0:0 0\n/f - "
            "644 0:0 3\n");
        row("a listed parent has its own metadata", {base, TarBuilder().dir("d", 0711).file("d/c")},
            " d 755 0:0\n/d d 711 0:0\n/d/a - 644 0:0 1\n/d/b - 644 0:0 2\n/d/c - 644 0:0 0\n/f - "
            "644 0:0 3\n");
        row("a whiteout of nothing is no entry",
            {TarBuilder().file("a"), TarBuilder().file(".wh.b").file("./.wh.c")},
            " d 755 0:0\n/a - 644 0:0 0\n");
        row("the root's own metadata survive layers that do not list it",
            {TarBuilder().add({.name = "./", .type = '5', .mode = 0711, .uid = 9}),
             TarBuilder().file("x")},
            " d 711 9:0\n/x - 644 0:0 0\n");
        row("and change with a layer that does",
            {base,
             TarBuilder().add({.name = ".", .type = '5', .mode = 0700, .gid = 3}).file(".wh.d")},
            " d 700 0:3\n/f - 644 0:0 3\n");
        row("a directory replaces a symbolic link",
            {TarBuilder().symlink("lib", "usr/lib"), TarBuilder().file("lib/x")},
            " d 755 0:0\n/lib d 755 0:0\n/lib/x - 644 0:0 0\n");
        row("a file replaces a directory", {base, TarBuilder().file("d", "x")},
            " d 755 0:0\n/d - 644 0:0 1\n/f - 644 0:0 3\n");
        row("a directory replaces a file", {base, TarBuilder().file("f/x")},
            " d 755 0:0\n/d d 700 5:0\n/d/a - 644 0:0 1\n/d/b - 644 0:0 2\n/f d 755 0:0\n/f/x - "
            "644 0:0 0\n");
        row("hidden, then made in the next layer",
            {base, TarBuilder().file(".wh.d"), TarBuilder().file("d/z")},
            " d 755 0:0\n/d d 755 0:0\n/d/z - 644 0:0 0\n/f - 644 0:0 3\n");
        row("hard links stay together within their layer",
            {TarBuilder().file("a", "x").link("b", "a"), TarBuilder().file("c")},
            " d 755 0:0\n/a - 644 0:0 1 links=2\n/b - 644 0:0 1 links=2\n/c - 644 0:0 0\n");
        row("one of them replaced leaves the others",
            {TarBuilder().file("a", "x").link("b", "a").link("c", "a"),
             TarBuilder().file("a", "yy")},
            " d 755 0:0\n/a - 644 0:0 2\n/b - 644 0:0 1 links=2\n/c - 644 0:0 1 links=2\n");
    }
    void shows()
    {
        QFETCH(QByteArray, seen);
        QCOMPARE(QByteArray::fromStdString(describe(merge(m_layers.at(QTest::currentDataTag())))),
                 seen);
    }

    void filesKeepPointingAtTheirLayer()
    {
        const TarBuilder first = TarBuilder().file("a", "aa").file("b", "b");
        const TarBuilder second = TarBuilder().file("b", "bbb");
        const Tree tree = merge({first, second});
        const std::vector<std::string> tars{first.finished(), second.finished()};
        for (const auto& [name, slot, content] :
             {std::tuple("a", 0u, "aa"), std::tuple("b", 1u, "bbb")}) {
            const Extent& extent = tree[*tree.find(name)].extents.at(0);
            QCOMPARE(extent.device, slot);
            QCOMPARE(tars[slot].substr(extent.offset, extent.length), std::string(content));
        }
    }

    void fiveHundredLayersMergeAndAreReadBack()
    {
        Tree base;
        std::vector<DeviceSlot> devices;
        for (unsigned i = 0; i < 500; ++i) {
            TarBuilder layer;
            layer.file("f" + std::to_string(i), "x").file("same", std::string(i, 's'));
            if (i > 0)
                layer.file(".wh.f" + std::to_string(i - 1));
            const std::string tar = layer.finished();
            applyLayer(base, readIndex(indexOfTar(tar)).tree, i);
            devices.push_back(slotOf(tar.size()));
        }
        const ErofsIndex chain = readIndex(indexOf(base, devices));
        QCOMPARE(describe(chain.tree), " d 755 0:0\n/f499 - 644 0:0 1\n/same - 644 0:0 499\n");
        QCOMPARE(chain.devices.size(), std::size_t(500));
        QCOMPARE(chain.tree[*chain.tree.find("same")].extents.at(0).device, 499u);
    }

private:
    std::map<std::string, std::vector<TarBuilder>> m_layers;
};

QTEST_APPLESS_MAIN(TestErofsMerge)
#include "tst_erofs_merge.moc"
