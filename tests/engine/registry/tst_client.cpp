// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The client against a real registry: what was pushed comes back byte for byte, whatever the way to
// it.

#include "engine/registry/client.h"

#include <atomic>
#include <chrono>
#include <memory>
#include <random>
#include <thread>

#include <QTest>
#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "engine/core/sha256.h"
#include "engine/registry/transfer.h"
#include "tests/support/registry.h"

using namespace onggi;

namespace {

class Collected : public BlobSink {
public:
    void append(std::span<const std::byte> bytes) override
    {
        text.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    }
    std::string text;
};

// Takes its second piece when the others are done, or after some seconds.
class SlowAtFirst : public Collected {
public:
    void append(std::span<const std::byte> bytes) override
    {
        for (int i = 0; i < 300 && !text.empty() && others < await; ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        Collected::append(bytes);
    }
    std::atomic<int> others = 0;
    std::atomic<int> await = 1;
};

std::string noise(std::size_t size)
{
    std::mt19937 random(1);
    std::string text(size, '\0');
    for (char& c : text)
        c = static_cast<char>(random());
    return text;
}

Json entry(const std::string& document, const std::string& mediaType, const char* architecture)
{
    return {{"mediaType", mediaType},
            {"digest", Sha256::of(document).text()},
            {"size", document.size()},
            {"platform", {{"os", "linux"}, {"architecture", architecture}}}};
}

std::string indexOf(const std::vector<Json>& entries)
{
    return Json{{"schemaVersion", 2},
                {"mediaType", "application/vnd.oci.image.index.v1+json"},
                {"manifests", entries}}
        .dump();
}

} // namespace

class TestClient : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_registry = std::make_unique<test::Registry>(); }
    void cleanupTestCase() { m_registry.reset(); }

    void manifestConfigAndBlobsComeBackAsPushed()
    {
        const std::string blob = noise(5 << 20);
        const test::LayerBlob layer{blob, "application/vnd.oci.image.layer.v1.tar",
                                    Sha256::of(blob)};
        const Digest digest = m_registry->pushImage("team/app", "1", {layer, layer});
        const test::ImageDocuments pushed = test::makeImage({layer, layer});
        const Reference reference = referenceTo("team/app:1");

        RegistryClient client(m_transfer, insecure());
        const FetchedManifest fetched = client.fetchManifest(reference, Platform::host(), {});
        QCOMPARE(fetched.documents.size(), std::size_t(1));
        QCOMPARE(fetched.documents.front().bytes, pushed.manifest);
        QCOMPARE(fetched.documents.front().mediaType, pushed.mediaType);
        QVERIFY(fetched.topDigest() == digest);
        QCOMPARE(client.fetchConfig(reference, fetched.manifest.config, {}), pushed.config);
        QCOMPARE(fetched.manifest.layers.size(), std::size_t(2));

        Collected sink;
        Progress progress;
        client.fetchBlob(reference, fetched.manifest.layers.front(), {}, sink, progress, {});
        QVERIFY(sink.text == blob);
    }

    void blobIsFetchedFromAnOffset()
    {
        const std::string blob = noise(700001);
        const Descriptor descriptor = m_registry->pushBlob("offsets", blob);
        RegistryClient client(m_transfer, insecure());
        Progress progress;
        for (const std::size_t from : {0u, 1u, 350000u, 700000u, 700001u}) {
            Collected sink;
            client.fetchBlob(referenceTo("offsets:1"), descriptor, Bytes(from), sink, progress, {});
            QVERIFY(sink.text == blob.substr(from));
        }
    }

    void indexLeadsToThePlatformsManifest()
    {
        const std::string mine = test::makeImage({}, {"linux", "s390x", ""}).manifest;
        const std::string other = test::makeImage({}, {"linux", "riscv64", ""}).manifest;
        m_registry->pushImage("multi", "s390x", {}, {"linux", "s390x", ""});
        m_registry->pushImage("multi", "riscv64", {}, {"linux", "riscv64", ""});
        const std::string type = "application/vnd.oci.image.manifest.v1+json";
        const std::string index =
            indexOf({entry(other, type, "riscv64"), entry(mine, type, "s390x")});
        const Digest top = m_registry->pushManifest(
            "multi", "latest", "application/vnd.oci.image.index.v1+json", index);

        RegistryClient client(m_transfer, insecure());
        const Platform wanted{"linux", "s390x", ""};
        for (const std::string& name : {std::string("multi:latest"), "multi@" + top.text()}) {
            const FetchedManifest fetched = client.fetchManifest(referenceTo(name), wanted, {});
            QCOMPARE(fetched.documents.size(), std::size_t(2));
            QCOMPARE(fetched.documents[0].bytes, index);
            QCOMPARE(fetched.documents[1].bytes, mine);
            QVERIFY(fetched.topDigest() == top);
            QVERIFY(fetched.manifestDigest() == Sha256::of(mine));
        }
    }

    void missingPlatformNamesThoseThatThereAre()
    {
        const std::string only = test::makeImage({}, {"linux", "s390x", ""}).manifest;
        m_registry->pushImage("one", "s390x", {}, {"linux", "s390x", ""});
        m_registry->pushManifest(
            "one", "1", "application/vnd.oci.image.index.v1+json",
            indexOf({entry(only, "application/vnd.oci.image.manifest.v1+json", "s390x")}));
        const Error error = refused("one:1", {"linux", "riscv64", ""});
        QVERIFY(error.code() == Code::PlatformMissing);
        QVERIFY(error.message().find("linux/s390x") != std::string::npos);
    }

    void missingTagIsNotFound()
    {
        m_registry->pushImage("exists", "1", {});
        const Error error = refused("exists:2", Platform::host());
        QVERIFY(error.code() == Code::RegistryNotFound);
        QVERIFY(error.message().find(m_registry->domain() + "/exists:2") != std::string::npos);
        QVERIFY(error.message().find("MANIFEST_UNKNOWN") != std::string::npos);
    }

    void plainHttpIsRefusedUnlessAllowed()
    {
        m_registry->pushImage("plain", "1", {});
        RegistryClient client(m_transfer);
        try {
            client.fetchManifest(referenceTo("plain:1"), Platform::host(), {});
            QFAIL("spoke plain HTTP");
        } catch (const Error& error) {
            QVERIFY(error.code() == Code::RegistryInsecure);
        }
    }

    void layersAreFetchedSideBySide()
    {
        const std::string blob = noise(8 << 20);
        const Descriptor descriptor = m_registry->pushBlob("parallel", blob);
        RegistryClient client(m_transfer, insecure());
        std::vector<Collected> sinks(6);
        {
            std::vector<std::jthread> threads;
            for (Collected& sink : sinks) {
                threads.emplace_back([&] {
                    Progress progress;
                    client.fetchBlob(referenceTo("parallel:1"), descriptor, {}, sink, progress, {});
                });
            }
        }
        for (const Collected& sink : sinks)
            QVERIFY(sink.text == blob);
    }

    // Over TLS the registry speaks HTTP/2: all layers come through one connection.
    void slowSinkDoesNotHoldBackTheOthersOverTls()
    {
        test::Registry safe(test::Registry::Tls::SelfSigned);
        const std::string blob = noise(12 << 20);
        const Descriptor descriptor = safe.pushBlob("parallel", blob);
        TransferOptions trusting;
        trusting.caFile = safe.certificateFile();
        trusting.stallTimeout = std::chrono::seconds(1);
        Transfer transfer(trusting);
        RegistryClient client(transfer);
        const Reference reference = Reference::parse(safe.domain() + "/parallel:1");

        // From the first answer on the connection is known to take several requests.
        QCOMPARE(client.fetchConfig(reference, safe.pushBlob("parallel", "{}"), {}),
                 std::string("{}"));

        std::vector<Collected> sinks(5);
        SlowAtFirst slow;
        {
            std::vector<std::jthread> threads;
            threads.emplace_back([&] {
                Progress progress;
                client.fetchBlob(reference, descriptor, {}, slow, progress, {});
            });
            for (Collected& sink : sinks) {
                threads.emplace_back([&] {
                    Progress progress;
                    client.fetchBlob(reference, descriptor, {}, sink, progress, {});
                    ++slow.others;
                });
            }
            slow.await = static_cast<int>(sinks.size());
        }
        QVERIFY(slow.text == blob);
        for (const Collected& sink : sinks)
            QVERIFY(sink.text == blob);
    }

private:
    static RegistryOptions insecure()
    {
        RegistryOptions options;
        options.tlsVerify = false;
        return options;
    }
    Reference referenceTo(const std::string& name) const
    {
        return Reference::parse(m_registry->domain() + "/" + name);
    }
    Error refused(const std::string& name, const Platform& platform)
    {
        RegistryClient client(m_transfer, insecure());
        try {
            client.fetchManifest(referenceTo(name), platform, {});
        } catch (const Error& error) {
            return error;
        }
        return Error(Code::SystemIo, "nothing was refused");
    }

    std::unique_ptr<test::Registry> m_registry;
    Transfer m_transfer;
};

QTEST_GUILESS_MAIN(TestClient)
#include "tst_client.moc"
