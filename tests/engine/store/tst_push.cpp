// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Pushes to real registries: what is sent, what stays, and what others make of it.

#include "engine/store/push.h"

#include <atomic>
#include <map>

#include <QTest>
#include <nlohmann/json.hpp>

#include "engine/image/manifest.h"
#include "tests/support/fault_server.h"
#include "tests/support/made_layer.h"
#include "tests/support/pulling_store.h"
#include "tests/support/registry.h"
#include "tests/support/shell.h"

using namespace onggi;
using namespace onggi::test;

namespace {

constexpr const char* kDockerManifest = "application/vnd.docker.distribution.manifest.v2+json";
constexpr const char* kDockerLayer = "application/vnd.docker.image.rootfs.diff.tar.gzip";

std::string noise(int kilobytes, const std::string& name)
{
    return "head -c " + std::to_string(kilobytes) + "K /dev/urandom >" + name;
}

// How many steps of each kind there were.
class Steps : public ProgressSink {
public:
    void stepBegan(std::uint64_t, std::uint64_t, StepKind kind, std::string_view,
                   Bytes) noexcept override
    {
        ++(*m_counts.lock())[kind];
    }
    void stepAdvanced(std::uint64_t, Bytes done, Bytes total) noexcept override
    {
        if (total.count() != 0 && done > total)
            m_isBeyond = true;
    }
    void stepEnded(std::uint64_t) noexcept override {}

    int count(StepKind kind) { return (*m_counts.lock())[kind]; }
    bool isBeyond() const { return m_isBeyond; }

private:
    Synced<std::map<StepKind, int>> m_counts;
    std::atomic<bool> m_isBeyond = false;
};

// Passes everything on to a registry, bodies too; where an upload goes on is this server's.
FaultServer::Handler passOn(const Registry& registry)
{
    return [transfer = std::make_shared<Transfer>(),
            url = registry.url()](const FaultRequest& request) {
        HttpRequest passed;
        passed.method = request.method;
        passed.url = url + request.target;
        if (!request.body.empty() || request.method == "POST" || request.method == "PUT")
            passed.body = request.body;
        for (const char* name : {"Accept", "Content-Type"}) {
            if (const std::string value = request.header(name); !value.empty())
                passed.headers.push_back(std::string(name) + ": " + value);
        }
        const auto answer = transfer->fetch(passed, Bytes(64 << 20), {});
        FaultReply reply;
        reply.status = answer ? static_cast<int>(answer->head.status) : 502;
        if (!answer)
            return reply;
        reply.body = answer->body;
        if (request.method == "HEAD")
            reply.announcedLength = answer->head.contentLength();
        for (const HttpHead::Header& header : answer->head.headers) {
            std::string value = header.value;
            if (equalsIgnoringCase(header.name, "Content-Length") ||
                equalsIgnoringCase(header.name, "Transfer-Encoding"))
                continue;
            if (value.starts_with(url))
                value.erase(0, url.size());
            reply.headers.emplace_back(header.name, value);
        }
        return reply;
    };
}

} // namespace

class TestPush : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_source = std::make_unique<Registry>();
        m_target = std::make_unique<Registry>();
        m_digest = m_source->pushImage(
            "team/app", "1", {madeLayer(noise(300, "base")), madeLayer(noise(200, "top"))});
        m_store = std::make_unique<PullingStore>();
        m_image = m_store->pull(source("team/app:1")).image;
    }
    void cleanupTestCase()
    {
        m_store.reset();
        m_target.reset();
        m_source.reset();
    }

    void anotherTagOfTheSameRepositorySendsNothing()
    {
        const auto steps = std::make_shared<Steps>();
        const PushResult pushed = push(m_image, source("team/app:2"), {}, steps);
        QCOMPARE(pushed.digest, m_digest);
        QCOMPARE(pushed.uploaded, Bytes(0));
        QVERIFY(pushed.mounted.empty());
        QCOMPARE(steps->count(StepKind::Present), 3); // two layers and the config
        QCOMPARE(steps->count(StepKind::Compress) + steps->count(StepKind::Upload), 0);
    }

    void anotherRepositoryTakesTheBlobsOver()
    {
        const auto steps = std::make_shared<Steps>();
        const PushResult pushed = push(m_image, source("other/app:1"), {}, steps);
        QCOMPARE(pushed.digest, m_digest);
        QCOMPARE(pushed.uploaded, Bytes(0));
        QCOMPARE(pushed.mounted.size(), std::size_t(3));
        QCOMPARE(steps->count(StepKind::Mounted), 3);
        PullingStore fresh;
        QCOMPARE(fresh.pull(source("other/app:1")).id, idOf(m_image));
    }

    void anotherRegistryGetsThePackedLayersAndNothingTwice()
    {
        const auto steps = std::make_shared<Steps>();
        const PushResult pushed = push(m_image, target("app:1"), {}, steps);
        QVERIFY(pushed.digest != m_digest); // packed by another program than this image was
        QVERIFY(pushed.uploaded > Bytes(500'000));
        QCOMPARE(steps->count(StepKind::Upload), 3);
        QVERIFY(!steps->isBeyond());

        PullingStore fresh;
        const PullResult pulled = fresh.pull(target("app:1"));
        QCOMPARE(pulled.id, idOf(m_image));
        QCOMPARE(pulled.digest, pushed.digest);
        QCOMPARE(fresh.findings(), std::string());

        const PushResult again = push(m_image, target("app:again"));
        QCOMPARE(again.digest, pushed.digest);
        QCOMPARE(again.uploaded, Bytes(0));
        // Also from a store that has never pushed: what is packed has the digest that it had.
        const PushResult elsewhere = pushFrom(fresh, pulled.image, target("second:1"));
        QCOMPARE(elsewhere.digest, pushed.digest);
        QCOMPARE(elsewhere.mounted.size(), std::size_t(3));
    }

    void pushedDigestNamesTheImage()
    {
        const PushResult pushed = push(m_image, target("named:1"));
        const std::string repository = m_target->domain() + "/named";
        QCOMPARE((*m_store)->findImage(repository + '@' + pushed.digest.text()).serial, m_image);
        const std::vector<std::string> digests = (*m_store)->imageBySerial(m_image)->digests;
        QVERIFY(std::ranges::find(digests, repository + '@' + pushed.digest.text()) !=
                digests.end());
        // What it came by stays what it is asked for first.
        QCOMPARE((*m_store)->imageDetails(m_image).manifests.front().digest, m_digest);
        QCOMPARE(m_store->findings(), std::string());
    }

    void zstdIsSentWhereItIsAskedFor()
    {
        const PushResult pushed = push(m_image, target("zstd:1"), {Compression::Zstd});
        const Manifest manifest = manifestAt("zstd", "1");
        QCOMPARE(manifest.layers.size(), std::size_t(2));
        for (const Descriptor& layer : manifest.layers)
            QCOMPARE(layer.mediaType, std::string("application/vnd.oci.image.layer.v1.tar+zstd"));
        PullingStore fresh;
        QCOMPARE(fresh.pull(target("zstd:1")).id, idOf(m_image));
        QCOMPARE(push(m_image, target("zstd:2"), {Compression::Zstd}).uploaded, Bytes(0));
        QVERIFY(push(m_image, target("zstd:3"), {Compression::Gzip}).digest != pushed.digest);
    }

    void dockersImageStaysDockers()
    {
        LayerBlob layer = madeLayer(noise(100, "docker"));
        layer.mediaType = kDockerLayer;
        const ImageDocuments documents = makeImage({layer});
        Json manifest = Json::parse(documents.manifest);
        manifest["mediaType"] = kDockerManifest;
        manifest["config"]["mediaType"] = "application/vnd.docker.container.image.v1+json";
        m_source->pushBlob("docker", layer.bytes);
        m_source->pushBlob("docker", documents.config);
        m_source->pushManifest("docker", "1", kDockerManifest, manifest.dump());
        const Serial image = m_store->pull(source("docker:1")).image;
        push(image, target("docker:1"));
        const Manifest pushed = manifestAt("docker", "1");
        QCOMPARE(pushed.mediaType, std::string(kDockerManifest));
        QCOMPARE(pushed.layers.front().mediaType, std::string(kDockerLayer));
        QCOMPARE(pushed.config.digest, idOf(image));
        // There is no zstd in Docker's manifests.
        push(image, target("docker:zstd"), {Compression::Zstd});
        QCOMPARE(manifestAt("docker", "zstd").mediaType,
                 std::string("application/vnd.oci.image.manifest.v1+json"));
    }

    void uncompressedImageStaysByteForByte()
    {
        const Digest digest =
            m_source->pushImage("plain", "1", {madeLayer(noise(50, "plain"), Packing::Plain)});
        const Serial image = m_store->pull(source("plain:1")).image;
        QCOMPARE(push(image, target("plain:1")).digest, digest);
    }

    void layerOfAnotherImageIsTakenOverFromThere()
    {
        // An image whose own manifest is in no registry: that of an archive.
        const Serial image = publishUnknown();
        const PushResult pushed = push(image, source("fromarchive:1"));
        QCOMPARE(pushed.mounted.size(), std::size_t(2));
        QVERIFY(pushed.uploaded < Bytes(10'000)); // the config alone
    }

    void cutUploadGoesOn()
    {
        FaultServer proxy(passOn(*m_target));
        const LayerBlob layer = madeLayer(noise(9000, "large"));
        m_source->pushImage("large", "1", {layer});
        const Serial image = m_store->pull(source("large:1")).image;
        proxy.breakUploadAfter(5'000'000);
        const PushResult pushed = push(image, proxy.domain() + "/large:1");
        std::uint64_t sent = 0;
        std::size_t patches = 0;
        for (const FaultRequest& request : proxy.requests()) {
            if (request.method == "PATCH") {
                ++patches;
                sent += request.body.size();
            }
        }
        QCOMPARE(patches, std::size_t(2));
        QVERIFY2(sent < pushed.uploaded.count() + 10, qPrintable(QString::number(sent)));
        PullingStore fresh;
        QCOMPARE(fresh.pull(target("large:1")).id, idOf(image));
    }

    void skopeoTakesWhatWasPushed()
    {
        push(m_image, target("skopeo:1"));
        const QTemporaryDir directory;
        runShell("skopeo copy --quiet --src-tls-verify=false docker://" + target("skopeo:1") +
                 " oci:" + directory.path().toStdString() + "/layout:1");
        runShell("skopeo inspect --tls-verify=false docker://" + target("skopeo:1") + " >" +
                 directory.path().toStdString() + "/inspected");
        const Json inspected = Json::parse(readFile(directory.path().toStdString() + "/inspected"));
        QCOMPARE(inspected["Digest"].get<std::string>(),
                 push(m_image, target("skopeo:1")).digest.text());
    }

    void damagedLayerIsNotSpread()
    {
        PullingStore store;
        const PullResult pulled = store.pull(source("team/app:1"));
        const LayerRow layer = store->layersOf(*store->imageBySerial(pulled.image)).front();
        const std::string path = store->paths().layerTar(layer.diffId);
        std::string bytes = readFile(path);
        bytes[1000] ^= 1;
        writeFile(path, bytes);
        try {
            pushFrom(store, pulled.image, target("damaged:1"));
            QFAIL("nothing was thrown");
        } catch (const Error& error) {
            QVERIFY(error.code() == Code::StoreCorrupt);
        }
    }

    void cancelledPushLeavesNothingHere()
    {
        std::stop_source stop;
        stop.request_stop();
        bool isCancelled = false;
        try {
            Progress progress;
            RegistryClient client(m_transfer, options());
            Pusher(**m_store).push(client, m_image, Reference::parse(target("cancelled:1")), {},
                                   progress, stop.get_token());
        } catch (const Cancelled&) {
            isCancelled = true;
        }
        QVERIFY(isCancelled);
        QVERIFY(filesBelow((*m_store)->paths().spoolJobs()).empty());
    }

    void pushToADigestIsRefused()
    {
        try {
            push(m_image, target("app@") + m_digest.text());
            QFAIL("nothing was thrown");
        } catch (const Error& error) {
            QVERIFY(error.code() == Code::ReferenceInvalid);
        }
    }

private:
    std::string source(const std::string& name) const { return m_source->domain() + '/' + name; }
    std::string target(const std::string& name) const { return m_target->domain() + '/' + name; }
    Digest idOf(Serial image) { return (*m_store)->imageBySerial(image)->id; }

    static RegistryOptions options()
    {
        RegistryOptions options;
        options.tlsVerify = false;
        options.retry.firstDelay = std::chrono::milliseconds(10);
        return options;
    }
    PushResult pushFrom(PullingStore& store, Serial image, const std::string& name,
                        const PushOptions& how = {}, std::shared_ptr<ProgressSink> sink = {})
    {
        RegistryClient client(m_transfer, options());
        Progress progress = sink ? Progress(std::move(sink), StepKind::Push, name) : Progress();
        return Pusher(*store).push(client, image, Reference::parse(name), how, progress, {});
    }
    PushResult push(Serial image, const std::string& name, const PushOptions& how = {},
                    std::shared_ptr<ProgressSink> sink = {})
    {
        return pushFrom(*m_store, image, name, how, std::move(sink));
    }

    Manifest manifestAt(const std::string& repository, const std::string& tag)
    {
        RegistryClient client(m_transfer, options());
        return client
            .fetchManifest(Reference::parse(target(repository + ':' + tag)), Platform::host(), {})
            .manifest;
    }

    // The layers of the first image under another config, without any manifest.
    Serial publishUnknown()
    {
        Json config = Json::parse((*m_store)->blob(idOf(m_image)));
        config["author"] = "somebody else";
        ImagePublication image;
        image.config = config.dump();
        image.provenance = {ProvenanceKind::Loaded, "archive.tar", 1000};
        std::vector<LayerHold> holds;
        for (const LayerRow& layer : (*m_store)->layersOf(*(*m_store)->imageBySerial(m_image)))
            holds.push_back(*(*m_store)->holdLayer(layer.diffId));
        return (*m_store)->publishImages({&image, 1}).front().image;
    }

    std::unique_ptr<Registry> m_source;
    std::unique_ptr<Registry> m_target;
    Digest m_digest;
    std::unique_ptr<PullingStore> m_store;
    Serial m_image = 0;
    Transfer m_transfer;
};

QTEST_GUILESS_MAIN(TestPush)
#include "tst_push.moc"
