// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QTest>

#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "engine/core/json.h"
#include "engine/image/base_keys.h"
#include "tests/support/temporary_store.h"

using namespace onggi;

namespace {

Code codeOf(const std::function<void()>& action)
{
    try {
        action();
    } catch (const Error& error) {
        return error.code();
    }
    return Code::SystemLimit;
}

std::string withBase(const std::string& config, const char* name, const std::string& digest)
{
    Json json = Json::parse(config);
    json["config"]["Labels"] = {{kBaseNameKey, name}, {kBaseDigestKey, digest}};
    return json.dump();
}

} // namespace

class TestImages : public QObject {
    Q_OBJECT

private slots:
    void findsAnImageByEveryName()
    {
        TemporaryStore store;
        const PublishedImage image = store.publish({"a"}, {"docker.io/library/x:latest"});
        const ImageRow row = *store->imageBySerial(image.image);
        for (const std::string& name :
             {std::string("x"), std::string("docker.io/library/x:latest"), image.id.text(),
              image.id.hex(), image.id.shortHex(), image.id.hex().substr(0, 3),
              "sha256:" + image.id.shortHex(), row.digests.front()})
            QCOMPARE(store->findImage(name).serial, image.image);
    }

    void keepsWhatAnImageSaysOfItsBase()
    {
        TemporaryStore store;
        const LayerHold hold = store.stage("a");
        ImagePublication labelled = store.publication({"a"});
        labelled.manifests.clear();
        const std::string plain = labelled.config;
        labelled.config = withBase(plain, "b:1", diffIdOf("base").text());
        // Of what the annotations leave out, the labels say nothing.
        ImagePublication annotated = labelled;
        annotated.config = withBase(plain, "b:3", diffIdOf("base").text());
        annotated.baseName = "b:2";
        ImagePublication damaged = labelled;
        damaged.config = withBase(plain, "b:1", "md5:0");
        std::vector<ImageRow> rows;
        for (const ImagePublication& image : {labelled, annotated, damaged})
            rows.push_back(*store->imageBySerial(store->publishImages({&image, 1}).front().image));
        QCOMPARE(rows[0].baseName, std::string("b:1"));
        QVERIFY(rows[0].baseDigest == diffIdOf("base"));
        QCOMPARE(rows[1].baseName, std::string("b:2"));
        QVERIFY(!rows[1].baseDigest);
        QCOMPARE(rows[2].baseName, std::string("b:1"));
        QVERIFY(!rows[2].baseDigest);
    }

    void namesTheCandidatesOfAnAmbiguousId()
    {
        TemporaryStore store;
        std::map<char, std::vector<std::string>> byFirstDigit;
        for (int i = 0; i < 17; ++i) { // two of them begin alike
            const std::string id = store.publish({"a"}, {}, 0, std::to_string(i)).id.hex();
            byFirstDigit[id.front()].push_back(id);
        }
        const auto several = std::find_if(byFirstDigit.begin(), byFirstDigit.end(),
                                          [](const auto& ids) { return ids.second.size() > 1; });
        try {
            store->findImage(std::string(1, several->first));
            QFAIL("one was taken");
        } catch (const Error& error) {
            QCOMPARE(error.code(), Code::StoreAmbiguous);
            for (const std::string& id : several->second)
                QVERIFY(error.message().find(id.substr(0, 12)) != std::string::npos);
        }
    }

    void refusesWhatIsMissingOrNoName()
    {
        TemporaryStore store;
        QCOMPARE(codeOf([&] { store->findImage("nothing"); }), Code::StoreNotFound);
        QCOMPARE(codeOf([&] { store->findImage("Not A Name"); }), Code::ReferenceInvalid);
        QCOMPARE(codeOf([&] { store->findImage(Digest().text()); }), Code::StoreNotFound);
    }

    void movesATagAndLeavesTheOldImageUntagged()
    {
        TemporaryStore store;
        const PublishedImage old = store.publish({"a"}, {"docker.io/library/x:1"});
        const PublishedImage fresh = store.publish({"b"}, {"docker.io/library/x:1"});
        QVERIFY(old.isNew && fresh.isNew);
        QVERIFY(old.movedTags.empty());
        QCOMPARE(fresh.movedTags.size(), 1u);
        QVERIFY(fresh.movedTags.front().from == old.id);
        QCOMPARE(store->findImage("x:1").serial, fresh.image);
        QVERIFY(store->imageBySerial(old.image)->tags.empty());
        QVERIFY(*store->tag(old.image, Reference::parse("x:1"), 0) == fresh.id);
    }

    void leavesATagOfOthersWhereItIs()
    {
        TemporaryStore store;
        const PublishedImage old = store.publish({"a"}, {"docker.io/library/x:1"}, 5);
        QCOMPARE(codeOf([&] { store.publish({"b"}, {"docker.io/library/x:1"}, 6); }),
                 Code::StoreNotOwned);
        QCOMPARE(store->findImage("x:1").serial, old.image);
        QCOMPARE(store->snapshot().view->images.size(), 1u);
        // Its own again, a free one, one's own image's.
        store.publish({"a"}, {"docker.io/library/x:1"}, 6);
        store.publish({"c"}, {"docker.io/library/x:2"}, 6);
        store.publish({"d"}, {"docker.io/library/x:2"}, 6);
        // An administrator, and a registry that has shown who it is.
        QCOMPARE(store.publish({"e"}, {"docker.io/library/x:2"}, 0).movedTags.size(), 1u);
        const LayerHold hold = store.stage("f");
        ImagePublication vouched = store.publication({"f"}, {"docker.io/library/x:1"}, 7);
        vouched.mayTakeTags = true;
        QCOMPARE(store->publishImages({&vouched, 1}).front().movedTags.size(), 1u);
    }

    void hasNoImageOfMoreNamesThanCanBeTold()
    {
        TemporaryStore store;
        std::vector<std::string> tags;
        for (int i = 0; i < 20'000; ++i)
            tags.push_back("docker.io/library/x:" + std::to_string(i));
        QVERIFY_EXCEPTION_THROWN(store.publish({"a"}, tags), Error); // its manifest is a name too
        QVERIFY(store->snapshot().view->images.empty());
        tags.pop_back();
        const Serial image = store.publish({"a"}, tags).image;
        QVERIFY_EXCEPTION_THROWN(store->tag(image, Reference::parse("y:1"), 0), Error);
        QCOMPARE(store->imageBySerial(image)->tags.size(), tags.size());
        store->tag(image, Reference::parse("x:1"), 0); // it has that one
    }

    void tagsNoImageWithATagOfOthers()
    {
        TemporaryStore store;
        const PublishedImage old = store.publish({"a"}, {"docker.io/library/x:1"}, 5);
        const PublishedImage own = store.publish({"b"}, {"docker.io/library/y:1"}, 6);
        const Reference name = Reference::parse("x:1");
        QCOMPARE(codeOf([&] { store->tag(own.image, name, 6); }), Code::StoreNotOwned);
        QCOMPARE(store->findImage("x:1").serial, old.image);
        QVERIFY(*store->tag(own.image, name, 6, true) == old.id);
        QVERIFY(!store->tag(own.image, name, 6)); // its own by now
    }

    void keepsOneRowForAnImageThatComesTwice()
    {
        TemporaryStore store;
        const PublishedImage first = store.publish({"a"}, {"docker.io/library/x:1"}, 5);
        ImagePublication again = store.publication({"a"}, {"docker.io/library/x:2"}, 6);
        again.provenance = {ProvenanceKind::Loaded, "x.tar", 900};
        again.claim = ClaimKind::Load;
        const PublishedImage second = store->publishImages({&again, 1}).front();
        QCOMPARE(second.image, first.image);
        QVERIFY(!second.isNew);
        const ImageDetails details = store->imageDetails(first.image);
        QCOMPARE(details.row.tags.size(), 2u);
        QCOMPARE(details.provenances.size(), 2u);
        QCOMPARE(details.row.provenance.kind, ProvenanceKind::Loaded); // the earlier one
        QCOMPARE(details.claims.size(), 2u);
    }

    void keepsTheExactBytes()
    {
        TemporaryStore store;
        const PublishedImage image = store.publish({"a", "b"});
        QCOMPARE(store->blob(image.id), configOf({"a", "b"}));
        QCOMPARE(store->imageDetails(image.image).manifests.size(), 1u);
        writeFile(store->paths().blob(image.id), "other bytes");
        QCOMPARE(codeOf([&] { store->blob(image.id); }), Code::StoreCorrupt);
    }

    void publishesNothingOfSeveralImagesIfOneIsBroken()
    {
        TemporaryStore store;
        const LayerHold a = store.stage("a");
        std::vector<ImagePublication> images;
        images.push_back(store.publication({"a"}, {"docker.io/library/x:1"}));
        images.push_back(store.publication({"a", "missing"}, {"docker.io/library/y:1"}));
        QVERIFY_EXCEPTION_THROWN(store->publishImages(images), Error);
        QVERIFY(store->snapshot().view->images.empty());
        QVERIFY(store->snapshot().view->layers.empty());
        QVERIFY(filesBelow(store.path("layers")).empty());
        QVERIFY(filesBelow(store.path("blobs")).empty());
        QVERIFY(filesBelow(store.path("spool/jobs")).empty());
        images.pop_back(); // the layer is staged as before
        QCOMPARE(store->publishImages(images).size(), 1u);
        QVERIFY(filesBelow(store.path("spool")).empty());
    }

    void countsTheAllocatedBlocksOfBothFiles()
    {
        TemporaryStore store;
        store.publish({"a"});
        const LayerRow row = store->snapshot().view->layers.front();
        QVERIFY(row.disk.count() > 0);
        QCOMPARE(row.tar.count(), layerBytes("a").size());
        std::ofstream(store->paths().layerTar(row.diffId), std::ios::app)
            << std::string(1 << 20, 'x');
        store->refreshDiskBytes();
        QVERIFY(store->snapshot().view->layers.front().disk.count() >=
                row.disk.count() + (1 << 20));
    }

    void knowsWhenAnImageWasLastUsed()
    {
        TemporaryStore store;
        const Serial image = store.publish({"a"}, {"docker.io/library/x:1"}).image;
        const std::int64_t published = store->imageBySerial(image)->lastUsed;
        QVERIFY(published > store->imageBySerial(image)->provenance.time);
        store->claim(image, 1001, ClaimKind::Run);
        const std::int64_t claimed = store->imageBySerial(image)->lastUsed;
        QVERIFY(claimed >= published);
        store.reopen();
        QCOMPARE(store->imageBySerial(image)->lastUsed, claimed);
    }

    void givesAnImageWithoutLayersARow()
    {
        TemporaryStore store;
        const PublishedImage image = store.publish({}, {"docker.io/library/none:1"});
        QVERIFY(store->imageBySerial(image.image)->layers.empty());
        store->removePlan(store.plan({"none:1"}), {0, true});
        QVERIFY(store->snapshot().view->images.empty());
    }
};

QTEST_GUILESS_MAIN(TestImages)
#include "tst_images.moc"
