// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/lineage/forest.h"

#include <QTest>

#include "engine/core/error.h"
#include "engine/lineage/chain_id.h"
#include "tests/support/drawn_store.h"

using namespace onggi;

namespace {

// The forest as an indented list of steps, with images and containers behind.
QStringList drawing(const DrawnStore& store)
{
    const Forest forest(store.view());
    QStringList lines;
    std::vector<NodeIndex> pending(forest.roots().rbegin(), forest.roots().rend());
    while (!pending.empty()) {
        const LineageNode& node = forest.nodes()[pending.back()];
        pending.pop_back();
        pending.insert(pending.end(), node.children.rbegin(), node.children.rend());
        QString line = QString(static_cast<int>(node.depth), ' ') +
                       QString::fromStdString(store.view().layers[node.layer].createdBy).mid(5);
        for (const std::size_t image : node.images) {
            const auto& tags = store.view().images[image].tags;
            line += " [" + QString::fromStdString(tags.empty() ? "<none>" : tags.front()) + "]";
        }
        for (const std::size_t container : node.containers)
            line += " (" + QString::fromStdString(store.view().containers[container].name) + ")";
        lines << line;
    }
    return lines;
}

} // namespace

class TestForest : public QObject {
    Q_OBJECT

private slots:
    void imagesShareABaseAsFarAsTheirChainsAgree()
    {
        const DrawnStore store("base:1 = base\n"
                               "a:1 = base A\n"
                               "b:1 = base A B\n"
                               "other:1 = base C\n"
                               "alone:1 = D\n"
                               "web @ b:1\n");
        QCOMPARE(drawing(store), (QStringList{"base [base:1]", " A [a:1]", "  B [b:1] (web)",
                                              " C [other:1]", "D [alone:1]"}));
    }

    void nodesWithoutAnImageStandBetween()
    {
        const DrawnStore store("x:1 = a b c\ny:1 = a b d\n");
        QCOMPARE(drawing(store), (QStringList{"a", " b", "  c [x:1]", "  d [y:1]"}));
    }

    void sameLayerOnDifferentParentsIsTwoNodes()
    {
        const DrawnStore store("x:1 = a c\ny:1 = b c\n");
        QCOMPARE(drawing(store), (QStringList{"a", " c [x:1]", "b", " c [y:1]"}));
        const Forest forest(store.view());
        QCOMPARE(forest.imagesPerLayer()[store.layer("c")], std::size_t(2));
    }

    void twoImagesMayEndOnOneNode()
    {
        const DrawnStore store("x:1 = a\ny:1 = a\n");
        QCOMPARE(drawing(store), QStringList{"a [x:1] [y:1]"});
    }

    void layerTwiceInAChainCountsOneImage()
    {
        const DrawnStore store("x:1 = a b a\n");
        const Forest forest(store.view());
        QCOMPARE(forest.nodes().size(), std::size_t(3));
        QCOMPARE(forest.imagesPerLayer()[store.layer("a")], std::size_t(1));
    }

    void chainIdsAreThoseOfTheStandard()
    {
        const DrawnStore store("x:1 = a b c\n");
        std::vector<Digest> diffIds;
        for (const LayerRow& row : store.view().layers)
            diffIds.push_back(row.diffId);
        const Forest forest(store.view());
        QVERIFY(forest.nodes().back().chain == chainIds(diffIds).back());
    }

    void imageWithoutLayersHasNoNode()
    {
        const DrawnStore store("x:1 =\n");
        QVERIFY(!Forest(store.view()).nodeOfImage(0));
    }

    void rowThatNamesAMissingOneIsRefused()
    {
        StoreView view = DrawnStore("x:1 = a\n").view();
        view.layers.clear();
        QVERIFY_EXCEPTION_THROWN(Forest{view}, Error);
    }
};

QTEST_APPLESS_MAIN(TestForest)
#include "tst_forest.moc"
