// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/models/deletion.h"

#include <random>

#include <QTest>

#include "gui/models/removal_text.h"
#include "tests/support/drawn_store.h"

using namespace onggi;

namespace {

// A shop: two images on one base, one of them in use.
DrawnStore shop()
{
    return DrawnStore("nginx:1   = a b\n"
                      "web:1     = a b c\n"
                      "web:2 latest:2 = a b d\n"
                      "other:1   = e\n"
                      "shop @ web:2\n");
}

// "delete web:1 2000 | keep nginx:1" and what goes before.
QString drawing(const DeletionPlan& plan)
{
    QStringList words;
    for (const DeletionRow& row : plan.rows)
        words << QString("%1 %2 %3")
                     .arg(removalActionName(row.item.action), QString::fromStdString(row.item.name))
                     .arg(row.item.freed.count());
    QString text = words.join(" | ");
    for (const ContainerRow& container : plan.containers)
        text += " - " + QString::fromStdString(container.name);
    return text;
}

// A store of a few images on and beside each other, some with a container.
std::string anyStore(std::mt19937& random)
{
    std::string drawn;
    for (char layer = 'a'; layer <= 'f'; ++layer)
        drawn += std::string(1, layer) + ": 1 1 " + std::to_string(1 << (layer - 'a')) + '\n';
    const auto images = 3 + random() % 8;
    for (unsigned image = 0; image < images; ++image) {
        const std::string name = "i:" + std::to_string(image);
        drawn += name + " t:" + std::to_string(image) + " =";
        for (auto layers = 1 + random() % 4; layers > 0; --layers)
            drawn += std::string(" ") + static_cast<char>('a' + random() % (image % 2 ? 2 : 6));
        drawn += '\n';
        if (random() % 3 == 0)
            drawn += "c" + std::to_string(image) + " @ " + name + '\n';
    }
    return drawn;
}

// Of the containers that go.
QStringList containersOf(const DeletionPlan& plan)
{
    QStringList names;
    for (const ContainerRow& row : plan.containers)
        names << QString::fromStdString(row.name);
    names.sort();
    return names;
}

} // namespace

class TestDeletion : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void saysWhatGoesAndWhatStays()
    {
        const DrawnStore store = shop();
        const DeletionPlan plan =
            Deletion({target(store, "web:1"), target(store, "nginx:1")}).plan(store.view());
        QCOMPARE(drawing(plan), QString("delete web:1 2000 | keep nginx:1 0"));
        QCOMPARE(plan.goingCount(), 1U);
        QCOMPARE(plan.removal.freed, Bytes(2000));
    }

    void tellsWhatIncludingWouldAdd()
    {
        const DrawnStore store = shop();
        const DeletionPlan plan = Deletion({target(store, "nginx:1")}).plan(store.view());
        QCOMPARE(plan.rows.size(), 1U);
        // nginx, both images on it, and their four layers
        QCOMPARE(plan.rows[0].ifIncluded, Bytes(8000));
        QCOMPARE(plan.rows[0].alongContainers, std::vector<std::string>{"shop"});
        QVERIFY(!plan.rows[0].stopsContainers);
    }

    void aRunningContainerHasToBeStopped()
    {
        const DrawnStore store = shop();
        StoreView view = store.view();
        view.containers[0].state = ContainerState::Running;
        const DeletionPlan plan = Deletion({target(store, "nginx:1")}).plan(view);
        QVERIFY(plan.rows[0].stopsContainers);
        QCOMPARE(itemText(view, plan.rows[0].item),
                 QString("kept: base of web:2 and 1 more (running: shop)"));
        const DeletionPlan used = Deletion({target(store, "web:2")}).plan(view);
        QCOMPARE(itemText(view, used.rows[0].item), QString("kept: shop is running on it"));
    }

    void whatIsIncludedTakesAlongAllThatKeepsIt()
    {
        const DrawnStore store = shop();
        Deletion deletion({target(store, "nginx:1")});
        deletion.include(target(store, "nginx:1").image);
        const DeletionPlan plan = deletion.plan(store.view());
        QCOMPARE(drawing(plan), QString("delete nginx:1 0 | delete web:2 2000 | "
                                        "delete web:1 6000 - shop"));
        QCOMPARE(plan.removal.freed, Bytes(8000));
    }

    void anImageThatCameMeanwhileIsTakenAlongToo()
    {
        const DrawnStore before = shop();
        Deletion deletion({target(before, "nginx:1")});
        deletion.include(target(before, "nginx:1").image);
        const DrawnStore after("nginx:1   = a b\n"
                               "web:1     = a b c\n"
                               "web:2 latest:2 = a b d\n"
                               "other:1   = e\n"
                               "shop @ web:2\n"
                               "late:1    = a b f\n");
        QVERIFY(drawing(deletion.plan(after.view())).contains("delete late:1"));
    }

    void aSingleTagLeavesTheImage()
    {
        const DrawnStore store = shop();
        DeletionTarget tag = target(store, "web:2");
        tag.tag = "latest:2";
        const DeletionPlan plan = Deletion({tag}).plan(store.view());
        QCOMPARE(drawing(plan), QString("untag web:2 0"));
    }

    // What a kept image would add is what comes of including it, whatever the store is like: also
    // where it is all that keeps another, where layers stand in several places, and twice in one.
    void whatIncludingWouldAddIsWhatItAdds_data()
    {
        QTest::addColumn<int>("seed");
        for (int seed = 0; seed < 200; ++seed)
            QTest::addRow("%d", seed) << seed;
    }
    void whatIncludingWouldAddIsWhatItAdds()
    {
        QFETCH(int, seed);
        std::mt19937 random(static_cast<std::mt19937::result_type>(seed));
        const DrawnStore store(anyStore(random));
        std::vector<DeletionTarget> targets;
        for (const ImageRow& row : store.view().images) {
            if (random() % 3 != 0)
                targets.push_back({row.serial, {}});
            else if (random() % 2 == 0)
                targets.push_back({row.serial, row.tags.front()});
        }
        Deletion deletion(targets);
        for (int step = 0; step < 3; ++step) {
            const DeletionPlan plan = deletion.plan(store.view());
            Serial kept = 0;
            for (const DeletionRow& row : plan.rows) {
                if (row.item.action != RemovalAction::Keep)
                    continue;
                kept = row.item.image;
                Deletion larger = deletion;
                larger.include(kept);
                const DeletionPlan then = larger.plan(store.view());
                QCOMPARE(row.ifIncluded, then.removal.freed - plan.removal.freed);
                QStringList along = containersOf(plan);
                for (const std::string& container : row.alongContainers)
                    along << QString::fromStdString(container);
                along.sort();
                QCOMPARE(along, containersOf(then));
            }
            deletion.include(kept);
        }
    }

    void thousandsOfKeptImagesEachHaveTheirOwn()
    {
        constexpr std::size_t kImages = 5000;
        std::string drawn = "base:1 = a b\n";
        for (std::size_t image = 0; image < kImages; ++image) {
            const std::string n = std::to_string(image);
            drawn += "i:" + n + " = a b l" + n + "\nc" + n + " @ i:" + n + '\n';
        }
        const DrawnStore store(drawn);
        std::vector<DeletionTarget> targets;
        for (const ImageRow& row : store.view().images)
            targets.push_back({row.serial, {}});
        Deletion deletion(targets);
        const DeletionPlan plan = deletion.plan(store.view());
        QCOMPARE(plan.rows.size(), kImages + 1);
        QCOMPARE(plan.goingCount(), 0U);
        QCOMPARE(plan.rows[0].ifIncluded, Bytes(2000 * (kImages + 2)));
        QCOMPARE(plan.rows[0].alongContainers.size(), kImages);
        for (std::size_t image = 0; image < kImages; ++image) {
            QCOMPARE(plan.rows[image + 1].ifIncluded, Bytes(2000));
            QCOMPARE(plan.rows[image + 1].alongContainers,
                     std::vector<std::string>{"c" + std::to_string(image)});
        }
        deletion.include(plan.rows[0].item.image);
        const DeletionPlan all = deletion.plan(store.view());
        QCOMPARE(all.goingCount(), kImages + 1);
        QCOMPARE(all.removal.freed, Bytes(2000 * (kImages + 2)));
    }

    void whatIsGoneIsLeftOut()
    {
        const DrawnStore store = shop();
        DeletionTarget tag = target(store, "web:2");
        tag.tag = "gone:1";
        const DeletionPlan plan =
            Deletion({{9999, {}}, tag, target(store, "other:1")}).plan(store.view());
        QCOMPARE(drawing(plan), QString("delete other:1 2000"));
    }

private:
    static DeletionTarget target(const DrawnStore& store, const std::string& name)
    {
        return {store.view().images[store.image(name)].serial, {}};
    }
};

QTEST_APPLESS_MAIN(TestDeletion)
#include "tst_deletion.moc"
