// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/image/manifest.h"

#include <QTest>
#include <nlohmann/json.hpp>

#include "engine/core/error.h"

using namespace onggi;

namespace {

const std::string kOciManifest = "application/vnd.oci.image.manifest.v1+json";
const std::string kOciIndex = "application/vnd.oci.image.index.v1+json";
const std::string kOciConfig = "application/vnd.oci.image.config.v1+json";
const std::string kOciLayer = "application/vnd.oci.image.layer.v1.tar+gzip";

Json descriptor(const std::string& type, char fill, std::uint64_t size = 3)
{
    return {{"mediaType", type}, {"digest", "sha256:" + std::string(64, fill)}, {"size", size}};
}

Json manifest()
{
    return {{"schemaVersion", 2},
            {"mediaType", kOciManifest},
            {"config", descriptor(kOciConfig, 'c')},
            {"layers", {descriptor(kOciLayer, '1'), descriptor(kOciLayer, '2')}}};
}

Json entry(char fill, const char* architecture, const char* variant = "")
{
    Json json = descriptor(kOciManifest, fill);
    json["platform"] = {{"os", "linux"}, {"architecture", architecture}, {"variant", variant}};
    return json;
}

Json index(Json entries)
{
    return {{"schemaVersion", 2}, {"mediaType", kOciIndex}, {"manifests", std::move(entries)}};
}

std::string selected(const Json& json, const char* platform)
{
    const auto document = parseManifest(json.dump(), "", "it");
    const Descriptor* found = std::get<Index>(document).select(Platform::parse(platform));
    return found ? found->digest.hex().substr(0, 1) : "none";
}

std::optional<Code> refusal(const Json& json, std::string_view contentType = "")
{
    try {
        parseManifest(json.dump(), contentType, "it");
        return std::nullopt;
    } catch (const Error& error) {
        return error.code();
    }
}

} // namespace

class TestManifest : public QObject {
    Q_OBJECT

private slots:
    void readsAManifest()
    {
        const auto document =
            parseManifest(manifest().dump(), kOciManifest + "; charset=utf-8", "it");
        const auto& read = std::get<Manifest>(document);
        QCOMPARE(read.layers.size(), std::size_t(2));
        QCOMPARE(read.layers[1].digest.hex(), std::string(64, '2'));
        QVERIFY(read.config.size == Bytes(3));
    }

    void refusesBothKindsInOne()
    {
        Json json = manifest();
        json["manifests"] = Json::array();
        QVERIFY(refusal(json) == Code::DocumentInvalid);
    }

    void refusesAnotherContentTypeThanItsOwn()
    {
        QVERIFY(refusal(manifest(), kOciIndex) == Code::DocumentInvalid);
        QVERIFY(!refusal(manifest(), "application/json"));
    }

    void refusesAnIndexThatCallsItselfAManifest()
    {
        Json json = index({entry('a', "amd64")});
        json["mediaType"] = kOciManifest;
        QVERIFY(refusal(json) == Code::DocumentInvalid);
    }

    void takesTheContentTypeWhereTheDocumentSaysNothing()
    {
        Json json = manifest();
        json.erase("mediaType");
        const auto document = parseManifest(
            json.dump(), "application/vnd.docker.distribution.manifest.v2+json", "it");
        QCOMPARE(std::get<Manifest>(document).mediaType,
                 "application/vnd.docker.distribution.manifest.v2+json");
    }

    void refusesSchema1()
    {
        Json json = manifest();
        json["schemaVersion"] = 1;
        QVERIFY(refusal(json) == Code::DocumentInvalid);
    }

    void refusesUnknownLayers()
    {
        Json json = manifest();
        json["layers"][0]["mediaType"] =
            "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip";
        QVERIFY(refusal(json) == Code::RegistryMediaType);
    }

    void refusesAnArtifactWithoutAnImageConfig()
    {
        Json json = manifest();
        json["config"]["mediaType"] = "application/vnd.cncf.helm.config.v1+json";
        QVERIFY(refusal(json) == Code::RegistryMediaType);
    }

    void refusesABadDigestAndANegativeSize()
    {
        Json json = manifest();
        json["layers"][0]["digest"] = "sha256:../../etc/passwd";
        QVERIFY(refusal(json) == Code::DigestInvalid);
        json = manifest();
        json["layers"][0]["size"] = -1;
        QVERIFY(refusal(json) == Code::DocumentInvalid);
    }

    void refusesAConfigBeyondTheBound()
    {
        Json json = manifest();
        json["config"]["size"] = kMaxConfigBytes.count() + 1;
        QVERIFY(refusal(json) == Code::DocumentInvalid);
    }

    void refusesMoreLayersThanAnyImageHas()
    {
        Json json = manifest();
        json["layers"] = Json(kMaxLayers, descriptor(kOciLayer, '1'));
        QVERIFY(!refusal(json));
        json["layers"].push_back(descriptor(kOciLayer, '1'));
        QVERIFY(refusal(json) == Code::DocumentInvalid);
    }

    void refusesAnIndexWithTooManyEntries()
    {
        Json entries = Json::array();
        for (std::size_t i = 0; i <= kMaxIndexEntries; ++i)
            entries.push_back(descriptor(kOciManifest, 'a'));
        QVERIFY(refusal(index(entries)).has_value());
    }

    void selectsTheBestPlatform()
    {
        const Json json = index({entry('a', "arm", "v6"), entry('b', "arm", "v7"),
                                 entry('c', "amd64"), entry('d', "amd64", "v3")});
        QCOMPARE(selected(json, "linux/arm/v7"), "b");
        QCOMPARE(selected(json, "linux/arm/v5"), "none");
        QCOMPARE(selected(json, "linux/amd64"), "c");
        QCOMPARE(selected(json, "linux/amd64/v3"), "d");
        QCOMPARE(selected(json, "linux/amd64/v2"), "c");
        QCOMPARE(selected(json, "linux/arm64"), "b");
        QCOMPARE(selected(json, "linux/s390x"), "none");
    }

    void passesOverEntriesThatAreNoManifests()
    {
        Json attestation = entry('a', "amd64");
        attestation["mediaType"] = "application/vnd.in-toto+json";
        QCOMPARE(selected(index({attestation, entry('b', "amd64")}), "linux/amd64"), "b");
    }

    void takesAnEntryWithoutPlatformOnlyWhereNoneHasOne()
    {
        const Json plain = descriptor(kOciManifest, 'a');
        QCOMPARE(selected(index(Json::array({plain})), "linux/amd64"), "a");
        QCOMPARE(selected(index({plain, entry('b', "arm64")}), "linux/amd64"), "none");
    }

    void whatIsWrittenIsReadAgain()
    {
        Json json = manifest();
        json["annotations"] = {{"a", "1"}};
        json["layers"][0]["annotations"] = {{"b", "2"}};
        const auto read = std::get<Manifest>(parseManifest(json.dump(), "", "it"));
        const std::string text = manifestText(read);
        QVERIFY(Json::parse(text) == json);
        QCOMPARE(manifestText(read), text);
    }

    void dockersManifestsHaveNoAnnotations()
    {
        Manifest docker = std::get<Manifest>(parseManifest(manifest().dump(), "", "it"));
        docker.mediaType = "application/vnd.docker.distribution.manifest.v2+json";
        docker.annotations = {{"a", "1"}};
        docker.layers[0].annotations = {{"b", "2"}};
        QVERIFY(!manifestText(docker).contains("annotations"));
    }

    void mediaTypesAreSpeltAsTheyAreRead()
    {
        for (const std::string& text : {kOciManifest, kOciIndex, kOciConfig, kOciLayer})
            QCOMPARE(std::string(MediaType::parse(text)->text()), text);
        QVERIFY(MediaType({MediaKind::Config, Compression::Zstd, false}).text().empty());
    }
};

QTEST_APPLESS_MAIN(TestManifest)
#include "tst_manifest.moc"
