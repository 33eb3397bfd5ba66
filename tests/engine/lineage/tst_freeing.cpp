// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/lineage/freeing.h"

#include <random>
#include <set>

#include <QTest>

#include "tests/support/drawn_store.h"

using namespace onggi;

namespace {

QStringList namesOf(const FreeingPlan& freeing)
{
    QStringList names;
    for (const RemovalItem& item : freeing.plan.items)
        names << QString::fromStdString(item.name);
    return names;
}

FreeingPlan freeing(const StoreView& view, std::uint64_t wanted, const FreeingOptions& options = {})
{
    return planFreeing(view, Forest(view), Bytes(wanted), options);
}

// Up to twelve images that share layers in every way: bases, twins, the same layer in other chains.
StoreView randomStore(std::mt19937& random)
{
    std::string text;
    const std::size_t layers = 3 + random() % 8;
    for (std::size_t i = 0; i < layers; ++i)
        text += std::string(1, static_cast<char>('a' + i)) + ": 1 1 " +
                std::to_string(random() % 40) + '\n';
    const std::size_t images = 1 + random() % 12;
    std::vector<std::string> chains;
    for (std::size_t i = 0; i < images; ++i) {
        std::string chain =
            !chains.empty() && random() % 3 != 0 ? chains[random() % chains.size()] : std::string();
        for (std::size_t more = random() % 3 + (chain.empty() ? 1 : 0); more > 0; --more)
            chain += std::string(" ") + static_cast<char>('a' + random() % layers);
        chains.push_back(chain);
        text += 'i' + std::to_string(i) + ":1 =" + chain + '\n';
    }
    for (std::size_t i = random() % 3; i > 0; --i)
        text += 'c' + std::to_string(i) + " @ i" + std::to_string(random() % images) + ":1\n";
    StoreView view = DrawnStore(text).view();
    for (ImageRow& image : view.images) {
        image.lastUsed = static_cast<std::int64_t>(random() % 5);
        if (random() % 4 == 0)
            image.tags.clear();
    }
    return view;
}

// All sets of images, judged by the definition alone.
class BruteForce {
public:
    BruteForce(const StoreView& view, const FreeingOptions& options)
        : m_view(view)
        , m_order(view.images.size())
    {
        for (std::size_t i = 0; i < view.images.size(); ++i) {
            const ImageRow& image = view.images[i];
            bool isInUse = options.isTaggedSpared && !image.tags.empty();
            for (const ContainerRow& container : view.containers)
                isInUse = isInUse || container.image == image.serial;
            m_inUse |= isInUse ? 1u << i : 0;
            std::uint32_t below = 0;
            for (std::size_t j = 0; j < view.images.size(); ++j) {
                const std::vector<Serial>& other = view.images[j].layers;
                if (other.size() > image.layers.size() &&
                    std::equal(image.layers.begin(), image.layers.end(), other.begin()))
                    below |= 1u << j;
            }
            m_below.push_back(below);
            m_order[i] = i;
        }
        for (const LayerRow& layer : view.layers) {
            std::uint32_t holders = 0;
            for (std::size_t i = 0; i < view.images.size(); ++i) {
                const std::vector<Serial>& layers = view.images[i].layers;
                if (std::find(layers.begin(), layers.end(), layer.serial) != layers.end())
                    holders |= 1u << i;
            }
            m_holders.push_back(holders);
        }
        std::sort(m_order.begin(), m_order.end(), [&](std::size_t a, std::size_t b) {
            return std::pair(view.images[a].lastUsed, a) < std::pair(view.images[b].lastUsed, b);
        });
    }

    bool isAllowed(std::uint32_t set) const
    {
        for (std::size_t i = 0; i < m_below.size(); ++i) {
            if ((set >> i & 1) && (m_below[i] & ~set) != 0)
                return false;
        }
        return (set & m_inUse) == 0;
    }

    std::uint64_t freedBy(std::uint32_t set) const
    {
        std::uint64_t freed = 0;
        for (std::size_t layer = 0; layer < m_holders.size(); ++layer) {
            if (m_holders[layer] != 0 && (m_holders[layer] & ~set) == 0)
                freed += m_view.layers[layer].disk.count();
        }
        return freed;
    }

    std::uint64_t most() const
    {
        std::uint64_t most = 0;
        for (std::uint32_t set = 0; set < 1u << m_below.size(); ++set)
            most = std::max(most, isAllowed(set) ? freedBy(set) : 0);
        return most;
    }

    // The longest unused first; nothing where no set frees enough.
    std::optional<std::vector<std::string>> best(std::uint64_t wanted) const
    {
        std::optional<std::tuple<std::uint64_t, std::size_t, std::vector<std::size_t>>> best;
        for (std::uint32_t set = 0; set < 1u << m_below.size(); ++set) {
            if (!isAllowed(set))
                continue;
            const std::uint64_t freed = freedBy(set);
            if (freed < wanted || (best && freed > std::get<0>(*best)))
                continue;
            std::vector<std::size_t> ranks;
            for (std::size_t rank = 0; rank < m_order.size(); ++rank) {
                if (set >> m_order[rank] & 1)
                    ranks.push_back(rank);
            }
            const std::tuple choice(freed, ranks.size(), ranks);
            if (!best || choice < *best)
                best = choice;
        }
        if (!best)
            return std::nullopt;
        std::vector<std::string> names;
        for (const std::size_t rank : std::get<2>(*best))
            names.push_back(planName(m_view.images[m_order[rank]]));
        return names;
    }

private:
    const StoreView& m_view;
    std::vector<std::size_t> m_order;
    std::vector<std::uint32_t> m_below;   // by image: all that are made on it
    std::vector<std::uint32_t> m_holders; // by layer
    std::uint32_t m_inUse = 0;
};

// Ten thousand images on three thousand layers.
class LargeStore {
public:
    explicit LargeStore(std::uint64_t baseBytes)
    {
        for (Serial serial = 1; serial <= 3000; ++serial) {
            LayerRow row;
            row.serial = serial;
            row.diffId = Sha256::of(std::to_string(serial));
            row.disk = Bytes(serial <= 20 ? baseBytes : 4096 * (1 + m_random() % 20'000));
            m_view.layers.push_back(std::move(row));
        }
        for (Serial serial = 1; serial <= 10'000; ++serial) {
            ImageRow row;
            row.serial = serial;
            row.id = Sha256::of("image " + std::to_string(serial));
            row.lastUsed = static_cast<std::int64_t>(m_random() % 1'000'000);
            const Serial base = 1 + m_random() % 20;
            row.layers.push_back(base);
            // Most images of a base share its next layers too; the last ones stand anywhere.
            row.layers.push_back(21 + base * 50 + m_random() % 50);
            for (std::size_t more = 1 + m_random() % 3; more > 0; --more)
                row.layers.push_back(1100 + m_random() % 1900);
            m_view.images.push_back(std::move(row));
        }
        for (Serial serial = 1; serial <= 50; ++serial) {
            ContainerRow row;
            row.serial = serial;
            row.image = 1 + m_random() % 10'000;
            m_view.containers.push_back(std::move(row));
        }
    }

    const StoreView& view() const { return m_view; }

private:
    std::mt19937 m_random{20260102};
    StoreView m_view;
};

} // namespace

class TestFreeing : public QObject {
    Q_OBJECT

private slots:
    void takesTheSmallestThatIsEnough()
    {
        const DrawnStore store("a: 1 1 100\nb: 1 1 300\nc: 1 1 250\n"
                               "x:1 = a\ny:1 = b\nz:1 = c\n");
        QCOMPARE(namesOf(freeing(store.view(), 240)), QStringList("z:1"));
        QCOMPARE(namesOf(freeing(store.view(), 260)), QStringList("y:1"));
        QCOMPARE(namesOf(freeing(store.view(), 320)), (QStringList{"x:1", "z:1"}));
    }

    void freesNothingWhereNothingIsWanted()
    {
        const DrawnStore store("x:1 = a\n");
        const FreeingPlan nothing = freeing(store.view(), 0);
        QVERIFY(nothing.isEnough && nothing.plan.items.empty());
    }

    // Two large images share nearly everything; a small one alone frees more than either.
    void knowsThatSharedBytesComeBackWithTheLastImage()
    {
        const DrawnStore store("s: 1 1 9000\na: 1 1 10\nb: 1 1 10\nc: 1 1 50\n"
                               "big:1 = s a\nbig:2 = s b\nsmall:1 = c\n");
        QCOMPARE(namesOf(freeing(store.view(), 40)), QStringList("small:1"));
        QCOMPARE(namesOf(freeing(store.view(), 9000)), (QStringList{"big:1", "big:2"}));
    }

    void takesABaseOnlyWithAllThatIsMadeOnIt()
    {
        const DrawnStore store("base:1 = a\nweb:1 = a b\nother:1 = c d\n");
        const FreeingPlan plan = freeing(store.view(), 3000);
        QCOMPARE(plan.plan.freed.count(), 4000u);
        QCOMPARE(namesOf(plan), (QStringList{"other:1"}));
    }

    void takesTheFewestAmongEquals()
    {
        const DrawnStore store("a: 1 1 50\nb: 1 1 50\nc: 1 1 100\nx:1 = a\ny:1 = b\nz:1 = c\n");
        QCOMPARE(namesOf(freeing(store.view(), 100)), QStringList("z:1"));
    }

    void takesTheLongestUnusedAmongEquals()
    {
        StoreView view = DrawnStore("x:1 = a\ny:1 = b\nz:1 = c\n").view();
        view.images[0].lastUsed = 30;
        view.images[1].lastUsed = 10;
        view.images[2].lastUsed = 20;
        QCOMPARE(namesOf(freeing(view, 1)), QStringList("y:1"));
        QCOMPARE(namesOf(freeing(view, 2001)), (QStringList{"y:1", "z:1"}));
    }

    void sparesWhatContainersUseAndWhatThatIsMadeOn()
    {
        const DrawnStore store("base:1 = a\nweb:1 = a b\nother:1 = a c\nrunning @ web:1\n");
        const FreeingPlan all = freeing(store.view(), 100'000);
        QVERIFY(!all.isEnough);
        QCOMPARE(namesOf(all), QStringList("other:1"));
        QCOMPARE(all.most.count(), 2000u);
    }

    void sparesTaggedImagesWhereAsked()
    {
        const DrawnStore store("<none> = a b\ntagged:1 = a c\n");
        const FreeingPlan plan = freeing(store.view(), 1, {.isTaggedSpared = true});
        QCOMPARE(plan.plan.items.size(), std::size_t(1));
        QCOMPARE(plan.most.count(), 2000u);
    }

    void answersWhatBruteForceFindsBest()
    {
        std::mt19937 random(20260101);
        for (int round = 0; round < 200; ++round) {
            const StoreView view = randomStore(random);
            const FreeingOptions options{.isTaggedSpared = random() % 4 == 0};
            const BruteForce brute(view, options);
            const std::uint64_t most = brute.most();
            for (const std::uint64_t wanted :
                 {std::uint64_t(1), most / 3, most / 2, most, random() % (most + 1)}) {
                const FreeingPlan found = freeing(view, wanted, options);
                const auto best = brute.best(wanted);
                QCOMPARE(found.most.count(), most);
                QCOMPARE(found.isEnough, best.has_value());
                if (!best)
                    continue;
                QVERIFY(found.isBest);
                QVERIFY(found.bound == found.plan.freed);
                std::vector<std::string> names;
                for (const RemovalItem& item : found.plan.items) {
                    QCOMPARE(item.action, RemovalAction::Delete);
                    names.push_back(item.name);
                }
                QCOMPARE(names, *best);
            }
        }
    }

    void comesNearTheBoundInALargeStore_data()
    {
        QTest::addColumn<quint64>("baseBytes");
        QTest::addColumn<double>("part");
        for (const double part : {0.001, 0.03, 0.4, 0.9}) {
            QTest::addRow("small bases, %g", part) << quint64(100'000'000) << part;
            QTest::addRow("large bases, %g", part) << quint64(3'000'000'000) << part;
        }
    }
    void comesNearTheBoundInALargeStore()
    {
        QFETCH(quint64, baseBytes);
        QFETCH(double, part);
        const LargeStore store(baseBytes);
        const Forest forest(store.view());
        const Bytes most = planFreeing(store.view(), forest, Bytes()).most;
        const Bytes wanted(static_cast<std::uint64_t>(double(most.count()) * part));
        const FreeingPlan found = planFreeing(store.view(), forest, wanted);
        QVERIFY(found.isEnough);
        QVERIFY(found.bound >= wanted);
        QVERIFY(found.plan.freed >= wanted);
        QVERIFY2(found.plan.freed.count() <= found.bound.count() + found.bound.count() / 10,
                 qPrintable(
                     QString("%1 of %2 wanted").arg(found.plan.freed.count()).arg(wanted.count())));
        std::set<Serial> inUse;
        for (const ContainerRow& container : store.view().containers)
            inUse.insert(container.image);
        for (const RemovalItem& item : found.plan.items) {
            QCOMPARE(item.action, RemovalAction::Delete);
            QVERIFY(!inUse.contains(item.image));
        }
    }

    void answersTheSameAgain()
    {
        const LargeStore store(100'000'000);
        const Forest forest(store.view());
        const FreeingPlan first = planFreeing(store.view(), forest, Bytes(7'000'000'000));
        const FreeingPlan second = planFreeing(store.view(), forest, Bytes(7'000'000'000));
        QCOMPARE(namesOf(first), namesOf(second));
    }
};

QTEST_APPLESS_MAIN(TestFreeing)
#include "tst_freeing.moc"
