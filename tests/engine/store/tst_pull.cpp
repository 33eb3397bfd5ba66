// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Pulls from a real registry, compared with what skopeo and umoci make of the same images.

#include "engine/store/pull.h"

#include <thread>

#include <QTest>
#include <nlohmann/json.hpp>

#include "tests/support/fault_server.h"
#include "tests/support/made_layer.h"
#include "tests/support/pulling_store.h"
#include "tests/support/registry.h"
#include "tests/support/spooled_bytes.h"

using namespace onggi;
using namespace onggi::test;

namespace {

constexpr const char* kBase = R"sh(
    mkdir -p etc usr/bin var/empty opt/old/deep 한글
    echo root:x:0:0 >etc/passwd; echo hi >한글/파일; printf x >usr/bin/su; chmod 4755 usr/bin/su
    head -c 200000 /dev/urandom >usr/bin/tool; ln usr/bin/tool usr/bin/tool2; ln -s ../usr/bin/tool etc/link
    mkfifo var/fifo; mknod var/null c 1 3; chown -h 12:34 etc/link; chown 1000:2000 var/empty; chmod 1777 var/empty
    setfattr -n user.note -v value etc/passwd; touch -d '2001-02-03 04:05:06.789012345' etc/passwd
    echo 1 >opt/old/deep/one; echo 2 >opt/old/two; : >empty; head -c 513 /dev/zero >odd
    printf long >"$(printf 'n%.0s' {1..200})"; setcap cap_net_raw+ep usr/bin/tool2
)sh";
constexpr const char* kChange = R"sh(
    mkdir -p etc opt/old usr/bin; echo changed >etc/passwd; : >usr/bin/.wh.su
    : >opt/old/.wh..wh..opq; echo 3 >opt/old/three; ln -s passwd etc/.again; : >.wh.odd
)sh";

std::string noiseScript(int kilobytes, const std::string& name = "data")
{
    return "head -c " + std::to_string(kilobytes) + "K /dev/urandom >" + name;
}

// How often each blob was asked for.
std::map<std::string, int> blobRequests(const FaultServer& server)
{
    std::map<std::string, int> counts;
    for (const FaultRequest& request : server.requests()) {
        if (request.isBlob() && request.method == "GET")
            ++counts[request.target];
    }
    return counts;
}

} // namespace

class TestPull : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_registry = std::make_unique<Registry>(); }
    void cleanupTestCase() { m_registry.reset(); }

    void pullsWhatSkopeoAndUmociSeeOfTheImage_data()
    {
        QTest::addColumn<int>("packing");
        QTest::newRow("plain") << static_cast<int>(Packing::Plain);
        QTest::newRow("gzip") << static_cast<int>(Packing::Gzip);
        QTest::newRow("zstd") << static_cast<int>(Packing::Zstd);
    }

    void pullsWhatSkopeoAndUmociSeeOfTheImage()
    {
        QFETCH(int, packing);
        const std::string repository = "team/packed" + std::to_string(packing);
        std::vector<LayerBlob> plain;
        std::vector<LayerBlob> layers;
        for (const std::string& script :
             {std::string(kBase), std::string(kChange), noiseScript(900)}) {
            plain.push_back(madeLayer(script, Packing::Plain));
            layers.push_back(repacked(plain.back(), static_cast<Packing>(packing)));
        }
        m_registry->pushImage(repository, "1", layers);
        m_registry->pushImage(repository, "plain", plain); // umoci does not know zstd
        const std::string name = m_registry->domain() + '/' + repository + ":1";
        PullingStore store;
        const PullResult result = store.pull(name);
        QVERIFY(result.isNew);
        compareDocuments(store, name, result);
        compareFiles(store, name, m_registry->domain() + '/' + repository + ":plain", 20);
        QCOMPARE(store.findings(), std::string());
        QVERIFY(filesBelow(store.temporary().path("spool")).empty());
        // The files of the store are those two a layer, and nothing else.
        QCOMPARE(filesBelow(store.temporary().path("layers")).size(), 6u);
    }

    void pullsADebianRoot()
    {
        const QTemporaryDir directory;
        const std::string tar = directory.filePath("layer.tar").toStdString();
        std::filesystem::copy_file(ONGGI_TEST_DEBIAN, tar);
        m_registry->pushImage(
            "debian", "1",
            {packed(tar, Packing::Gzip), madeLayer("mkdir -p etc; echo me >etc/hostname")});
        const std::string name = m_registry->domain() + "/debian:1";
        PullingStore store;
        const PullResult result = store.pull(name);
        compareDocuments(store, name, result);
        compareFiles(store, name, name, 5000);
        QCOMPARE(store.findings(), std::string());
    }

    void asksOnceForAnImageThatIsThereUnchanged()
    {
        m_registry->pushImage("same", "1", {madeLayer(noiseScript(10))});
        FaultServer server(forwardTo(m_registry->url()));
        PullingStore store;
        const PullResult first = store.pull(server.domain() + "/same:1");
        const Revision revision = store->snapshot().revision;
        const std::size_t before = server.requests().size();
        const PullResult again = store.pull(server.domain() + "/same:1");
        QCOMPARE(again.image, first.image);
        QVERIFY(!again.isNew);
        QCOMPARE(store->snapshot().revision, revision);
        const std::vector<FaultRequest> requests = server.requests();
        QVERIFY(std::none_of(requests.begin() + static_cast<std::ptrdiff_t>(before), requests.end(),
                             [](const FaultRequest& request) { return request.isBlob(); }));
    }

    void fetchesDocumentsAnewThatAreDamaged_data()
    {
        QTest::addColumn<bool>("isConfig");
        QTest::addColumn<bool>("isMissing");
        QTest::newRow("config damaged") << true << false;
        QTest::newRow("config missing") << true << true;
        QTest::newRow("manifest damaged") << false << false;
        QTest::newRow("manifest missing") << false << true;
    }

    void fetchesDocumentsAnewThatAreDamaged()
    {
        QFETCH(bool, isConfig);
        QFETCH(bool, isMissing);
        m_registry->pushImage("mended", "1", {madeLayer(noiseScript(10))});
        const std::string name = m_registry->domain() + "/mended:1";
        PullingStore store;
        const PullResult first = store.pull(name);
        const std::string path = store->paths().blob(isConfig ? first.id : first.digest);
        if (isMissing)
            std::filesystem::remove(path);
        else
            writeFile(path, "damaged");
        const PullResult again = store.pull(name);
        QCOMPARE(again.image, first.image);
        QCOMPARE(again.downloaded.count(), 0u);
        QCOMPARE(store.findings(), std::string());
    }

    void fetchesOnlyTheLayersThatAreNotThere()
    {
        const LayerBlob base = madeLayer(noiseScript(300));
        m_registry->pushImage("grow", "1", {base});
        m_registry->pushImage("grow", "2", {base, madeLayer(noiseScript(20))});
        FaultServer server(forwardTo(m_registry->url()));
        PullingStore store;
        store.pull(server.domain() + "/grow:1");
        const PullResult second = store.pull(server.domain() + "/grow:2");
        QVERIFY(second.downloaded.count() < 100'000);
        QCOMPARE(blobRequests(server).size(), 4u); // two layers, two configs
    }

    void movesTheTagAndSaysFromWhere()
    {
        m_registry->pushImage("moving", "1", {madeLayer(noiseScript(1))});
        PullingStore store;
        const std::string name = m_registry->domain() + "/moving:1";
        const PullResult first = store.pull(name);
        m_registry->pushImage("moving", "1", {madeLayer(noiseScript(2))});
        const PullResult second = store.pull(name);
        QVERIFY(second.movedFrom == first.id);
        QVERIFY(store->imageById(first.id)->tags.empty());
        QCOMPARE(store->findImage(name).serial, second.image);
    }

    void givesNoTagToAnImagePulledByDigest()
    {
        const Digest digest = m_registry->pushImage("fixed", "1", {madeLayer(noiseScript(1))});
        PullingStore store;
        const std::string name = m_registry->domain() + "/fixed@" + digest.text();
        const PullResult result = store.pull(name);
        QVERIFY(result.digest == digest);
        QVERIFY(store->imageBySerial(result.image)->tags.empty());
        QCOMPARE(store->findImage(name).serial, result.image);
    }

    void fetchesALayerOnceThatStandsTwiceInAnImage()
    {
        const LayerBlob layer = madeLayer(noiseScript(50));
        m_registry->pushImage("twice", "1", {layer, madeLayer(noiseScript(5, "other")), layer});
        FaultServer server(forwardTo(m_registry->url()));
        PullingStore store;
        store.pull(server.domain() + "/twice:1");
        for (const auto& [target, count] : blobRequests(server))
            QCOMPARE(count, 1);
        QCOMPARE(store->findImage(server.domain() + "/twice:1").layers.size(), 3u);
        QCOMPARE(store->snapshot().view->layers.size(), 2u);
        QCOMPARE(store.findings(), std::string());
    }

    void fetchesALayerOnceThatTwoJobsPullAtOnce()
    {
        const LayerBlob base = madeLayer(noiseScript(4000), Packing::Plain);
        for (const char* tag : {"1", "2", "3"})
            m_registry->pushImage("shared", tag, {base, madeLayer(noiseScript(100, tag))});
        FaultServer server(forwardTo(m_registry->url()));
        PullingStore store;
        server.holdBlobsAfter(1'000'000);
        std::vector<std::jthread> jobs;
        Synced<std::string> failures;
        for (const char* tag : {"1", "2", "3"}) {
            jobs.emplace_back([&, tag] {
                try {
                    store.pull(server.domain() + "/shared:" + tag);
                } catch (const Error& error) {
                    *failures.lock() += error.message();
                }
            });
        }
        QVERIFY(server.waitUntilHeld());
        server.release();
        jobs.clear();
        QCOMPARE(*failures.lock(), std::string());
        for (const auto& [target, count] : blobRequests(server))
            QVERIFY2(count == 1, target.c_str());
        QCOMPARE(store->snapshot().view->images.size(), 3u);
        QCOMPARE(store.findings(), std::string());
    }

    void waitsNotForeverForAnotherUsersTransfer()
    {
        m_registry->pushImage("dripping", "1", {madeLayer(noiseScript(4000), Packing::Plain)});
        FaultServer server(forwardTo(m_registry->url()));
        PullingStore store;
        Puller puller(*store, store.unpacker(), std::chrono::milliseconds(10));
        Transfer transfer;
        const auto pullAs = [&](std::uint32_t uid, const std::string& domain) {
            RegistryOptions registry;
            registry.tlsVerify = false;
            RegistryClient client(transfer, registry);
            PullOptions options;
            options.uid = uid;
            Progress progress;
            puller.pull(client, Reference::parse(domain + "/dripping:1"), options, progress, {});
        };
        server.holdBlobsAfter(1'000'000);
        std::string failure;
        std::jthread first([&] {
            try {
                pullAs(1000, server.domain());
            } catch (const Error& error) {
                failure = error.message();
            }
        });
        QVERIFY(server.waitUntilHeld());
        pullAs(1001, m_registry->domain());
        QCOMPARE(store->snapshot().view->images.size(), 1u);
        server.release();
        first.join();
        QCOMPARE(failure, std::string());
        QCOMPARE(store->snapshot().view->layers.size(), 1u);
        QCOMPARE(store.findings(), std::string());
        QVERIFY(filesBelow(store.temporary().path("spool")).empty());
    }

    void leavesOnlyTheSpoolWhenCancelledAndGoesOnFromIt()
    {
        const LayerBlob layer = madeLayer(noiseScript(8000), Packing::Plain);
        m_registry->pushImage("cancelled", "1", {layer});
        FaultServer server(forwardTo(m_registry->url()));
        PullingStore store;
        server.holdBlobsAfter(4'000'000);
        std::stop_source stop;
        std::jthread canceller([&] {
            server.waitUntilHeld();
            waitForSpooledBytes(StatePaths(store.temporary().root()), {layer},
                                3'990'000); // the config came before
            stop.request_stop();
        });
        bool isCancelled = false;
        try {
            store.pull(server.domain() + "/cancelled:1", stop.get_token());
        } catch (const Cancelled&) {
            isCancelled = true;
        }
        canceller.join();
        QVERIFY(isCancelled);
        QCOMPARE(store.traces(), std::string());
        server.release();
        const PullResult result = store.pull(server.domain() + "/cancelled:1");
        QVERIFY(result.downloaded.count() < layer.bytes.size() - 3'900'000);
        QCOMPARE(store.findings(), std::string());
        QVERIFY(filesBelow(store.temporary().path("spool")).empty());
    }

    void keepsWhatHasComeUntilItIsStaged()
    {
        const LayerBlob layer = madeLayer(noiseScript(300));
        m_registry->pushImage("unstaged", "1", {layer});
        const std::string name = m_registry->domain() + "/unstaged:1";
        PullingStore store;
        const std::filesystem::path inTheWay =
            StatePaths(store.temporary().root()).stagedTar(layer.diffId);
        std::filesystem::create_directory(inTheWay);
        QVERIFY_THROWS_EXCEPTION(Error, store.pull(name));
        QCOMPARE(store.traces(), std::string());
        std::filesystem::remove(inTheWay);
        QCOMPARE(store.pull(name).downloaded.count(), std::uint64_t(0));
        QCOMPARE(store.findings(), std::string());
        QVERIFY(filesBelow(store.temporary().path("spool")).empty());
    }

    void keepsWholeLayersOfAPullThatFailed()
    {
        const LayerBlob good = madeLayer(noiseScript(500));
        LayerBlob bad = madeLayer(noiseScript(10));
        bad.diffId = Sha256::of("another tar");
        m_registry->pushImage("half", "bad", {good, bad});
        m_registry->pushImage("half", "good", {good});
        PullingStore store;
        // The bad layer may be found out before the good one is whole: then there is nothing to
        // keep.
        while (!store->holdLayer(good.diffId)) {
            try {
                store.pull(m_registry->domain() + "/half:bad");
                QFAIL("it was taken");
            } catch (const Error& error) {
                QCOMPARE(error.code(), Code::LayerDigestMismatch);
            }
            QCOMPARE(store.traces(), std::string());
        }
        QCOMPARE(store.pull(m_registry->domain() + "/half:good").downloaded.count(), 0u);
    }

    void fetchesABlobAnewWhoseSpooledBeginningIsDamaged_data()
    {
        QTest::addColumn<int>("packing");
        QTest::newRow("plain") << static_cast<int>(Packing::Plain);
        QTest::newRow("gzip") << static_cast<int>(Packing::Gzip);
    }

    void fetchesABlobAnewWhoseSpooledBeginningIsDamaged()
    {
        QFETCH(int, packing);
        const LayerBlob layer = madeLayer(noiseScript(300), static_cast<Packing>(packing));
        const std::string repository = "damaged" + std::to_string(packing);
        m_registry->pushImage(repository, "1", {layer});
        PullingStore store;
        std::string spooled = layer.bytes.substr(0, 100'000);
        spooled[50'000] = static_cast<char>(~spooled[50'000]);
        writeFile(store->paths().spoolBlob(Sha256::of(layer.bytes)), spooled);
        store.pull(m_registry->domain() + '/' + repository + ":1");
        QCOMPARE(store.findings(), std::string());
    }

    void takesThePlatformsOwnImage()
    {
        const LayerBlob ours = madeLayer("echo ours >which");
        const LayerBlob theirs = madeLayer("echo theirs >which");
        const Platform other{"linux", "s390x", ""};
        Json entries = Json::array();
        for (const auto& [layer, platform] :
             {std::pair(theirs, other), std::pair(ours, Platform::host())}) {
            const Digest digest =
                m_registry->pushImage("multi", platform.architecture, {layer}, platform);
            const ImageDocuments documents = makeImage({layer}, platform);
            Json entry = {{"mediaType", documents.mediaType},
                          {"digest", digest.text()},
                          {"size", documents.manifest.size()},
                          {"platform", {{"os", "linux"}, {"architecture", platform.architecture}}}};
            entries.push_back(entry);
        }
        const std::string mediaType = "application/vnd.oci.image.index.v1+json";
        const std::string index =
            Json{{"schemaVersion", 2}, {"mediaType", mediaType}, {"manifests", entries}}.dump();
        const Digest top = m_registry->pushManifest("multi", "all", mediaType, index);
        PullingStore store;
        const std::string name = m_registry->domain() + "/multi:all";
        const PullResult result = store.pull(name);
        QVERIFY(result.digest == top);
        QCOMPARE(store->snapshot().view->layers.size(), 1u);
        QCOMPARE(store->snapshot().view->layers.front().diffId.text(), ours.diffId.text());
        const ImageRow row = store->findImage(name);
        QCOMPARE(row.digests,
                 std::vector<std::string>{m_registry->domain() + "/multi@" + top.text()});
        QCOMPARE(store->blob(top), index);
        QCOMPARE(store->imagesByManifest(top).size(), 1u);
    }

private:
    static void compareDocuments(PullingStore& store, const std::string& name,
                                 const PullResult& result)
    {
        const std::string inspect = "skopeo inspect --tls-verify=false ";
        QCOMPARE(runShell(inspect + "--format '{{.Digest}}' docker://" + name),
                 result.digest.text() + '\n');
        QCOMPARE(runShell(inspect + "--config --raw docker://" + name), store->blob(result.id));
        QCOMPARE(runShell(inspect + "--raw docker://" + name), store->blob(result.digest));
    }

    // With what umoci unpacks of `theirName`, at least so many files.
    static void compareFiles(PullingStore& store, const std::string& name,
                             const std::string& theirName, std::size_t atLeast)
    {
        const QTemporaryDir directory;
        const std::string path = directory.path().toStdString();
        runShell("skopeo copy -q --src-tls-verify=false docker://" + theirName +
                     " oci:oci:1 && umoci unpack --image oci:1 bundle",
                 path);
        const FileFacts theirs = factsOfDirectory(path + "/bundle/rootfs");
        QVERIFY(theirs.size() >= atLeast);
        QCOMPARE(differences(store.facts(name), theirs), std::string());
    }

    std::unique_ptr<Registry> m_registry;
};

QTEST_GUILESS_MAIN(TestPull)
#include "tst_pull.moc"
