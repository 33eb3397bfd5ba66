// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/ctl/json_text.h"

#include <QTest>
#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "helper/ctl/image_document.h"
#include "tests/support/drawn_store.h"

using namespace onggi;
using namespace onggi::ctl;

namespace {

const char* kStore = "docker.io/library/base:1 = x\n"
                     "docker.io/library/a:1 = x a\n"
                     "web @ docker.io/library/a:1\n";

StoreView sample()
{
    StoreView view = DrawnStore(kStore).view();
    for (ImageRow& image : view.images) {
        image.created = 1767225600; // 2026-01-01T00:00:00Z
        image.platform = "linux/amd64";
        image.provenance = {ProvenanceKind::Pulled, image.tags[0], 1767225600};
    }
    view.images[1].digests = {"docker.io/library/a@" + view.images[0].id.text()};
    return view;
}

std::vector<std::string> keys(const OrderedJson& json)
{
    std::vector<std::string> names;
    for (const auto& [name, value] : json.items())
        names.push_back(name);
    return names;
}

HistoryStep step(const char* createdBy, bool isEmpty)
{
    HistoryStep made;
    made.createdBy = createdBy;
    made.isEmpty = isEmpty;
    return made;
}

} // namespace

class TestJsonText : public QObject {
    Q_OBJECT

private slots:
    void writesImages()
    {
        const StoreView view = sample();
        const OrderedJson list = imagesJson(view, Forest(view), {1});
        QCOMPARE(list.size(), std::size_t(1));
        const OrderedJson& image = list[0];
        QVERIFY(image["id"] == view.images[1].id.text());
        QVERIFY(image["tags"] == OrderedJson::array({"docker.io/library/a:1"}));
        QVERIFY(image["digests"][0] == view.images[1].digests[0]);
        QVERIFY(image["createdAt"] == "2026-01-01T00:00:00Z");
        QVERIFY(image["virtualBytes"] == 200);
        QVERIFY(image["uniqueBytes"] == 100);
        QVERIFY(image["sharedBytes"] == 100);
        QVERIFY(image["layers"] ==
                OrderedJson::array({view.layers[0].diffId.text(), view.layers[1].diffId.text()}));
        QVERIFY(image["platform"] == "linux/amd64");
        QCOMPARE(keys(image),
                 (std::vector<std::string>{"id", "tags", "digests", "createdAt", "virtualBytes",
                                           "uniqueBytes", "sharedBytes", "layers", "platform"}));
    }

    void writesManyImagesAsItWritesOne()
    {
        StoreView view = sample();
        view.images[0].tags = {"a\"b\\", "\xff", "옹기:1", "c\nd"};
        view.images[0].created = 0;
        view.images[1].layers.clear();
        const Forest forest(view);
        const std::vector<std::vector<std::size_t>> lists{{}, {0}, {1, 0}};
        for (const std::vector<std::size_t>& list : lists)
            QCOMPARE(imageDocument(view, forest, list),
                     documentText(imagesJson(view, forest, list)));
    }

    void writesLineage()
    {
        const StoreView view = sample();
        const Forest forest(view);
        const OrderedJson json = lineageJson(view, forest);
        const OrderedJson& base = json["nodes"][0];
        const OrderedJson& a = json["nodes"][1];
        QVERIFY(base["chain"] == view.layers[0].diffId.text());
        QVERIFY(base["parent"].is_null());
        QVERIFY(base["uniqueBytes"] == 0); // two images have the layer
        QVERIFY(a["parent"] == base["chain"]);
        QVERIFY(a["chain"] == forest.nodes()[1].chain.text());
        QVERIFY(a["diffId"] == view.layers[1].diffId.text());
        QVERIFY(a["tags"] == OrderedJson::array({"docker.io/library/a:1"}));
        QVERIFY(a["images"] == OrderedJson::array({view.images[1].id.text()}));
        QVERIFY(a["containers"] == OrderedJson::array({"web"}));
        QVERIFY(a["createdBy"] == "step a");
        QVERIFY(a["provenance"]["kind"] == "pulled");
        QVERIFY(a["provenance"]["time"] == "2026-01-01T00:00:00Z");
        QVERIFY(base["provenance"]["from"] == "docker.io/library/base:1");
        QVERIFY(a["contentBytes"] == 100);
        QVERIFY(a["tarBytes"] == 1000);
        QVERIFY(a["diskBytes"] == 2000);
        QVERIFY(a["uniqueBytes"] == 100);
        QVERIFY(json["totals"]["layers"] == 2);
        QVERIFY(json["totals"]["diskBytes"] == 4000);
    }

    void writesBasesThatLabelsName()
    {
        StoreView view = sample();
        QVERIFY(lineageJson(view, Forest(view))["labelledBases"].empty());
        view.images[0].baseName = "scratch:none";
        view.images[1].baseName = "base:1";
        const OrderedJson bases = lineageJson(view, Forest(view))["labelledBases"];
        QCOMPARE(bases.size(), std::size_t(2));
        QVERIFY(bases[0]["image"] == view.images[0].id.text());
        QVERIFY(bases[0]["label"] == "scratch:none");
        QVERIFY(bases[0]["digest"].is_null());
        QVERIFY(bases[0]["base"].is_null());
        QVERIFY(bases[1]["base"] == view.images[0].id.text());
    }

    void writesDf()
    {
        const StoreView view = sample();
        const OrderedJson json = dfJson(view, Forest(view), {Bytes(5), Bytes(2)});
        QCOMPARE(documentText(json["images"]),
                 std::string(
                     "{\n  \"count\": 2,\n  \"diskBytes\": 4000,\n  \"reclaimableBytes\": 0\n}\n"));
        QVERIFY(json["containers"]["count"] == 1);
        QVERIFY(json["containers"]["diskBytes"] == 5);
        QVERIFY(json["containers"]["reclaimableBytes"] == 2);
        QVERIFY(json["layersDiskBytes"] == 4000);
        QCOMPARE(keys(json), (std::vector<std::string>{"images", "containers", "volumes",
                                                       "buildCache", "layersDiskBytes"}));
    }

    void writesAPlan()
    {
        const StoreView view = sample();
        const OrderedJson json = planJson(planRemoval(view, Forest(view), {{1, {}}, {0, {}}}));
        QVERIFY(json["items"][0]["kind"] == "image");
        QVERIFY(json["items"][0]["action"] == "keep");
        QVERIFY(json["items"][0]["blockedBy"][0]["kind"] == "container");
        QVERIFY(json["items"][0]["blockedBy"][0]["name"] == "web");
        QVERIFY(json["freedBytes"] == 0);
        QCOMPARE(keys(json["items"][0]), (std::vector<std::string>{"kind", "id", "name", "action",
                                                                   "diskBytes", "blockedBy"}));
    }

    void writesEveryTagThatAPlanTakes()
    {
        const DrawnStore store("a:1 a:2 a:3 = x\n");
        const Forest forest(store.view());
        const OrderedJson one = planJson(planRemoval(store.view(), forest, {{0, "a:2"}}));
        QCOMPARE(one["items"].size(), std::size_t(1));
        QVERIFY(one["items"][0]["kind"] == "tag");
        QVERIFY(one["items"][0]["name"] == "a:2");
        QVERIFY(one["items"][0]["action"] == "untag");
        const OrderedJson all = planJson(planRemoval(store.view(), forest, {{0, {}}}));
        QCOMPARE(all["items"].size(), std::size_t(3));
        QVERIFY(all["items"][0]["name"] == "a:2");
        QVERIFY(all["items"][2]["name"] == "a:1");
        QVERIFY(all["items"][2]["action"] == "delete");
        QVERIFY(all["items"][2]["diskBytes"] == all["freedBytes"]);
    }

    void writesStepsWithTheirLayers()
    {
        const StoreView view = sample();
        ImageConfig config;
        config.diffIds = {view.layers[0].diffId, view.layers[1].diffId};
        config.history = {step("ADD x", false), step("ENV e", true), step("COPY a", false)};
        const OrderedJson steps = historyJson(view, 1, config);
        QCOMPARE(steps.size(), std::size_t(3));
        QVERIFY(steps[0]["diffId"] == view.layers[0].diffId.text());
        QVERIFY(steps[0]["createdAt"].is_null());
        QVERIFY(steps[1]["diffId"].is_null());
        QVERIFY(steps[1]["contentBytes"] == 0);
        QVERIFY(steps[2]["diffId"] == view.layers[1].diffId.text());
        QVERIFY(steps[2]["contentBytes"] == 100);
    }

    void writesLayersThatNoStepMade()
    {
        const StoreView view = sample();
        const OrderedJson untold = historyJson(view, 1, {});
        QCOMPARE(untold.size(), std::size_t(2));
        QVERIFY(untold[0]["diffId"] == view.layers[0].diffId.text());
        QVERIFY(untold[1]["diffId"] == view.layers[1].diffId.text());
        QVERIFY(untold[1]["createdBy"] == "");
        QVERIFY(untold[1]["isEmpty"] == false);
        QVERIFY(untold[1]["contentBytes"] == 100);
        // A step for one of two layers: nobody knows for which.
        ImageConfig half;
        half.diffIds = {view.layers[0].diffId, view.layers[1].diffId};
        half.history = {step("COPY a", false)};
        const OrderedJson steps = historyJson(view, 1, half);
        QCOMPARE(steps.size(), std::size_t(3));
        QVERIFY(steps[0]["createdBy"] == "COPY a");
        QVERIFY(steps[0]["diffId"].is_null());
        QVERIFY(steps[2]["diffId"] == view.layers[1].diffId.text());
    }

    void inspectsInDockersShape()
    {
        const StoreView view = sample();
        const OrderedJson json = inspectJson(
            view, Forest(view), 1,
            R"({"os":"linux","architecture":"amd64","config":{"Cmd":["/bin/sh"]},"author":null})");
        QVERIFY(json["Id"] == view.images[1].id.text());
        QVERIFY(json["Config"]["Cmd"][0] == "/bin/sh");
        QVERIFY(json["Author"] == "");
        QVERIFY(json["Os"] == "linux");
        QCOMPARE(json["RootFS"]["Layers"].size(), std::size_t(2));
        QVERIFY(json["Size"] == 200);
        QVERIFY_THROWS_EXCEPTION(Error, inspectJson(view, Forest(view), 1, "no JSON"));
    }

    void writesUtf8WhateverANameHolds()
    {
        QCOMPARE(documentText({{"name", "a\xff"}}), std::string("{\n  \"name\": \"a\ufffd\"\n}\n"));
    }
};

QTEST_APPLESS_MAIN(TestJsonText)
#include "tst_json_text.moc"
