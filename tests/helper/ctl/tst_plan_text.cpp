// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/ctl/plan_text.h"

#include <QTest>

#include "engine/core/error.h"
#include "tests/support/drawn_store.h"

using namespace onggi;
using namespace onggi::ctl;

class TestPlanText : public QObject {
    Q_OBJECT

private slots:
    void saysWhatGoes()
    {
        const DrawnStore store("docker.io/library/a:1 docker.io/library/a:2 = x\n");
        const StoreView& view = store.view();
        const std::string id = view.images[0].id.text();
        const RemovalPlan one = planRemoval(view, Forest(view), {{0, "docker.io/library/a:1"}});
        QCOMPARE(planText(one, PlanTense::Done), std::string("untagged a:1\nfreed 0 B on disk\n"));
        const RemovalPlan all = planRemoval(view, Forest(view), {{0, {}}});
        QCOMPARE(planText(all, PlanTense::Will), "will untag a:1\nwill untag a:2\nwill delete " +
                                                     id + ": 2.0 kB\nwill free 2.0 kB on disk\n");
    }

    void saysWhatStaysAndWhy()
    {
        const DrawnStore store("docker.io/library/a:1 = x\ndocker.io/library/b:1 = x y\nweb @ "
                               "docker.io/library/b:1\n");
        const StoreView& view = store.view();
        const RemovalPlan plan = planRemoval(view, Forest(view), {{0, {}}, {1, {}}});
        QCOMPARE(planText(plan, PlanTense::Will),
                 std::string("will keep a:1: needed by image b:1\n"
                             "will keep b:1: needed by container web\n"
                             "will free 0 B on disk\n"));
        const RemovalPlan untag =
            planRemoval(view, Forest(view), {{1, "docker.io/library/b:1", UntagEnough::Always}});
        QCOMPARE(planText(untag, PlanTense::Done),
                 std::string("untagged b:1\nkept b:1: needed by container web\n"
                             "freed 0 B on disk\n"));
    }

    void namesWhatContainersUse()
    {
        const DrawnStore store("docker.io/library/a:1 = x\ndocker.io/library/b:1 = x y\n"
                               "c:1 = z\nfree:1 = v\ny: 1 1 3000\nweb @ docker.io/library/b:1\n"
                               "db @ docker.io/library/b:1\ncache @ docker.io/library/a:1\n");
        const StoreView& view = store.view();
        QCOMPARE(usedImagesText(view, Forest(view)),
                 std::string("b:1 (5.0 kB, needed by container web, container db), "
                             "a:1 (2.0 kB, needed by container cache, image b:1)"));
        const StoreView nothing;
        QVERIFY(usedImagesText(nothing, Forest(nothing)).empty());
    }

    void namesSomeOfManyThatContainersUse()
    {
        std::string drawn;
        for (int i = 0; i < 13; ++i) {
            const std::string at = std::to_string(i);
            drawn += "x:" + at + " = l" + at + "\nweb" + at + " @ x:" + at + "\n";
        }
        const StoreView view = DrawnStore(drawn).view();
        const QString text = QString::fromStdString(usedImagesText(view, Forest(view)));
        QVERIFY2(text.endsWith("x:9 (2.0 kB, needed by container web9) and 3 more"),
                 qPrintable(text));
    }

    void namesWhatKeepsAnImage()
    {
        const DrawnStore store("docker.io/library/a:1 = x\ndocker.io/library/b:1 = x y\nweb @ "
                               "docker.io/library/b:1\n");
        const StoreView& view = store.view();
        const auto messageFor = [&view](std::size_t image) -> QString {
            try {
                requireNothingKept(planRemoval(view, Forest(view), {{image, {}}}));
            } catch (const Error& error) {
                return QString::fromStdString(error.message());
            }
            return {};
        };
        QCOMPARE(messageFor(0), QString("in use: a:1: needed by image b:1"));
        QCOMPARE(messageFor(1), QString("in use: b:1: needed by container web"));
    }
};

QTEST_APPLESS_MAIN(TestPlanText)
#include "tst_plan_text.moc"
