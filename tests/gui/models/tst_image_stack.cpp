// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/models/image_stack.h"

#include <QTest>

#include "tests/support/drawn_store.h"

using namespace onggi;

namespace {

// "base:1: a b, 200 | web:1: c, 100, largest c": the blocks of an image, base first.
QString drawing(const DrawnStore& store, const std::string& image)
{
    const StoreView& view = store.view();
    const Forest forest(view);
    QStringList blocks;
    for (const StackBlock& block : imageStack(view, forest, store.image(image))) {
        QStringList names;
        for (const std::size_t ending : block.images)
            names << QString::fromStdString(view.images[ending].tags.front());
        std::string layers;
        for (const NodeIndex node : block.nodes)
            layers += store.layerNames({view.layers[forest.nodes()[node].layer].serial});
        blocks << QString("%1: %2, %3 B, shared with %4, by %5")
                      .arg(names.join(' '), QString::fromStdString(layers))
                      .arg(block.content.count())
                      .arg(block.sharedWith)
                      .arg(QString::fromStdString(
                          store.layerNames({view.layers[block.largestLayer].serial})));
    }
    return blocks.join(" | ");
}

} // namespace

class TestImageStack : public QObject {
    Q_OBJECT

private slots:
    void anImageAloneIsOneBlock()
    {
        QCOMPARE(drawing(DrawnStore("x:1 = a b"), "x:1"),
                 QString("x:1: ab, 200 B, shared with 0, by a"));
    }

    void aBlockEndsWhereAnImageDoes()
    {
        QCOMPARE(drawing(DrawnStore("base:1 = a b\n"
                                    "web:1  = a b c\n"),
                         "web:1"),
                 QString("base:1: ab, 200 B, shared with 1, by a | "
                         "web:1: c, 100 B, shared with 0, by c"));
    }

    void aBlockEndsWhereChainsPart()
    {
        QCOMPARE(drawing(DrawnStore("one:1 = a b c\n"
                                    "two:1 = a d\n"),
                         "one:1"),
                 QString(": a, 100 B, shared with 1, by a | "
                         "one:1: bc, 200 B, shared with 0, by b"));
    }

    void theLargestLayerNamesTheBlock()
    {
        QCOMPARE(drawing(DrawnStore("x:1 = a b c\n"
                                    "b: 700 8000 9000\n"),
                         "x:1"),
                 QString("x:1: abc, 900 B, shared with 0, by b"));
    }

    void aLayerThatStandsTwiceCountsWhereItStandsFirst()
    {
        QCOMPARE(drawing(DrawnStore("base:1 = a b\n"
                                    "web:1  = a b a\n"),
                         "web:1"),
                 QString("base:1: ab, 200 B, shared with 1, by a | "
                         "web:1: a, 0 B, shared with 0, by a"));
    }

    void aChainGoesFromTheBaseToTheImage()
    {
        const DrawnStore store("x:1 = a b c");
        const Forest forest(store.view());
        const auto chain = chainOf(forest, store.image("x:1"));
        QCOMPARE(chain.size(), 3U);
        QVERIFY(!forest.nodes()[chain.front()].parent);
        QCOMPARE(forest.nodes()[chain.back()].images, std::vector{store.image("x:1")});
    }

    void anImageWithoutLayersHasNone()
    {
        const DrawnStore store("scratch:1 =");
        const Forest forest(store.view());
        QVERIFY(chainOf(forest, store.image("scratch:1")).empty());
        QVERIFY(imageStack(store.view(), forest, store.image("scratch:1")).empty());
    }
};

QTEST_GUILESS_MAIN(TestImageStack)
#include "tst_image_stack.moc"
