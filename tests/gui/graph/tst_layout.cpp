// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/graph/layout.h"

#include <algorithm>
#include <map>
#include <random>

#include <QTest>

using namespace onggi;

namespace {

// Blocks by their parents; -1 is a root.
std::vector<Block> treeOf(const std::vector<int>& parents)
{
    std::vector<Block> blocks(parents.size());
    for (std::size_t i = 0; i < parents.size(); ++i) {
        if (parents[i] < 0)
            continue;
        const auto parent = static_cast<BlockIndex>(parents[i]);
        blocks[i].parent = parent;
        blocks[i].column = blocks[parent].column + 1;
        blocks[parent].children.push_back(i);
    }
    return blocks;
}

std::vector<Extent> extentsOf(const std::vector<double>& boxes)
{
    std::vector<Extent> extents;
    for (const double box : boxes)
        extents.push_back({box, 0});
    return extents;
}

struct World {
    std::vector<Block> blocks;
    std::vector<Extent> extents;
};

// Some trees of all shapes: each block hangs under one of the last few, or is a root.
World randomWorld(unsigned seed, int count)
{
    std::mt19937 random(seed);
    const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    const int reach = 1 + below(20);
    std::vector<int> parents;
    World world;
    for (int i = 0; i < count; ++i) {
        parents.push_back(i == 0 || below(30) == 0 ? -1 : i - 1 - below(std::min(i, reach)));
        world.extents.push_back({4.0 + below(200), below(2) * 40.0});
    }
    world.blocks = treeOf(parents);
    return world;
}

double centre(const World& world, const Arrangement& arrangement, BlockIndex block)
{
    return arrangement.tops[block] + world.extents[block].box / 2;
}

void verifyNothingOverlaps(const World& world, const Arrangement& arrangement)
{
    std::map<std::size_t, std::vector<BlockIndex>> columns;
    for (BlockIndex i = 0; i < world.blocks.size(); ++i)
        columns[world.blocks[i].column].push_back(i);
    for (auto& [column, blocks] : columns) {
        std::ranges::sort(blocks, {}, [&](BlockIndex i) { return arrangement.tops[i]; });
        for (std::size_t i = 1; i < blocks.size(); ++i) {
            const BlockIndex upper = blocks[i - 1];
            const Extent& extent = world.extents[upper];
            const double end = arrangement.tops[upper] + extent.box + extent.below;
            QVERIFY2(end + 14 <= arrangement.tops[blocks[i]] + 1e-6,
                     qPrintable(QString("blocks %1 and %2 of column %3")
                                    .arg(upper)
                                    .arg(blocks[i])
                                    .arg(column)));
        }
    }
}

} // namespace

class TestLayout : public QObject {
    Q_OBJECT

private slots:
    void aParentIsCentredBetweenItsFirstAndLastChild()
    {
        const auto blocks = treeOf({-1, 0, 0, 0});
        const auto result = arrange(blocks, extentsOf({20, 100, 40, 40}));
        QCOMPARE(result.tops, (std::vector<double>{109, 0, 114, 168}));
        QCOMPARE(result.height, 208.0);
        QCOMPARE(result.columns, 2U);
    }

    void smallSiblingsKeepTheirCentresApart()
    {
        const auto blocks = treeOf({-1, 0, 0});
        const auto result = arrange(blocks, extentsOf({4, 4, 4}));
        QCOMPARE(result.tops[2] - result.tops[1], 30.0);
    }

    void treesStandBelowEachOther()
    {
        const auto blocks = treeOf({-1, -1});
        const auto result = arrange(blocks, extentsOf({50, 10}));
        QCOMPARE(result.tops, (std::vector<double>{0, 74}));
    }

    void whatStandsUnderABoxIsKeptFree()
    {
        const auto blocks = treeOf({-1, 0, 0});
        const auto result = arrange(blocks, {{{10, 0}, {40, 38}, {40, 0}}});
        QCOMPARE(result.tops[2] - result.tops[1], 40.0 + 38 + 14);
    }

    void aTallParentTakesItsRoomInItsColumn()
    {
        const auto blocks = treeOf({-1, 0, 0, 1, 2});
        const auto result = arrange(blocks, extentsOf({10, 200, 200, 10, 10}));
        QCOMPARE(result.tops[2] - result.tops[1], 214.0);
        QCOMPARE(result.tops[3] - result.tops[1], 95.0);
        QCOMPARE(result.height, 414.0);
    }

    void aDeepSiblingReachesOverAShallowOne()
    {
        // Block 3 under 1 is tall, but nothing stands in its column under 2.
        const auto blocks = treeOf({-1, 0, 0, 1});
        const auto result = arrange(blocks, extentsOf({10, 20, 20, 300}));
        QCOMPARE(result.tops[2] - result.tops[1], 34.0);
    }

    void nothingOverlapsAndOrderIsKept_data()
    {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 1; seed <= 50; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }

    void nothingOverlapsAndOrderIsKept()
    {
        QFETCH(unsigned, seed);
        const World world = randomWorld(seed, 400);
        const Arrangement result = arrange(world.blocks, world.extents);
        verifyNothingOverlaps(world, result);
        for (BlockIndex i = 0; i < world.blocks.size(); ++i) {
            QVERIFY(result.tops[i] >= -1e-6);
            const auto& children = world.blocks[i].children;
            for (std::size_t j = 1; j < children.size(); ++j)
                QVERIFY(centre(world, result, children[j - 1]) + 30 <=
                        centre(world, result, children[j]) + 1e-6);
            if (!children.empty()) {
                const double middle = (centre(world, result, children.front()) +
                                       centre(world, result, children.back())) /
                                      2;
                QVERIFY(std::abs(middle - centre(world, result, i)) < 1e-6);
            }
        }
    }

    void aHundredThousandBlocksNeedNoDeepStack_data()
    {
        QTest::addColumn<int>("fanOut");
        QTest::newRow("one chain") << 1;
        QTest::newRow("pairs") << 2;
        QTest::newRow("one parent") << 100'000;
    }

    void aHundredThousandBlocksNeedNoDeepStack()
    {
        QFETCH(int, fanOut);
        std::vector<int> parents{-1};
        for (int i = 1; i < 100'000; ++i)
            parents.push_back((i - 1) / fanOut);
        World world{treeOf(parents), std::vector<Extent>(parents.size(), {20, 0})};
        const Arrangement result = arrange(world.blocks, world.extents);
        verifyNothingOverlaps(world, result);
    }

    void heightsFollowTheSquareRootOfBytes()
    {
        QCOMPARE(boxHeight(Bytes(100'000'000), 7.5), 75.0);
        QCOMPARE(boxHeight(Bytes(400'000'000), 7.5), 150.0);
        QCOMPARE(boxHeight(Bytes(0), 7.5), 4.0);
    }
};

QTEST_APPLESS_MAIN(TestLayout)
#include "tst_layout.moc"
