// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/ctl/remote_image.h"

#include <QTest>
#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "engine/core/json.h"

using namespace onggi;
using namespace onggi::ctl;

namespace {

const std::string kLayer = "application/vnd.oci.image.layer.v1.tar+gzip";

Json descriptor(const std::string& type, char fill, std::uint64_t size)
{
    return {{"mediaType", type}, {"digest", "sha256:" + std::string(64, fill)}, {"size", size}};
}

RemoteImage image()
{
    RemoteImage image;
    image.reference = Reference::parse("example.com/x:1");
    image.digest = "sha256:" + std::string(64, 'd');
    image.mediaType = "application/vnd.oci.image.index.v1+json";
    image.manifestDigest = "sha256:" + std::string(64, 'e');
    image.platforms = {"linux/amd64", "linux/arm64"};
    image.manifest =
        Json{{"schemaVersion", 2},
             {"mediaType", "application/vnd.oci.image.manifest.v1+json"},
             {"config", descriptor("application/vnd.oci.image.config.v1+json", 'c', 3)},
             {"layers", {descriptor(kLayer, '1', 10), descriptor(kLayer, '2', 32)}}}
            .dump();
    image.config = Json{{"architecture", "amd64"},
                        {"os", "linux"},
                        {"created", "2026-01-02T03:04:05Z"},
                        {"config", {{"Cmd", {"sh"}}}},
                        {"rootfs", {{"type", "layers"}, {"diff_ids", {"sha256:a", "sha256:b"}}}}}
                       .dump();
    return image;
}

} // namespace

class TestRemoteImage : public QObject {
    Q_OBJECT

private slots:
    void saysWhatIsKnownWithoutTheLayers()
    {
        const OrderedJson json = remoteImageJson(image());
        QVERIFY(json["Id"] == "sha256:" + std::string(64, 'c'));
        QVERIFY(json["RepoTags"] == OrderedJson::array({"example.com/x:1"}));
        QVERIFY(json["RepoDigests"] ==
                OrderedJson::array({"example.com/x@sha256:" + std::string(64, 'd')}));
        QVERIFY(json["Created"] == "2026-01-02T03:04:05Z");
        QVERIFY(json["Config"]["Cmd"] == OrderedJson::array({"sh"}));
        QVERIFY(json["RootFS"]["Layers"] == OrderedJson::array({"sha256:a", "sha256:b"}));
        QVERIFY(json["CompressedSize"] == 42);
        QVERIFY(json["LayersData"].size() == 2 && json["LayersData"][1]["Size"] == 32);
        QVERIFY(json["Platforms"].size() == 2);
        QVERIFY(!json.contains("Size"));
    }

    void sizesThatNoLayersHaveAddUpToTheLargest()
    {
        RemoteImage hostile = image();
        Json manifest = Json::parse(hostile.manifest);
        for (Json& layer : manifest["layers"])
            layer["size"] = ~std::uint64_t(0) - 1;
        hostile.manifest = manifest.dump();
        QVERIFY(remoteImageJson(hostile)["CompressedSize"] == ~std::uint64_t(0));
    }

    void imageNamedByDigestHasNoTag()
    {
        RemoteImage named = image();
        named.reference = Reference::parse("example.com/x@sha256:" + std::string(64, 'd'));
        QVERIFY(remoteImageJson(named)["RepoTags"].empty());
    }

    void documentsThatAreNoneAreRefused_data()
    {
        QTest::addColumn<QByteArray>("manifest");
        QTest::addColumn<QByteArray>("config");
        const QByteArray manifest = QByteArray::fromStdString(image().manifest);
        QTest::newRow("manifest") << QByteArray("{}") << QByteArray("{}");
        QTest::newRow("config") << manifest << QByteArray("<html>");
        QTest::newRow("diffIDs") << manifest << QByteArray(R"({"rootfs":{"diff_ids":[1]}})");
    }
    void documentsThatAreNoneAreRefused()
    {
        QFETCH(QByteArray, manifest);
        QFETCH(QByteArray, config);
        RemoteImage broken = image();
        broken.manifest = manifest.toStdString();
        broken.config = config.toStdString();
        QVERIFY_EXCEPTION_THROWN(remoteImageJson(broken), Error);
    }
};

QTEST_APPLESS_MAIN(TestRemoteImage)
#include "tst_remote_image.moc"
