// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/lineage/sizes.h"

#include <QTest>

#include "tests/support/drawn_store.h"

using namespace onggi;

namespace {

struct Shown {
    quint64 virtualSize, unique, shared;
    bool operator==(const Shown&) const = default;
};

Shown shown(const DrawnStore& store, const char* image)
{
    const Forest forest(store.view());
    const ImageSizes sizes = imageSizes(store.view(), forest, store.image(image));
    return {sizes.virtualSize.count(), sizes.unique.count(), sizes.shared.count()};
}

} // namespace

class TestSizes : public QObject {
    Q_OBJECT

private slots:
    void groupsCountEachLayerOnce()
    {
        const DrawnStore store("a: 10 0 1000\nb: 20 0 2000\nc: 40 0 4000\nd: 80 0 8000\n"
                               "x:1 = a b\nx:2 = a b c b\ny:1 = a d\n");
        const Forest forest(store.view());
        GroupSums sums(store.view(), forest);
        const auto groupOf = [&](const std::vector<std::size_t>& images) {
            const GroupSizes sizes = sums.of(images);
            return std::vector<std::uint64_t>{sizes.virtualSize.count(), sizes.unique.count(),
                                              sizes.shared.count(), sizes.disk.count(),
                                              sizes.uniqueDisk.count()};
        };
        using Figures = std::vector<std::uint64_t>;
        QCOMPARE(groupOf({0, 1}), (Figures{70, 60, 10, 7000, 6000}));
        QCOMPARE(groupOf({0}), (Figures{30, 0, 30, 3000, 0}));
        QCOMPARE(groupOf({2}), (Figures{90, 80, 10, 9000, 8000}));
        QCOMPARE(groupOf({0, 1, 2}), (Figures{150, 150, 0, 15000, 15000}));
        QCOMPARE(groupOf({}), (Figures{0, 0, 0, 0, 0}));
    }

    void uniqueAndSharedAddUpToVirtual()
    {
        const DrawnStore store("a: 10 0 0\nb: 20 0 0\nc: 40 0 0\n"
                               "base:1 = a\nx:1 = a b\ny:1 = a b c\n");
        QVERIFY((shown(store, "base:1") == Shown{10, 0, 10}));
        QVERIFY((shown(store, "x:1") == Shown{30, 0, 30}));
        QVERIFY((shown(store, "y:1") == Shown{70, 40, 30}));
    }

    void layerSharedAcrossChainsIsNotUnique()
    {
        const DrawnStore store("c: 40 0 0\nx:1 = a c\ny:1 = b c\n");
        QVERIFY((shown(store, "x:1") == Shown{140, 100, 40}));
    }

    void layerTwiceInAChainCountsOnce()
    {
        const DrawnStore store("x:1 = a b a\n");
        QVERIFY((shown(store, "x:1") == Shown{200, 200, 0}));
    }

    void containersDoNotChangeUniqueAndShared()
    {
        const DrawnStore store("x:1 = a\nweb @ x:1\n");
        QVERIFY((shown(store, "x:1") == Shown{100, 100, 0}));
    }

    void nodeIsUniqueIfASingleImageHasItsLayer()
    {
        const DrawnStore store("x:1 = a b\ny:1 = a\n");
        const Forest forest(store.view());
        QVERIFY(uniqueBytesOfNode(store.view(), forest, 0) == Bytes(0));
        QVERIFY(uniqueBytesOfNode(store.view(), forest, 1) == Bytes(100));
    }

    void totalsCountDistinctLayersAndWhatNoContainerNeeds()
    {
        const DrawnStore store("a: 0 0 1\nb: 0 0 2\nc: 0 0 4\nd: 0 0 8\n"
                               "x:1 = a b\ny:1 = a b c\nz:1 = d c\nweb @ x:1\n");
        const StoreTotals totals = storeTotals(store.view(), Forest(store.view()));
        QCOMPARE(totals.layers, std::size_t(4));
        QVERIFY(totals.layersDisk == Bytes(15));
        QVERIFY(totals.reclaimable == Bytes(12));
    }
};

QTEST_APPLESS_MAIN(TestSizes)
#include "tst_sizes.moc"
