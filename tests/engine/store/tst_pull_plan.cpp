// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a pull says before it starts, and the policies that keep it from asking.

#include "engine/store/pull_plan.h"

#include <QTest>
#include <nlohmann/json.hpp>

#include "engine/store/pull_tags.h"
#include "tests/support/fault_server.h"
#include "tests/support/made_layer.h"
#include "tests/support/pulling_store.h"
#include "tests/support/registry.h"

using namespace onggi;
using namespace onggi::test;

using Json = nlohmann::json;

namespace {

std::string noise(int kilobytes, const std::string& name = "data")
{
    return "head -c " + std::to_string(kilobytes) + "K /dev/urandom >" + name;
}

RegistryOptions insecure()
{
    RegistryOptions options;
    options.tlsVerify = false;
    options.retry.maxTries = 1;
    return options;
}

FaultReply failing()
{
    FaultReply reply;
    reply.status = 500;
    return reply;
}

std::size_t layerRequests(const FaultServer& server, const std::vector<LayerBlob>& layers)
{
    std::size_t count = 0;
    for (const FaultRequest& request : server.requests()) {
        for (const LayerBlob& layer : layers)
            count += request.target.ends_with(Sha256::of(layer.bytes).hex()) ? 1 : 0;
    }
    return count;
}

} // namespace

class TestPullPlan : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_registry = std::make_unique<Registry>(); }
    void cleanupTestCase() { m_registry.reset(); }

    void tellsWhatIsHereAndWhatIsToCome()
    {
        const std::vector<LayerBlob> layers = {madeLayer(noise(300)), madeLayer(noise(200)),
                                               madeLayer(noise(100), Packing::Plain)};
        m_registry->pushImage("plan", "1", {layers[0]});
        m_registry->pushImage("plan", "2", {layers[0], layers[1], layers[2], layers[1]});
        FaultServer server(forwardTo(m_registry->url()));
        PullingStore store;
        store.pull(server.domain() + "/plan:1");
        const Revision revision = store->snapshot().revision;
        const std::size_t before = layerRequests(server, layers);
        const std::size_t resumed = 50'000;
        writeFile(store->paths().spoolBlob(Sha256::of(layers[1].bytes)),
                  layers[1].bytes.substr(0, resumed));

        const PullPlan plan = planOf(store, server.domain() + "/plan:2");
        QCOMPARE(plan.layers.size(), std::size_t(3));
        QVERIFY(plan.layers[0].isPresent && !plan.layers[1].isPresent);
        QCOMPARE(plan.layers[2].number, std::size_t(3));
        QCOMPARE(plan.present(), Bytes(layers[0].bytes.size()));
        QCOMPARE(plan.download(), Bytes(layers[1].bytes.size() + layers[2].bytes.size() - resumed));
        QVERIFY(plan.disk() >= Bytes(layers[1].bytes.size() + layers[2].bytes.size()));
        QVERIFY(!plan.movesFrom);
        QCOMPARE(layerRequests(server, layers), before);
        QCOMPARE(store->snapshot().revision, revision);
        QVERIFY(filesBelow(store.temporary().path("spool/jobs")).empty());

        const PullResult pulled = store.pull(server.domain() + "/plan:2");
        QCOMPARE(pulled.downloaded, plan.download());
        QCOMPARE(planOf(store, server.domain() + "/plan:2").download(), Bytes());
    }

    void tellsWhichImageLosesTheTag()
    {
        m_registry->pushImage("moves", "1", {madeLayer(noise(1))});
        const std::string name = m_registry->domain() + "/moves:1";
        PullingStore store;
        const PullResult first = store.pull(name);
        QVERIFY(!planOf(store, name).movesFrom);
        m_registry->pushImage("moves", "1", {madeLayer(noise(2))});
        QVERIFY(planOf(store, name).movesFrom == first.id);
        QCOMPARE(store->findImage(name).id, first.id);
    }

    void missingImageAloneIsAskedFor()
    {
        const std::string name = pushed("missing");
        FaultServer server(forwardTo(m_registry->url()));
        const std::string reference = server.domain() + '/' + name;
        PullingStore store;
        const PullResult first = pull(store, reference, PullPolicy::Missing);
        QVERIFY(first.isNew);
        m_registry->pushImage("missing", "1", {madeLayer(noise(2))});
        const std::size_t asked = server.requests().size();
        const PullResult again = pull(store, reference, PullPolicy::Missing);
        QVERIFY(!again.isNew);
        QCOMPARE(again.id, first.id);
        QCOMPARE(again.digest, first.digest);
        QCOMPARE(server.requests().size(), asked);
        // What is here does not run on that platform.
        pull(store, reference, PullPolicy::Missing, Platform{"linux", "mips64le", ""});
        QVERIFY(server.requests().size() > asked);
    }

    void keptImageIsTheCallersFromThenOn()
    {
        const std::string reference = m_registry->domain() + '/' + pushed("claimed");
        PullingStore store;
        const PullResult first = store.pull(reference);
        PullOptions options;
        options.uid = 1234;
        options.policy = PullPolicy::Missing;
        RegistryClient client(m_transfer, insecure());
        store.pull(client, reference, options);
        const std::vector<Claim> claims = store->imageDetails(first.image).claims;
        QVERIFY(std::ranges::any_of(claims, [](const Claim& claim) { return claim.uid == 1234; }));
    }

    void newerKeepsWhatIsHereWhenTheRegistryFails()
    {
        const std::string name = pushed("newer");
        FaultServer server(forwardTo(m_registry->url()));
        const std::string reference = server.domain() + '/' + name;
        PullingStore store;
        server.setHandler([](const FaultRequest&) { return failing(); });
        QVERIFY_THROWS_EXCEPTION(Error, pull(store, reference, PullPolicy::Newer));
        server.setHandler(forwardTo(m_registry->url()));
        const PullResult first = pull(store, reference, PullPolicy::Newer);
        QVERIFY(first.isNew && !first.keptBecause);
        server.setHandler([](const FaultRequest&) { return failing(); });
        const PullResult kept = pull(store, reference, PullPolicy::Newer);
        QCOMPARE(kept.id, first.id);
        QVERIFY(kept.keptBecause && kept.keptBecause->code() == Code::RegistryUnreachable);
        server.setHandler(forwardTo(m_registry->url()));
        m_registry->pushImage("newer", "1", {madeLayer(noise(2))});
        const PullResult second = pull(store, reference, PullPolicy::Newer);
        QVERIFY(second.movedFrom == first.id);
    }

    void neverAsksNobody()
    {
        const std::string name = pushed("never");
        FaultServer server(forwardTo(m_registry->url()));
        const std::string reference = server.domain() + '/' + name;
        PullingStore store;
        try {
            pull(store, reference, PullPolicy::Never);
            QFAIL("it was pulled");
        } catch (const Error& error) {
            QCOMPARE(error.code(), Code::StoreNotFound);
        }
        QVERIFY(server.requests().empty());
        const PullResult first = store.pull(reference);
        const std::size_t asked = server.requests().size();
        QCOMPARE(pull(store, reference, PullPolicy::Never).id, first.id);
        QCOMPARE(server.requests().size(), asked);
    }

    void policiesHaveNames()
    {
        QVERIFY(pullPolicyFromName("always") == PullPolicy::Always);
        QVERIFY(pullPolicyFromName("missing") == PullPolicy::Missing);
        QVERIFY(pullPolicyFromName("newer") == PullPolicy::Newer);
        QVERIFY(pullPolicyFromName("never") == PullPolicy::Never);
        QVERIFY(!pullPolicyFromName("Always"));
        QVERIFY(!pullPolicyFromName(""));
        QVERIFY(pullPolicyName(PullPolicy::Always) == "always");
        QVERIFY(pullPolicyName(PullPolicy::Never) == "never");
    }

    void allTagsOfARepositoryArePulled()
    {
        const LayerBlob base = madeLayer(noise(100));
        m_registry->pushImage("many", "1", {base});
        m_registry->pushImage("many", "2", {base, madeLayer(noise(5))});
        const std::string index = "application/vnd.oci.image.index.v1+json";
        m_registry->pushManifest("many", "foreign", index, foreignIndex({base}));
        FaultServer server(forwardTo(m_registry->url()));
        PullingStore store;
        RegistryClient client(m_transfer, insecure());
        Progress progress;
        const Reference many = Reference::parse(server.domain() + "/many");
        const PulledTags pulled =
            pullTags(store.puller(), client, many, tagsToPull(client, many, {}), {}, progress, {});
        QCOMPARE(store->snapshot().view->images.size(), pulled.tags.size());
        QCOMPARE(pulled.tags.size(), std::size_t(3)); // 1, 1-mips, 2
        QCOMPARE(pulled.skipped, std::vector<std::string>{"foreign"});
        QCOMPARE(layerRequests(server, {base}), std::size_t(1));
        QCOMPARE(store.findings(), std::string());
    }

    void repositoryThatIsNotThereHasNoTags()
    {
        RegistryClient client(m_transfer, insecure());
        const Reference nowhere = Reference::parse(m_registry->domain() + "/nowhere");
        QVERIFY_THROWS_EXCEPTION(Error, tagsToPull(client, nowhere, {}));
    }

private:
    // An index that has an image for another platform alone.
    std::string foreignIndex(const std::vector<LayerBlob>& layers)
    {
        const Platform platform{"linux", "mips64le", ""};
        const Digest digest = m_registry->pushImage("many", "1-mips", layers, platform);
        const ImageDocuments documents = makeImage(layers, platform);
        const Json entry = {{"mediaType", documents.mediaType},
                            {"digest", digest.text()},
                            {"size", documents.manifest.size()},
                            {"platform", {{"os", "linux"}, {"architecture", "mips64le"}}}};
        return Json{{"schemaVersion", 2},
                    {"mediaType", "application/vnd.oci.image.index.v1+json"},
                    {"manifests", Json::array({entry})}}
            .dump();
    }
    // "NAME:1" of an image that is in the registry now.
    std::string pushed(const std::string& name)
    {
        m_registry->pushImage(name, "1", {madeLayer(noise(1))});
        return name + ":1";
    }
    PullPlan planOf(PullingStore& store, const std::string& reference)
    {
        RegistryClient client(m_transfer, insecure());
        return planPull(*store, client, Reference::parse(reference), Platform::host(), {});
    }
    PullResult pull(PullingStore& store, const std::string& reference, PullPolicy policy,
                    const Platform& platform = Platform::host())
    {
        RegistryClient client(m_transfer, insecure());
        PullOptions options;
        options.policy = policy;
        options.platform = platform;
        return store.pull(client, reference, options);
    }

    Transfer m_transfer;
    std::unique_ptr<Registry> m_registry;
};

QTEST_GUILESS_MAIN(TestPullPlan)
#include "tst_pull_plan.moc"
