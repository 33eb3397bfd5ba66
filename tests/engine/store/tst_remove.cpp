// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QTest>

#include "engine/core/error.h"
#include "engine/store/state_directory.h"
#include "tests/support/temporary_store.h"

using namespace onggi;

namespace {

constexpr Caller kAdmin{0, true};

// The code and sentence of the refusal; SystemLimit if there is none.
std::pair<Code, QString> refusal(TemporaryStore& store, const RemovalPlan& plan,
                                 const Caller& caller = kAdmin)
{
    try {
        store->removePlan(plan, caller);
    } catch (const Error& error) {
        return {error.code(), error.what()};
    }
    return {Code::SystemLimit, {}};
}

} // namespace

class TestRemove : public QObject {
    Q_OBJECT

private slots:
    void leavesNoFileOfTheLastImage()
    {
        TemporaryStore store;
        const PublishedImage image = store.publish({"a", "b"}, {"docker.io/library/x:1"});
        const RemovalPlan plan = store.plan({"x:1"});
        const RemovalOutcome outcome = store->removePlan(plan, kAdmin);
        QCOMPARE(outcome.images, std::vector<Digest>{image.id});
        QCOMPARE(outcome.layers.size(), 2u);
        QVERIFY(outcome.freed == plan.freed);
        QCOMPARE(outcome.tags.front().tag, std::string("docker.io/library/x:1"));
        for (const char* place : {"layers", "blobs", "chains", "spool"})
            QVERIFY(filesBelow(store.path(place)).empty());
        QVERIFY(store->snapshot().view->layers.empty());
    }

    void tellsOnlyWhatItCouldFree_data()
    {
        QTest::addColumn<QString>("length");
        QTest::newRow("small layers") << "";
        QTest::newRow("large ones, which go on several threads") << "*9000";
    }

    void tellsOnlyWhatItCouldFree()
    {
        QFETCH(QString, length);
        TemporaryStore store;
        const std::string kept = "a" + length.toStdString();
        store.publish({kept, "b" + length.toStdString()}, {"docker.io/library/x:1"});
        const RemovalPlan plan = store.plan({"x:1"});
        // What unlink(2) refuses.
        const std::string tar = store->paths().layerTar(diffIdOf(kept));
        std::filesystem::remove(tar);
        std::filesystem::create_directory(tar);
        const Bytes left = diskBytesOf(tar);
        const RemovalOutcome outcome = store->removePlan(plan, kAdmin);
        QCOMPARE(outcome.layers.size(), 2u);
        QCOMPARE(outcome.freed, plan.freed - left);
        QVERIFY(std::filesystem::exists(tar));
        store.reopen();
        QVERIFY(!std::filesystem::exists(tar));
    }

    void keepsALayerSharedByAnotherImage()
    {
        TemporaryStore store;
        store.publish({"a", "b"}, {"docker.io/library/x:1"});
        store.publish({"a", "c"}, {"docker.io/library/y:1"});
        const RemovalOutcome outcome = store->removePlan(store.plan({"x:1"}), kAdmin);
        QCOMPARE(outcome.layers, std::vector<Digest>{diffIdOf("b")});
        QCOMPARE(filesBelow(store.path("layers")).size(), 4u);
        QCOMPARE(store->findImage("y:1").layers.size(), 2u);
    }

    void keepsALayerThatAnotherChainHasElsewhere()
    {
        TemporaryStore store;
        store.publish({"a", "b"}, {"docker.io/library/x:1"});
        store.publish({"b"}, {"docker.io/library/y:1"});
        const RemovalOutcome outcome = store->removePlan(store.plan({"x:1"}), kAdmin);
        QCOMPARE(outcome.layers, std::vector<Digest>{diffIdOf("a")});
    }

    void takesOneTagOfSeveral()
    {
        TemporaryStore store;
        const Serial image =
            store.publish({"a"}, {"docker.io/library/x:1", "docker.io/library/x:2"}).image;
        const RemovalOutcome outcome =
            store->removePlan(store.plan({"x:1#docker.io/library/x:1"}), kAdmin);
        QCOMPARE(outcome.tags.size(), 1u);
        QVERIFY(outcome.images.empty());
        QCOMPARE(store->imageBySerial(image)->tags,
                 std::vector<std::string>{"docker.io/library/x:2"});
    }

    void takesTheLastTagOfAnImageThatAContainerNeeds()
    {
        TemporaryStore store;
        const Serial image = store.publish({"a"}, {"docker.io/library/x:1"}).image;
        store.addContainer("web", image);
        const StoreSnapshot now = store->snapshot();
        const RemovalPlan plan = planRemoval(*now.view, Forest(*now.view),
                                             {{0, "docker.io/library/x:1", UntagEnough::Always}});
        QCOMPARE(store->removePlan(plan, kAdmin).tags.size(), 1u);
        QVERIFY(store->imageBySerial(image)->tags.empty());
    }

    void refusesAPlanThatTheStoreHasOutgrown_data()
    {
        QTest::addColumn<int>("change");
        QTest::addColumn<QString>("said");
        QTest::newRow("gone") << 0 << "gone";
        QTest::newRow("another tag") << 1 << "another tag";
        QTest::newRow("tag moved away") << 2 << "no longer has the tag docker.io/library/x:1";
        QTest::newRow("a container") << 3 << "container web needs it";
        QTest::newRow("a child") << 4 << "image docker.io/library/child:1 needs it";
        QTest::newRow("a shared layer") << 5 << "other images need other layers";
    }

    void refusesAPlanThatTheStoreHasOutgrown()
    {
        QFETCH(int, change);
        QFETCH(QString, said);
        TemporaryStore store;
        const Serial image = store.publish({"a", "b"}, {"docker.io/library/x:1"}).image;
        const RemovalPlan plan = store.plan({"x:1"});
        switch (change) {
        case 0:
            store->removePlan(plan, kAdmin);
            break;
        case 1:
            store->tag(image, Reference::parse("z:1"), 0);
            break;
        case 2:
            store.publish({"c"}, {"docker.io/library/x:1"});
            break;
        case 3:
            store.addContainer("web", image);
            break;
        case 4:
            store.publish({"a", "b", "c"}, {"docker.io/library/child:1"});
            break;
        case 5:
            store.publish({"a"}, {"docker.io/library/base:1"});
            break;
        }
        const std::vector<std::string> before = filesBelow(store.path("layers"));
        const auto [code, sentence] = refusal(store, plan);
        QCOMPARE(code, Code::StoreChanged);
        QVERIFY2(sentence.contains(said), qPrintable(sentence));
        QCOMPARE(filesBelow(store.path("layers")), before);
    }

    void removesNothingIfOneItemOfThePlanHasChanged()
    {
        TemporaryStore store;
        store.publish({"a"}, {"docker.io/library/x:1"});
        const Serial second = store.publish({"b"}, {"docker.io/library/y:1"}).image;
        const RemovalPlan plan = store.plan({"x:1", "y:1"});
        store.addContainer("web", second);
        QCOMPARE(refusal(store, plan).first, Code::StoreChanged);
        QCOMPARE(store->snapshot().view->images.size(), 2u);
    }

    void saysWhyEverythingOfAPlanIsKept()
    {
        TemporaryStore store;
        store.addContainer("web", store.publish({"a"}, {"docker.io/library/x:1"}).image);
        const auto [code, sentence] = refusal(store, store.plan({"x:1"}));
        QCOMPARE(code, Code::StoreInUse);
        QVERIFY(sentence.contains("container web"));
    }

    void refusesAWholePlanWithSomethingThatOthersClaim()
    {
        TemporaryStore store;
        store.publish({"a"}, {"docker.io/library/mine:1"}, 1000);
        store.publish({"b"}, {"docker.io/library/ours:1"}, 1000);
        store->claim(store->findImage("ours:1").serial, 1001, ClaimKind::Run);
        const Caller caller{1000, false};
        const auto [code, sentence] = refusal(store, store.plan({"mine:1", "ours:1"}), caller);
        QCOMPARE(code, Code::StoreNotOwned);
        QVERIFY(sentence.contains("ours:1"));
        QCOMPARE(store->snapshot().view->images.size(), 2u);
        QCOMPARE(store->removePlan(store.plan({"mine:1"}), caller).images.size(), 1u);
        QCOMPARE(store->removePlan(store.plan({"ours:1"}), kAdmin).images.size(), 1u);
    }

    void stagesALayerAgainThatAJobHolds()
    {
        TemporaryStore store;
        store.publish({"a"}, {"docker.io/library/x:1"});
        {
            const std::optional<LayerHold> hold = store->holdLayer(diffIdOf("a"));
            QVERIFY(hold);
            const RemovalOutcome outcome = store->removePlan(store.plan({"x:1"}), kAdmin);
            QCOMPARE(outcome.freed.count(), 0u);
            QVERIFY(filesBelow(store.path("layers")).empty());
            const ImagePublication image = store.publication({"a"}, {"docker.io/library/y:1"});
            store->publishImages({&image, 1});
        }
        QCOMPARE(filesBelow(store.path("layers")).size(), 2u);
        QCOMPARE(readFile(store->paths().layerTar(diffIdOf("a"))), layerBytes("a"));
    }

    void prunesExactlyWhatWasPlanned()
    {
        TemporaryStore store;
        store.publish({"a"}, {"docker.io/library/x:1"});
        store.publish({"b"}, {"docker.io/library/x:1"});
        store.publish({"b", "c"}, {"docker.io/library/y:1"});
        const StoreSnapshot now = store->snapshot();
        const RemovalPlan plan = planPrune(*now.view, Forest(*now.view), false);
        QCOMPARE(store->removePlan(plan, kAdmin).layers, std::vector<Digest>{diffIdOf("a")});
        QCOMPARE(store->snapshot().view->images.size(), 2u);
    }
};

QTEST_GUILESS_MAIN(TestRemove)
#include "tst_remove.moc"
