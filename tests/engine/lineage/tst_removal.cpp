// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/lineage/removal.h"

#include <random>
#include <set>

#include <QTest>

#include "engine/core/error.h"
#include "tests/support/drawn_store.h"

using namespace onggi;

namespace {

// "image" for all of it, "image#tag" for one tag of it.
RemovalPlan planFor(const DrawnStore& store, const QStringList& targets)
{
    std::vector<RemovalTarget> list;
    for (const QString& target : targets) {
        const QStringList parts = target.split('#');
        list.push_back({store.image(parts[0].toStdString()), parts.value(1).toStdString()});
    }
    return planRemoval(store.view(), Forest(store.view()), list);
}

QStringList drawing(const DrawnStore& store, const RemovalPlan& plan)
{
    QStringList lines;
    for (const RemovalItem& item : plan.items) {
        QString line = QString("%1 %2 %3 %4")
                           .arg(removalActionName(item.action), QString::fromStdString(item.name),
                                QString::fromStdString(store.layerNames(item.layers)))
                           .arg(item.freed.count());
        for (const Blocker& blocker : item.blockers)
            line += " by " + QString::fromStdString(blocker.name);
        lines << line;
    }
    return lines << QString::number(plan.freed.count());
}

} // namespace

class TestRemoval : public QObject {
    Q_OBJECT

private slots:
    void freesTheLayersThatNothingElseNeeds()
    {
        const DrawnStore store("x:1 = a b\ny:1 = a c\n");
        QCOMPARE(drawing(store, planFor(store, {"x:1"})),
                 (QStringList{"delete x:1 b 2000", "2000"}));
    }

    void keepsABaseOfAnImageThatStays()
    {
        const DrawnStore store("base:1 = a\nweb:1 = a b\nother:1 = a b c\n");
        QCOMPARE(drawing(store, planFor(store, {"base:1"})),
                 (QStringList{"keep base:1  0 by web:1", "0"}));
    }

    void deletesABaseTogetherWithAllThatIsMadeOnIt()
    {
        const DrawnStore store("base:1 = a\nweb:1 = a b\n");
        QCOMPARE(drawing(store, planFor(store, {"base:1", "web:1"})),
                 (QStringList{"delete base:1  0", "delete web:1 ab 4000", "4000"}));
    }

    void childThatIsKeptKeepsItsBase()
    {
        const DrawnStore store("base:1 = a\nweb:1 = a b\nrunning @ web:1\n");
        QCOMPARE(drawing(store, planFor(store, {"base:1", "web:1"})),
                 (QStringList{"keep base:1  0 by web:1", "keep web:1  0 by running", "0"}));
    }

    void containersBlockByName()
    {
        const DrawnStore store("x:1 = a\none @ x:1\ntwo @ x:1\n");
        QCOMPARE(drawing(store, planFor(store, {"x:1"})),
                 (QStringList{"keep x:1  0 by one by two", "0"}));
    }

    void oneOfTwoTagsUntags()
    {
        const DrawnStore store("x:1 x:2 = a\nrunning @ x:1\n");
        QCOMPARE(drawing(store, planFor(store, {"x:1#x:1"})), (QStringList{"untag x:1  0", "0"}));
    }

    void allTagsDelete()
    {
        const DrawnStore store("x:1 x:2 = a\n");
        QCOMPARE(drawing(store, planFor(store, {"x:1#x:1", "x:1#x:2", "x:1#x:2"})),
                 (QStringList{"delete x:1 a 2000", "2000"}));
    }

    void twinOnTheSameChainDoesNotBlock()
    {
        const DrawnStore store("x:1 = a\ny:1 = a\n");
        QCOMPARE(drawing(store, planFor(store, {"x:1"})), (QStringList{"delete x:1  0", "0"}));
    }

    void lastTagGoesFromAnImageThatStaysWhereThatIsEnough_data()
    {
        QTest::addColumn<QByteArray>("tag");
        QTest::addColumn<UntagEnough>("enough");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char* name, const char* tag, UntagEnough enough,
                            const char* first, const char* freed) {
            QTest::newRow(name) << QByteArray(tag) << enough << QStringList{first, freed};
        };
        row("child, never", "base:1", UntagEnough::Never, "keep base:1  0 by web:1", "0");
        row("child", "base:1", UntagEnough::ForChildren, "untag base:1  0 by web:1", "0");
        row("child, always", "base:1", UntagEnough::Always, "untag base:1  0 by web:1", "0");
        row("container", "web:1", UntagEnough::ForChildren, "keep web:1  0 by running", "0");
        row("container, always", "web:1", UntagEnough::Always, "untag web:1  0 by running", "0");
        row("both", "mid:1", UntagEnough::ForChildren, "keep mid:1  0 by still by top:1", "0");
        row("nothing", "free:1", UntagEnough::Always, "delete free:1 f 2000", "2000");
    }
    void lastTagGoesFromAnImageThatStaysWhereThatIsEnough()
    {
        QFETCH(QByteArray, tag);
        QFETCH(UntagEnough, enough);
        const DrawnStore store("base:1 = a\nweb:1 = a b\nrunning @ web:1\nmid:1 = m\n"
                               "top:1 = m t\nstill @ mid:1\nfree:1 = f\n");
        const RemovalPlan plan =
            planRemoval(store.view(), Forest(store.view()),
                        {{store.image(tag.constData()), tag.toStdString(), enough}});
        QTEST(drawing(store, plan), "expected");
    }

    void unknownTagIsRefused()
    {
        const DrawnStore store("x:1 = a\n");
        QVERIFY_EXCEPTION_THROWN(planFor(store, {"x:1#nonsense"}), Error);
    }

    void pruneTakesUntaggedImagesThatNothingNeeds()
    {
        const DrawnStore store("<none> = a b\ntagged:1 = a c\n");
        const Forest forest(store.view());
        const RemovalPlan plan = planPrune(store.view(), forest, false);
        QCOMPARE(plan.items.size(), std::size_t(1));
        QCOMPARE(QString::fromStdString(store.layerNames(plan.items[0].layers)), "b");
    }

    void pruneLeavesIntermediateImages()
    {
        const DrawnStore store("<none> = a\ntagged:1 = a c\n");
        QVERIFY(planPrune(store.view(), Forest(store.view()), false).items.empty());
    }

    void pruneAllSparesWhatContainersUse()
    {
        const DrawnStore store("base:1 = a\nx:1 = a b\ny:1 = a c\nweb @ x:1\n");
        const RemovalPlan plan = planPrune(store.view(), Forest(store.view()), true);
        QCOMPARE(drawing(store, plan), (QStringList{"delete y:1 c 2000", "2000"}));
    }

    // What is said to be freed is what a plain recount of the remaining images no longer needs.
    void freedBytesAreThoseOfLayersThatNoRemainingImageHas()
    {
        std::mt19937 random(20260101);
        for (int round = 0; round < 300; ++round) {
            const DrawnStore store(randomStore(random));
            std::vector<RemovalTarget> targets;
            for (std::size_t i = 0; i < store.view().images.size(); ++i) {
                if (random() % 2)
                    targets.push_back({i, {}});
            }
            checkPlan(store.view(), planRemoval(store.view(), Forest(store.view()), targets));
        }
    }

private:
    static std::string randomStore(std::mt19937& random)
    {
        std::string text;
        const std::size_t images = 1 + random() % 12;
        for (std::size_t i = 0; i < images; ++i) {
            text += "i" + std::to_string(i) + ":1 =";
            const std::size_t depth = random() % 5;
            for (std::size_t d = 0; d < depth; ++d)
                text += std::string(" ") + static_cast<char>('a' + random() % 4);
            text += '\n';
        }
        for (int i = 0; i < 2; ++i)
            text += "c" + std::to_string(i) + " @ i" + std::to_string(random() % images) + ":1\n";
        return text;
    }

    static void checkPlan(const StoreView& view, const RemovalPlan& plan)
    {
        std::set<Serial> deleted;
        std::set<Serial> freedLayers;
        for (const RemovalItem& item : plan.items) {
            if (item.action == RemovalAction::Delete)
                deleted.insert(item.image);
            QCOMPARE(item.blockers.empty(), item.action != RemovalAction::Keep);
            for (const Serial layer : item.layers)
                QVERIFY(freedLayers.insert(layer).second);
        }
        std::set<Serial> needed;
        for (const ImageRow& image : view.images) {
            if (!deleted.contains(image.serial))
                needed.insert(image.layers.begin(), image.layers.end());
        }
        Bytes freed;
        for (const LayerRow& layer : view.layers) {
            QCOMPARE(freedLayers.contains(layer.serial), !needed.contains(layer.serial));
            if (freedLayers.contains(layer.serial))
                freed += layer.disk;
        }
        QVERIFY(freed == plan.freed);
        for (const ContainerRow& container : view.containers)
            QVERIFY(!deleted.contains(container.image));
    }
};

QTEST_APPLESS_MAIN(TestRemoval)
#include "tst_removal.moc"
