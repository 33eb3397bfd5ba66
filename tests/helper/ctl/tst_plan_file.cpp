// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/ctl/plan_file.h"

#include <QTest>
#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "helper/ctl/json_text.h"
#include "tests/support/drawn_store.h"

using namespace onggi;
using namespace onggi::ctl;

namespace {

const char* kStore = "x:1 x:2 = a b\ny:1 = a c\n<none> = d\n";

std::string written(const StoreView& view, const std::vector<RemovalTarget>& targets)
{
    return documentText(planJson(planRemoval(view, Forest(view), targets)));
}

// The sentence of the refusal, or "taken".
QString answer(const StoreView& view, const std::string& text, Code code = Code::StoreChanged)
{
    try {
        planFromJson(view, Forest(view), text, "plan.json");
    } catch (const Error& error) {
        return error.code() == code ? QString::fromStdString(error.message())
                                    : "another code: " + QString::fromStdString(error.message());
    }
    return "taken";
}

} // namespace

class TestPlanFile : public QObject {
    Q_OBJECT

private slots:
    void givesBackThePlanThatWasWritten()
    {
        const StoreView view = DrawnStore(kStore).view();
        const std::vector<std::vector<RemovalTarget>> cases{
            {{0, {}}}, {{0, "x:2"}}, {{0, {}}, {1, {}}, {2, {}}}, {{2, {}}, {0, "x:1"}}};
        for (const auto& targets : cases) {
            const RemovalPlan plan = planRemoval(view, Forest(view), targets);
            const RemovalPlan back =
                planFromJson(view, Forest(view), documentText(planJson(plan)), "plan.json");
            QCOMPARE(back.items.size(), plan.items.size());
            QVERIFY(back.freed == plan.freed);
            for (std::size_t i = 0; i < plan.items.size(); ++i) {
                QCOMPARE(back.items[i].image, plan.items[i].image);
                QCOMPARE(back.items[i].action, plan.items[i].action);
                QCOMPARE(back.items[i].tags, plan.items[i].tags);
                QCOMPARE(back.items[i].layers, plan.items[i].layers);
            }
        }
    }

    void leavesOutWhatThePlanKeeps()
    {
        const StoreView view = DrawnStore("x:1 = a\ny:1 = b\nweb @ x:1\n").view();
        const RemovalPlan back =
            planFromJson(view, Forest(view), written(view, {{0, {}}, {1, {}}}), "plan.json");
        QCOMPARE(back.items.size(), std::size_t(1));
        QCOMPARE(back.items[0].name, std::string("y:1"));
    }

    void namesWhatHasChanged_data()
    {
        QTest::addColumn<QString>("store");
        QTest::addColumn<QString>("said");
        QTest::newRow("a container") << "x:1 x:2 = a b\ny:1 = a c\n<none> = d\nweb @ x:1\n"
                                     << "x:1: container web needs it now";
        QTest::newRow("a child") << "x:1 x:2 = a b\ny:1 = a c\n<none> = d\nchild:1 = a b e\n"
                                 << "x:1: image child:1 needs it now";
        QTest::newRow("a sharer") << "x:1 x:2 = a b\ny:1 = a c\n<none> = d\nz:1 = b\n"
                                  << "x:1: it would free 0 B now, not 2.0 kB";
        QTest::newRow("one tag more") << "x:1 x:2 x:3 = a b\ny:1 = a c\n<none> = d\n"
                                      << "x:1: it has got another tag";
        QTest::newRow("one tag less") << "x:1 = a b\ny:1 = a c\n<none> = d\n"
                                      << "x:1: it no longer has the tag x:2";
    }
    void namesWhatHasChanged()
    {
        QFETCH(QString, store);
        QFETCH(QString, said);
        const StoreView before = DrawnStore(kStore).view();
        const std::string text = written(before, {{0, {}}});
        QCOMPARE(answer(before, text), QString("taken"));
        StoreView after = DrawnStore(store.toStdString()).view();
        after.images[0].id = before.images[0].id;
        const QString message = answer(after, text);
        QVERIFY2(message.endsWith(said), qPrintable(message));
    }

    void namesAllThatHasChanged()
    {
        const StoreView before = DrawnStore("x:1 = a b\ny:1 = a c\nz:1 = a d\n").view();
        const std::string text = written(before, {{0, {}}, {1, {}}, {2, {}}});
        StoreView after = DrawnStore("x:1 x:2 = a b\ny:1 = a c\nz:2 = a d\nweb @ y:1\n").view();
        for (std::size_t image = 0; image < 3; ++image)
            after.images[image].id = before.images[image].id;
        QCOMPARE(answer(after, text),
                 QString("the store has changed: x:1: it has got another tag; "
                         "z:1: it no longer has the tag z:1; z:1: it has got another tag; "
                         "y:1: container web needs it now"));
    }

    void namesSomeOfManyChanges()
    {
        std::string drawn;
        std::vector<RemovalTarget> targets;
        for (std::size_t i = 0; i < 13; ++i) {
            drawn += "x:" + std::to_string(i) + " = l" + std::to_string(i) + "\n";
            targets.push_back({i, {}});
        }
        const QString message = answer({}, written(DrawnStore(drawn).view(), targets));
        QVERIFY2(message.endsWith("; x:9: the image is gone; and 3 more"), qPrintable(message));
    }

    // A base that goes with what is made on it.
    void doesNotCallForABaseBecauseOfAChangedTag()
    {
        const StoreView before = DrawnStore("base:1 = a\nx:1 = a b\n").view();
        const std::string text = written(before, {{0, {}}, {1, {}}});
        StoreView after = before;
        after.images[1].tags.push_back("x:2");
        QCOMPARE(answer(after, text),
                 QString("the store has changed: x:1: it has got another tag"));
    }

    void takesNoSizesThatOnlyAddUpAsTheyWrap()
    {
        const StoreView view = DrawnStore("x:1 x:2 = a\n").view();
        OrderedJson plan = planJson(planRemoval(view, Forest(view), {{0, {}}}));
        QCOMPARE(plan["items"].size(), std::size_t(2));
        plan["items"][0]["diskBytes"] = ~std::uint64_t(0);
        plan["items"][1]["diskBytes"] = 2001;
        const QString message = answer(view, documentText(plan));
        QVERIFY2(message.endsWith("x:1: it would free 2.0 kB now, not 18.45 EB"),
                 qPrintable(message));
    }

    void namesAnImageThatIsGone()
    {
        const StoreView before = DrawnStore(kStore).view();
        StoreView after = before;
        after.images.pop_back();
        const QString message = answer(after, written(before, {{2, {}}}));
        QVERIFY2(message.endsWith("the image is gone"), qPrintable(message));
    }

    void refusesWhatIsNoPlan_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("no JSON") << QByteArray("rm -rf");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("a list") << QByteArray("[]");
        QTest::newRow("no items") << QByteArray(R"({"freedBytes":0})");
        QTest::newRow("no bytes") << QByteArray(R"({"items":[]})");
        QTest::newRow("half an item") << QByteArray(R"({"items":[{"id":"x"}],"freedBytes":0})");
    }
    void refusesWhatIsNoPlan()
    {
        QFETCH(QByteArray, text);
        const StoreView view = DrawnStore(kStore).view();
        const QString message = answer(view, text.toStdString(), Code::DocumentInvalid);
        QVERIFY2(message.startsWith("cannot understand "), qPrintable(message));
    }

    void saysThatAFileIsNotThere()
    {
        QVERIFY_THROWS_EXCEPTION(Error, readPlanFile("/no/such/plan.json"));
    }
};

QTEST_APPLESS_MAIN(TestPlanFile)
#include "tst_plan_file.moc"
