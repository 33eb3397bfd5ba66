// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Registries that lie: one clear sentence that names the thing, and no trace in the store.

#include <filesystem>

#include <QTest>
#include <nlohmann/json.hpp>

#include "engine/core/cancel.h"
#include "tests/support/fault_server.h"
#include "tests/support/made_layer.h"
#include "tests/support/memory_registry.h"
#include "tests/support/pulling_store.h"

using namespace onggi;
using namespace onggi::test;

namespace {

constexpr const char* kManifestType = "application/vnd.oci.image.manifest.v1+json";
constexpr const char* kConfigType = "application/vnd.oci.image.config.v1+json";
constexpr const char* kGzipType = "application/vnd.oci.image.layer.v1.tar+gzip";

Json descriptor(const std::string& mediaType, const std::string& bytes)
{
    return {{"mediaType", mediaType}, {"digest", Sha256::of(bytes).text()}, {"size", bytes.size()}};
}

// An image of one layer, of which a test spoils one thing before it is served.
struct Lie {
    LayerBlob layer;
    Json config;
    Json manifest; // its config descriptor is filled in at the end
    std::string servedBlob;

    explicit Lie(LayerBlob made)
        : layer(std::move(made))
    {
        config = {{"architecture", "amd64"},
                  {"os", "linux"},
                  {"rootfs", {{"type", "layers"}, {"diff_ids", {layer.diffId.text()}}}}};
        manifest = {{"schemaVersion", 2},
                    {"mediaType", kManifestType},
                    {"layers", {descriptor(layer.mediaType, layer.bytes)}}};
        servedBlob = layer.bytes;
    }

    // The blob is served under the digest that the manifest has for it, whatever its bytes are.
    FaultServer::Handler handler() const
    {
        MemoryRegistry registry;
        registry.addBlob(config.dump());
        Json whole = manifest;
        whole["config"] = descriptor(kConfigType, config.dump());
        registry.addManifest("1", kManifestType, whole.dump());
        const std::string digest = whole["layers"].empty()
                                       ? std::string("none")
                                       : whole["layers"][0]["digest"].get<std::string>();
        return [registry, digest, blob = servedBlob](const FaultRequest& request) {
            if (!request.target.ends_with(digest))
                return registry(request);
            FaultReply reply;
            reply.body = blob;
            return reply;
        };
    }
};

using Spoil = std::function<void(Lie&)>;

} // namespace

Q_DECLARE_METATYPE(Spoil)

class TestPullHostile : public QObject {
    Q_OBJECT

private slots:
    void leavesNoTraceOfAnImageThatIsWrong_data()
    {
        QTest::addColumn<Spoil>("spoil");
        QTest::addColumn<QStringList>("codes"); // any of these
        QTest::addColumn<bool>("namesLayer");
        const auto row = [](const char* name, const Spoil& spoil, const QStringList& codes,
                            bool namesLayer = true) {
            QTest::newRow(name) << spoil << codes << namesLayer;
        };
        row("other bytes", [](Lie& lie) { lie.servedBlob[lie.servedBlob.size() / 2] ^= 1; },
            {"registry.digest-mismatch"});
        row("cut short", [](Lie& lie) { lie.servedBlob.resize(lie.servedBlob.size() / 2); },
            {"registry.size-mismatch", "registry.unreachable", "registry.protocol"});
        row("longer than announced", [](Lie& lie) { lie.servedBlob += "more"; },
            {"registry.size-mismatch", "registry.too-large", "registry.protocol"});
        row(
            "wrong diffID",
            [](Lie& lie) { lie.config["rootfs"]["diff_ids"][0] = Sha256::of("another").text(); },
            {"layer.digest-mismatch"}, false);
        row(
            "no gzip stream",
            [](Lie& lie) { replace(lie, std::string("\x1f\x8b\x08", 3) + "garbage"); },
            {"layer.corrupt", "layer.truncated"}, false);
        row(
            "truncated gzip stream",
            [](Lie& lie) { replace(lie, lie.layer.bytes.substr(0, lie.layer.bytes.size() - 100)); },
            {"layer.truncated", "layer.corrupt"}, false);
        row(
            "bomb", [](Lie& lie) { replace(lie, runShell("head -c 200M /dev/zero | gzip -9c")); },
            {"layer.too-large"}, false);
        row(
            "no tar",
            [](Lie& lie) { replace(lie, runShell("printf 'nonsense%.0s' {1..2500} | gzip -c")); },
            {"layer.corrupt", "layer.truncated", "layer.unsupported", "layer.digest-mismatch"},
            false);
        row(
            "unknown media type",
            [](Lie& lie) { lie.manifest["layers"][0]["mediaType"] = "application/x-secret"; },
            {"registry.media-type", "document.invalid"}, false);
        row(
            "foreign layer",
            [](Lie& lie) {
                lie.manifest["layers"][0]["mediaType"] =
                    "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip";
            },
            {"registry.media-type", "document.invalid"}, false);
        row(
            "fewer layers than diffIDs", [](Lie& lie) { lie.manifest["layers"] = Json::array(); },
            {"document.invalid"}, false);
        row(
            "unknown digest algorithm",
            [](Lie& lie) {
                lie.manifest["layers"][0]["digest"] = "md5:d41d8cd98f00b204e9800998ecf8427e";
            },
            {"digest.invalid", "document.invalid"}, false);
        row(
            "both layers and manifests",
            [](Lie& lie) { lie.manifest["manifests"] = Json::array(); }, {"document.invalid"},
            false);
    }

    void leavesNoTraceOfAnImageThatIsWrong()
    {
        QFETCH(Spoil, spoil);
        QFETCH(QStringList, codes);
        QFETCH(bool, namesLayer);
        Lie lie(madeLayer("head -c 30000 /dev/urandom >data"));
        spoil(lie);
        FaultServer server(lie.handler());
        LayerLimits limits;
        limits.tarBytes = 100 << 20;
        PullingStore store(limits);
        for (int round = 0; round < 2; ++round) { // the second meets what the first has left
            try {
                store.pull(server.domain() + "/liar:1");
                QFAIL("it was taken");
            } catch (const Error& error) {
                const QString code = QString::fromStdString(std::string(codeName(error.code())));
                QVERIFY2(codes.contains(code), qPrintable(code + ": " + error.what()));
                QVERIFY2(!namesLayer || error.message().find(Sha256::of(lie.layer.bytes).text()) !=
                                            std::string::npos,
                         error.what());
                QVERIFY(error.message().find('\n') == std::string::npos);
            }
            QCOMPARE(store.traces(), std::string());
            QVERIFY(filesBelow(store.temporary().path("spool/layers")).empty());
            QCOMPARE(store.findings(), std::string());
        }
        store.restart();
        QVERIFY(store->sweepReport().dropped.empty());
    }

    void keepsNoDescriptorOfPullsThatFailed()
    {
        Lie lie(madeLayer("head -c 30000 /dev/urandom >data"));
        lie.servedBlob[lie.servedBlob.size() / 2] ^= 1;
        FaultServer server(lie.handler());
        PullingStore store;
        const auto descriptors = [] {
            int count =
                0; // but for sockets: connections are kept, and the server is in this process
            for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
                std::error_code gone;
                const std::string target = std::filesystem::read_symlink(entry, gone).string();
                count += target.starts_with("socket:") ? 0 : 1;
            }
            return count;
        };
        const auto attempt = [&] {
            try {
                store.pull(server.domain() + "/liar:1");
            } catch (const Error&) {
            }
        };
        attempt();
        const int before = descriptors();
        for (int i = 0; i < 20; ++i)
            attempt();
        QCOMPARE(descriptors(), before);
    }

private:
    // Another blob, rightly announced.
    static void replace(Lie& lie, const std::string& bytes)
    {
        lie.servedBlob = bytes;
        lie.manifest["layers"][0] = descriptor(kGzipType, bytes);
    }
};

QTEST_GUILESS_MAIN(TestPullHostile)
#include "tst_pull_hostile.moc"
