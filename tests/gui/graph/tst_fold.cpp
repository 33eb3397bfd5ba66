// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/graph/fold.h"

#include <QTest>

#include "tests/support/drawn_store.h"

using namespace onggi;

namespace {

// A line per block: its steps' names, indented by its column.
QStringList drawing(const DrawnStore& store, const Folding& folding = {})
{
    const Forest forest(store.view());
    QStringList lines;
    for (const Block& block : foldSteps(store.view(), forest, folding)) {
        QString line(static_cast<int>(block.column), ' ');
        for (const NodeIndex step : block.steps) {
            const LayerRow& layer = store.view().layers[forest.nodes()[step].layer];
            line += QString::fromStdString(layer.createdBy).mid(5);
        }
        lines << line;
    }
    return lines;
}

Digest chainOf(const DrawnStore& store, const QString& step)
{
    const Forest forest(store.view());
    for (const LineageNode& node : forest.nodes()) {
        if (store.view().layers[node.layer].createdBy == "step " + step.toStdString())
            return node.chain;
    }
    return {};
}

} // namespace

class TestFold : public QObject {
    Q_OBJECT

private slots:
    void unnamedStepsInARowShareABlock()
    {
        const DrawnStore store("base:1 = a\nx:1 = a b c d e\n");
        QCOMPARE(drawing(store), (QStringList{"a", " bcd", "  e"}));
    }

    void aSingleUnnamedStepStandsAlone()
    {
        const DrawnStore store("base:1 = a\nx:1 = a b c\n");
        QCOMPARE(drawing(store), (QStringList{"a", " b", "  c"}));
    }

    void aStepThatBranchesIsNotFolded()
    {
        const DrawnStore store("x:1 = a b c d\ny:1 = a b c e\n");
        QCOMPARE(drawing(store), (QStringList{"ab", " c", "  d", "  e"}));
    }

    void anUntaggedImageIsNotFoldedAway()
    {
        const DrawnStore store("<none> = a b\nx:1 = a b c d\n");
        QCOMPARE(drawing(store), (QStringList{"a", " b", "  c", "   d"}));
    }

    void anOpenChainIsShownStepByStep()
    {
        const DrawnStore store("base:1 = a\nx:1 = a b c d e\ny:1 = a f g h\n");
        Folding folding;
        folding.open.insert(chainOf(store, "b"));
        QCOMPARE(drawing(store, folding),
                 (QStringList{"a", " b", "  c", "   d", "    e", " fg", "  h"}));
    }

    void nothingIsFoldedWhenItIsOff()
    {
        const DrawnStore store("x:1 = a b c\n");
        Folding folding;
        folding.isOn = false;
        QCOMPARE(drawing(store, folding), (QStringList{"a", " b", "  c"}));
    }

    void aBlockHasTheBytesOfAllItsSteps()
    {
        const DrawnStore store("a: 1 10 1000\nb: 2 20 2000\nx:1 = a b c\n");
        const Forest forest(store.view());
        const auto blocks = foldSteps(store.view(), forest, {});
        QCOMPARE(blocks.size(), 2U);
        QVERIFY(blocks[0].isFolded());
        QCOMPARE(blocks[0].content.count(), 3U);
        QCOMPARE(blocks[0].disk.count(), 3000U);
        QCOMPARE(blocks[0].children, std::vector<BlockIndex>{1});
        QCOMPARE(blocks[1].parent, std::optional<BlockIndex>(0));
    }
};

QTEST_APPLESS_MAIN(TestFold)
#include "tst_fold.moc"
