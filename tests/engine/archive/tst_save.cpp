// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What stands in an archive, and what writing one does when its reader is no good. The store's
// layers are none: saving does not look into them.

#include "engine/archive/save.h"

#include <filesystem>
#include <functional>
#include <map>
#include <thread>

#include <fcntl.h>
#include <sys/ioctl.h>

#include <QTest>

#include <nlohmann/json.hpp>

#include "engine/core/cancel.h"
#include "engine/core/error.h"
#include "engine/core/json.h"
#include "engine/layer/decompress.h"
#include "tests/support/layer_maker.h"
#include "tests/support/temporary_store.h"

using namespace onggi;
using namespace onggi::test;

namespace {

constexpr const char* kFirst = "docker.io/library/x:1";
constexpr const char* kSecond = "example.org/y:2";

// The content of every file of a tar, by its name.
std::map<std::string, std::string> filesOf(const std::string& tar)
{
    std::map<std::string, std::string> files;
    const Tree tree = scan(tar);
    const std::function<void(NodeId, const std::string&)> walk = [&](NodeId id,
                                                                     const std::string& path) {
        const Node& node = tree[id];
        if (!node.directory) {
            std::string& content = files[path];
            for (const Extent& extent : node.extents)
                content += tar.substr(extent.offset, extent.length);
            return;
        }
        for (const auto& [name, child] : node.directory->children)
            walk(child, path.empty() ? name : path + '/' + name);
    };
    walk(kRootNode, {});
    return files;
}

std::string decompressed(const std::string& bytes)
{
    std::string out;
    bool isRead = false;
    decompress(
        [&]() -> std::span<const std::byte> {
            if (std::exchange(isRead, true))
                return {};
            return std::as_bytes(std::span(bytes));
        },
        BlobCompression::Detect, 1ULL << 40, "x",
        [&](std::span<const std::byte> part) {
            out.append(reinterpret_cast<const char*>(part.data()), part.size());
        });
    return out;
}

} // namespace

class TestSave : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_store = std::make_unique<TemporaryStore>();
        m_store->publish({"a", "b"}, {kFirst});
        m_store->publish({"a", "c"}, {kSecond});
    }
    void cleanup() { m_store.reset(); }

    void dockerArchiveHoldsTablesConfigsAndEachLayerOnce()
    {
        const std::string archive = saved({target(kFirst), target(kSecond)}, {});
        auto files = filesOf(archive);
        const Json manifest = Json::parse(files["manifest.json"]);
        QCOMPARE(manifest.size(), std::size_t(2));
        QCOMPARE(manifest[0]["RepoTags"].dump(), '[' + Json(kFirst).dump() + ']');
        QCOMPARE(manifest[1]["Layers"].dump(),
                 Json({diffIdOf("a").hex() + ".tar", diffIdOf("c").hex() + ".tar"}).dump());
        QCOMPARE(files[manifest[0]["Config"].get<std::string>()], configOf({"a", "b"}));
        QCOMPARE(Json::parse(files["repositories"])["example.org/y"]["2"].get<std::string>(),
                 diffIdOf("c").hex());
        for (const char* layer : {"a", "b", "c"})
            QCOMPARE(files[diffIdOf(layer).hex() + ".tar"], layerBytes(layer));
        QCOMPARE(files.size(), std::size_t(2 + 2 + 3));
    }

    void ociArchiveNamesBlobsByTheirDigests_data()
    {
        QTest::addColumn<int>("compression");
        QTest::addColumn<QString>("suffix");
        QTest::newRow("plain") << static_cast<int>(Compression::None) << "";
        QTest::newRow("gzip") << static_cast<int>(Compression::Gzip) << "+gzip";
        QTest::newRow("zstd") << static_cast<int>(Compression::Zstd) << "+zstd";
    }
    void ociArchiveNamesBlobsByTheirDigests()
    {
        QFETCH(int, compression);
        QFETCH(QString, suffix);
        auto files = filesOf(saved({target(kFirst), target(kSecond)},
                                   {ArchiveFormat::Oci, static_cast<Compression>(compression)}));
        QCOMPARE(Json::parse(files["oci-layout"])["imageLayoutVersion"].get<std::string>(),
                 std::string("1.0.0"));
        for (const auto& [path, bytes] : files) {
            if (path.starts_with("blobs/"))
                QCOMPARE(path, "blobs/sha256/" + Sha256::of(bytes).hex());
        }
        const Json index = Json::parse(files["index.json"]);
        QCOMPARE(index["manifests"].size(), std::size_t(2));
        const Json& entry = index["manifests"][0];
        QCOMPARE(entry["annotations"]["org.opencontainers.image.ref.name"].get<std::string>(),
                 std::string(kFirst));
        const auto blob = [&](const Json& descriptor) {
            const std::string bytes =
                files["blobs/sha256/" + descriptor["digest"].get<std::string>().substr(7)];
            return bytes.size() == descriptor["size"].get<std::size_t>()
                       ? bytes
                       : std::string("of another size");
        };
        const Json manifest = Json::parse(blob(entry));
        QCOMPARE(blob(manifest["config"]), configOf({"a", "b"}));
        QCOMPARE(manifest["layers"].size(), std::size_t(2));
        QCOMPARE(manifest["layers"][1]["mediaType"].get<std::string>(),
                 "application/vnd.oci.image.layer.v1.tar" + suffix.toStdString());
        QCOMPARE(decompressed(blob(manifest["layers"][1])), layerBytes("b"));
        // Docker's own table names the same blobs.
        const Json table = Json::parse(files["manifest.json"]);
        QCOMPARE(table.size(), std::size_t(2));
        const auto path = [](const Json& descriptor) {
            return "blobs/sha256/" + descriptor["digest"].get<std::string>().substr(7);
        };
        QCOMPARE(table[0]["Config"].get<std::string>(), path(manifest["config"]));
        QCOMPARE(table[0]["Layers"].dump(),
                 Json({path(manifest["layers"][0]), path(manifest["layers"][1])}).dump());
        QCOMPARE(table[0]["RepoTags"].dump(), '[' + Json(kFirst).dump() + ']');
        QCOMPARE(files.size(), std::size_t(3 + 2 * 2 + 3));
        QVERIFY(filesBelow(m_store->path("spool")).empty());
    }

    void dockerArchiveIsCompressedAsAWhole_data()
    {
        QTest::addColumn<int>("compression");
        QTest::newRow("gzip") << static_cast<int>(Compression::Gzip);
        QTest::newRow("zstd") << static_cast<int>(Compression::Zstd);
    }
    void dockerArchiveIsCompressedAsAWhole()
    {
        QFETCH(int, compression);
        const std::string plain = saved({target(kFirst)}, {});
        const std::string packed =
            saved({target(kFirst)}, {ArchiveFormat::Docker, static_cast<Compression>(compression)});
        QVERIFY(packed != plain);
        QVERIFY(decompressed(packed) == plain);
    }

    void theSameImagesGiveTheSameBytes()
    {
        for (const ArchiveFormat format : {ArchiveFormat::Docker, ArchiveFormat::Oci})
            QVERIFY(saved({target(kFirst)}, {format, {}}) == saved({target(kFirst)}, {format, {}}));
    }

    void anImageThatIsNamedTwiceHasBothTags()
    {
        store().tag(store().findImage(kFirst).serial, Reference::parse("z:1"), 0);
        auto files = filesOf(saved({target("z:1"), target(kFirst), target("z:1")}, {}));
        const Json manifest = Json::parse(files["manifest.json"]);
        QCOMPARE(manifest.size(), std::size_t(1));
        QCOMPARE(manifest[0]["RepoTags"].dump(), Json({"docker.io/library/z:1", kFirst}).dump());
    }

    void anImageMayHaveNoTagAndNoLayer()
    {
        const PublishedImage empty = m_store->publish({}, {});
        const SaveTarget target{*store().imageBySerial(empty.image), {}};
        auto docker = filesOf(saved({target}, {}));
        QVERIFY(Json::parse(docker["manifest.json"])[0]["RepoTags"].is_null());
        auto oci = filesOf(saved({target}, {ArchiveFormat::Oci, {}}));
        QVERIFY(!Json::parse(oci["index.json"])["manifests"][0].contains("annotations"));
        QVERIFY(!oci.contains("manifest.json"));
        auto both = filesOf(saved({target, this->target(kFirst)}, {ArchiveFormat::Oci, {}}));
        QCOMPARE(Json::parse(both["index.json"])["manifests"].size(), std::size_t(2));
        QCOMPARE(Json::parse(both["manifest.json"]).size(), std::size_t(1));
    }

    void writesFromWhereTheFileStands()
    {
        const std::string path = m_store->root() + ".tar";
        writeFile(path, "before");
        const Fd file = openFile(path, O_WRONLY | O_APPEND);
        Progress progress;
        const std::vector<SaveTarget> targets{target(kFirst)};
        saveArchive(store(), targets, file, {}, progress, {});
        QVERIFY(readFile(path) == "before" + saved({target(kFirst)}, {}));
    }

    void writesIntoAPipe_data() { ociArchiveNamesBlobsByTheirDigests_data(); }
    void writesIntoAPipe()
    {
        QFETCH(int, compression);
        const SaveOptions options{ArchiveFormat::Docker, static_cast<Compression>(compression)};
        Pipe pipe = makePipe();
        std::string read;
        std::jthread reader([&] {
            std::byte part[5000];
            while (const std::size_t count = readFully(pipe.read.get(), part, "pipe"))
                read.append(reinterpret_cast<const char*>(part), count);
        });
        Progress progress;
        const std::vector<SaveTarget> targets{target(kFirst), target(kSecond)};
        saveArchive(store(), targets, pipe.write, options, progress, {});
        pipe.write.reset();
        reader.join();
        QVERIFY(read == saved(targets, options));
    }

    void aReaderThatGoesAwayIsAnError()
    {
        Pipe pipe = makePipe();
        pipe.read.reset();
        Progress progress;
        const std::vector<SaveTarget> targets{target(kFirst)};
        try {
            saveArchive(store(), targets, pipe.write, {}, progress, {});
            QFAIL("nobody was there to read it");
        } catch (const Error& error) {
            QCOMPARE(error.code(), Code::SystemIo);
            QVERIFY2(error.message().find("has stopped") != std::string::npos, error.what());
        }
    }

    void aReaderThatFallsSilentDoesNotKeepTheJobFromItsCancellation()
    {
        publishLarge();
        const Pipe pipe = makePipe();
        std::stop_source stop;
        // As soon as the pipe holds something, whoever it was has stopped reading.
        std::jthread canceller([&] {
            int waiting = 0;
            while (waiting == 0) {
                ::ioctl(pipe.read.get(), FIONREAD, &waiting);
                std::this_thread::yield();
            }
            stop.request_stop();
        });
        Progress progress;
        const std::vector<SaveTarget> targets{target("large:1")};
        QVERIFY_EXCEPTION_THROWN(
            saveArchive(store(), targets, pipe.write, {}, progress, stop.get_token()), Cancelled);
    }

    void aLayerThatIsMissingIsNamed()
    {
        std::filesystem::remove(store().paths().layerTar(diffIdOf("b")));
        try {
            saved({target(kFirst)}, {});
            QFAIL("it was saved");
        } catch (const Error& error) {
            QCOMPARE(error.code(), Code::StoreCorrupt);
            QCOMPARE(error.subject(), diffIdOf("b").text());
        }
    }

private:
    Store& store() { return **m_store; }

    SaveTarget target(const std::string& name)
    {
        return {store().findImage(name), {Reference::parse(name).text()}};
    }

    std::string saved(const std::vector<SaveTarget>& targets, const SaveOptions& options)
    {
        const std::string path = m_store->root() + ".saved";
        Progress progress;
        {
            const Fd file = openFile(path, O_WRONLY | O_CREAT | O_TRUNC);
            saveArchive(store(), targets, file, options, progress, {});
        }
        return readFile(path);
    }

    // More than any pipe holds.
    void publishLarge()
    {
        IngestedLayer layer = m_store->ingested("large");
        writeFile(layer.tarPath, std::string(8 << 20, 'x'));
        layer.tarBytes = Bytes(8 << 20);
        const LayerHold hold = store().stageLayer(layer);
        const ImagePublication image =
            m_store->publication({"large"}, {"docker.io/library/large:1"});
        store().publishImages({&image, 1});
    }

    std::unique_ptr<TemporaryStore> m_store;
};

QTEST_GUILESS_MAIN(TestSave)
#include "tst_save.moc"
