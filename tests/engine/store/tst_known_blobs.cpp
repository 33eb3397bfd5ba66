// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How much of what an image came by is looked at for a push.

#include "engine/store/known_blobs.h"

#include <QTest>
#include <nlohmann/json.hpp>

#include "engine/core/json.h"
#include "tests/support/temporary_store.h"

using namespace onggi;

namespace {

constexpr const char* kManifest = "application/vnd.oci.image.manifest.v1+json";
constexpr const char* kRepository = "docker.io/library/x";

std::string manifestOf(const std::string& config, const std::string& note)
{
    const auto described = [](const std::string& type, const std::string& bytes) -> Json {
        return {{"mediaType", "application/vnd.oci.image." + type},
                {"digest", Sha256::of(bytes).text()},
                {"size", bytes.size()}};
    };
    return Json{{"schemaVersion", 2},
                {"mediaType", kManifest},
                {"config", described("config.v1+json", config)},
                {"layers", Json::array({described("layer.v1.tar", layerBytes("a"))})},
                {"annotations", {{"note", note}}}}
        .dump();
}

// An image that came by a manifest for each note.
Serial publish(TemporaryStore& store, const std::vector<std::string>& notes)
{
    const LayerHold hold = store.stage("a");
    ImagePublication image = store.publication({"a"});
    image.manifests.clear();
    for (const std::string& note : notes) {
        const std::string text = manifestOf(image.config, note);
        image.manifests.push_back({{Sha256::of(text), kRepository, kManifest}, text});
    }
    return store->publishImages({&image, 1}).front().image;
}

KnownBlobs knownOf(TemporaryStore& store, Serial image)
{
    return KnownBlobs(*store, *store->imageBySerial(image));
}

} // namespace

class TestKnownBlobs : public QObject {
    Q_OBJECT

private slots:
    void knowsTheLayerByItsManifest()
    {
        TemporaryStore store;
        const KnownBlobs known = knownOf(store, publish(store, {"only"}));
        QCOMPARE(known.manifests().size(), std::size_t(1));
        QCOMPARE(known.of(diffIdOf("a")).size(), std::size_t(1));
        QCOMPARE(known.of(diffIdOf("a")).front().repositories,
                 std::vector<std::string>{kRepository});
    }

    void looksAtSomeOfManyManifestsTheOneThatItCameByFirst()
    {
        TemporaryStore store;
        std::vector<std::string> notes;
        for (int i = 0; i < 100; ++i)
            notes.push_back(std::to_string(i));
        const KnownBlobs known = knownOf(store, publish(store, notes));
        QCOMPARE(known.manifests().size(), std::size_t(64));
        QCOMPARE(known.manifests().front().manifest.annotations.at("note"), std::string("0"));
    }

    void looksAtFewOfLongManifests()
    {
        TemporaryStore store;
        std::vector<std::string> notes;
        for (char c = 'a'; c <= 'j'; ++c)
            notes.emplace_back(4'000'000, c);
        const KnownBlobs known = knownOf(store, publish(store, notes));
        QCOMPARE(known.manifests().size(), std::size_t(5));
    }
};

QTEST_GUILESS_MAIN(TestKnownBlobs)
#include "tst_known_blobs.moc"
