// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/models/deletion.h"

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
                     .arg(removalActionName(row.item.action),
                          QString::fromStdString(row.item.name))
                     .arg(row.item.freed.count());
    QString text = words.join(" | ");
    for (const ContainerRow& container : plan.containers)
        text += " - " + QString::fromStdString(container.name);
    return text;
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
        QCOMPARE(itemText(view, plan.rows[0].item), QString("kept: base of web:2 and 1 more (running: shop)"));
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
