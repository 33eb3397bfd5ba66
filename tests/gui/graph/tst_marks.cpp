// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/graph/marks.h"

#include <QTest>

#include "tests/support/drawn_store.h"

using namespace onggi;

namespace {

constexpr const char* kStore = "base:1 = a\n"
                               "web:1 = a b c\n"
                               "api:1 = a b d\n"
                               "other:1 = x\n";

// A word per block: the names of its steps and the mark.
template <typename MarkOf>
QStringList drawing(const DrawnStore& store, const Forest& forest, const std::vector<Block>& blocks,
                    const MarkOf& markOf)
{
    QStringList words;
    for (BlockIndex at = 0; at < blocks.size(); ++at) {
        QString word;
        for (const NodeIndex step : blocks[at].steps) {
            const LayerRow& layer = store.view().layers[forest.nodes()[step].layer];
            word += QString::fromStdString(layer.createdBy).mid(5);
        }
        words << word + QLatin1Char(markOf(at));
    }
    return words;
}

QStringList lit(const DrawnStore& store, std::optional<BlockIndex> selected)
{
    const Forest forest(store.view());
    const auto blocks = foldSteps(store.view(), forest, {});
    const auto lights = lightFrom(blocks, selected);
    return drawing(store, forest, blocks,
                   [&](BlockIndex at) { return "-*<>"[static_cast<int>(lights[at])]; });
}

struct Judged {
    QStringList words;
    Bytes freed;
    Bytes planned;
};

Judged judged(const DrawnStore& store, const std::vector<std::string>& images)
{
    const Forest forest(store.view());
    std::vector<RemovalTarget> targets;
    for (const std::string& image : images)
        targets.push_back({store.image(image), {}});
    const RemovalPlan plan = planRemoval(store.view(), forest, targets);
    const auto blocks = foldSteps(store.view(), forest, {});
    const auto fates = fatesOf(store.view(), forest, blocks, plan);
    Judged result{drawing(store, forest, blocks,
                          [&](BlockIndex at) { return "-xk^"[static_cast<int>(fates[at].fate)]; }),
                  {},
                  plan.freed};
    for (const BlockFate& fate : fates)
        result.freed += fate.freed;
    return result;
}

} // namespace

class TestMarks : public QObject {
    Q_OBJECT

private slots:
    void nothingIsLitWithoutASelection()
    {
        QCOMPARE(lit(DrawnStore(kStore), std::nullopt),
                 (QStringList{"a-", "b-", "c-", "d-", "x-"}));
    }

    void aSelectionLightsItsAncestorsAndDescendantsAlone()
    {
        const DrawnStore store(kStore);
        QCOMPARE(lit(store, 0), (QStringList{"a*", "b>", "c>", "d>", "x-"}));
        QCOMPARE(lit(store, 1), (QStringList{"a<", "b*", "c>", "d>", "x-"}));
        QCOMPARE(lit(store, 2), (QStringList{"a<", "b<", "c*", "d-", "x-"}));
        QCOMPARE(lit(store, 4), (QStringList{"a-", "b-", "c-", "d-", "x*"}));
    }

    void stepsThatOnlyADeletedImageNeedsGoWithIt()
    {
        QCOMPARE(judged(DrawnStore(kStore), {"web:1"}).words,
                 (QStringList{"a-", "b-", "cx", "d-", "x-"}));
        QCOMPARE(judged(DrawnStore(kStore), {"web:1", "api:1"}).words,
                 (QStringList{"a-", "bx", "cx", "dx", "x-"}));
    }

    void aKeptImageShowsTheWayToTheNextImagesThatKeepIt()
    {
        const DrawnStore store("base:1 = a\nweb:1 = a b c\nshop:1 = a b c d\napi:1 = a b e\n");
        QCOMPARE(judged(store, {"base:1", "api:1"}).words,
                 (QStringList{"ak", "b^", "c^", "d-", "ex"}));
    }

    void anImageThatAContainerUsesIsKept()
    {
        const DrawnStore store("base:1 = a\nweb:1 = a b\nshop @ web:1\n");
        QCOMPARE(judged(store, {"base:1", "web:1"}).words, (QStringList{"ak", "bk"}));
    }

    void aFoldedChainGoesAsAWhole()
    {
        const DrawnStore store("base:1 = a\nx:1 = a b c d e\n");
        const Judged result = judged(store, {"x:1"});
        QCOMPARE(result.words, (QStringList{"a-", "bcdx", "ex"}));
        QCOMPARE(result.freed.count(), 8000U);
    }

    void freedBytesAddUpToThePlan()
    {
        // The layer b stands in two chains: it goes only with both, and counts once.
        const DrawnStore store("base:1 = a\nweb:1 = a b\nfar:1 = x b\n");
        const Judged one = judged(store, {"web:1"});
        QCOMPARE(one.words, (QStringList{"a-", "bx", "x-", "b-"}));
        QCOMPARE(one.freed.count(), 0U);
        QCOMPARE(one.freed, one.planned);
        const Judged both = judged(store, {"web:1", "far:1"});
        QCOMPARE(both.words, (QStringList{"a-", "bx", "xx", "bx"}));
        QCOMPARE(both.freed.count(), 4000U);
        QCOMPARE(both.freed, both.planned);
    }
};

QTEST_APPLESS_MAIN(TestMarks)
#include "tst_marks.moc"
