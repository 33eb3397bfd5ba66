// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the delete simulator promises against what a disk says, for random stores and plans.

#include <random>
#include <set>

#include <QTest>

#include <sys/stat.h>

#include "engine/lineage/freeing.h"
#include "engine/lineage/sizes.h"
#include "tests/support/temporary_store.h"

using namespace onggi;

namespace {

constexpr Caller kAdmin{0, true};

// Allocated blocks of all files in layers/.
std::uint64_t blocksOfLayers(TemporaryStore& store)
{
    std::uint64_t bytes = 0;
    for (const std::string& file : filesBelow(store.path("layers"))) {
        struct stat status {};
        if (::stat(store.path("layers/" + file).c_str(), &status) == 0)
            bytes += static_cast<std::uint64_t>(status.st_blocks) * 512;
    }
    return bytes;
}

void fill(TemporaryStore& store, std::mt19937& random)
{
    std::vector<std::vector<std::string>> chains;
    const std::size_t images = 4 + random() % 9;
    for (std::size_t i = 0; i < images; ++i) {
        std::vector<std::string> chain;
        if (!chains.empty() && random() % 3 != 0)
            chain = chains[random() % chains.size()];
        for (std::size_t more = 1 + random() % 2; more > 0; --more) {
            const std::size_t layer = 1 + random() % 8;
            chain.push_back("l" + std::to_string(layer) + '*' + std::to_string(layer * 3));
        }
        chains.push_back(chain);
        const std::string tag = "docker.io/library/i" + std::to_string(i) + ":1";
        const Serial image = store.publish(chain, {tag}, 0, std::to_string(i)).image;
        if (random() % 5 == 0)
            store.addContainer("c" + std::to_string(i), image);
    }
}

RemovalPlan randomPlan(const StoreView& view, const Forest& forest, std::mt19937& random)
{
    if (random() % 2 == 0) {
        const Bytes disk = storeTotals(view, forest).layersDisk;
        return planFreeing(view, forest, Bytes(random() % (disk.count() + 1))).plan;
    }
    std::vector<RemovalTarget> targets;
    for (std::size_t i = 0; i < view.images.size(); ++i) {
        if (random() % 3 == 0)
            targets.push_back({i, {}});
    }
    return planRemoval(view, forest, targets);
}

bool doesSomething(const RemovalPlan& plan)
{
    return std::any_of(plan.items.begin(), plan.items.end(),
                       [](const RemovalItem& item) { return item.action != RemovalAction::Keep; });
}

} // namespace

class TestFreedBytes : public QObject {
    Q_OBJECT

private slots:
    void areThoseOfThePlanToTheByte()
    {
        std::mt19937 random(20260103);
        std::size_t removed = 0;
        for (int round = 0; round < 12; ++round) {
            TemporaryStore store;
            fill(store, random);
            store->refreshDiskBytes();
            for (int plan = 0; plan < 4; ++plan)
                removed += removeAndMeasure(store, random) ? 1 : 0;
        }
        QVERIFY(removed >= 20);
    }

private:
    static bool removeAndMeasure(TemporaryStore& store, std::mt19937& random)
    {
        const StoreSnapshot before = store->snapshot();
        const Forest forest(*before.view);
        const std::uint64_t blocks = blocksOfLayers(store);
        [&] { QCOMPARE(storeTotals(*before.view, forest).layersDisk.count(), blocks); }();
        const RemovalPlan plan = randomPlan(*before.view, forest, random);
        if (!doesSomething(plan))
            return false;
        const RemovalOutcome outcome = store->removePlan(plan, kAdmin);
        [&] {
            QCOMPARE(outcome.freed.count(), plan.freed.count());
            QCOMPARE(blocks - blocksOfLayers(store), plan.freed.count());
            // What is in use is whole.
            std::set<Serial> left;
            for (const ImageRow& image : store->snapshot().view->images)
                left.insert(image.serial);
            for (const ContainerRow& container : before.view->containers)
                QVERIFY(left.contains(container.image));
            const std::vector<std::string> files = filesBelow(store.path("layers"));
            QCOMPARE(files.size(), store->snapshot().view->layers.size() * 2);
        }();
        return true;
    }
};

QTEST_GUILESS_MAIN(TestFreedBytes)
#include "tst_freed_bytes.moc"
