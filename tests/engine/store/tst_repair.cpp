// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Damage of every kind, and what becomes of it; a real registry has what was lost.

#include "engine/store/repair.h"

#include <filesystem>

#include <QTest>

#include "engine/store/database.h"
#include "tests/support/made_layer.h"
#include "tests/support/pulling_store.h"
#include "tests/support/registry.h"

using namespace onggi;
using namespace onggi::test;

namespace {

void flipByte(const std::string& path, std::streamoff at)
{
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekg(at);
    const char byte = static_cast<char>(~file.get());
    file.seekp(at);
    file.put(byte);
}

void sql(PullingStore& store, const std::string& statement)
{
    store.temporary().close();
    {
        Database database = Database::open(store.temporary().path("onggi.db"));
        database.execute(statement);
    }
    store.restart();
}

enum class Registries { Ask, None };

RepairReport repaired(PullingStore& store, Registries registries)
{
    Transfer transfer;
    RegistryOptions options;
    options.tlsVerify = false;
    options.retry.maxTries = 1;
    RegistryClient client(transfer, options);
    Progress progress;
    return repairStore(*store, store.unpacker(), registries == Registries::Ask ? &client : nullptr,
                       progress, {});
}

std::string textOf(const std::vector<Finding>& findings)
{
    std::string text;
    for (const Finding& finding : findings)
        text += finding.subject + ": " + finding.problem + '\n';
    return text;
}

using Damage = std::function<void(PullingStore&, const StatePaths&, const ImageRow&)>;

} // namespace

Q_DECLARE_METATYPE(Damage)

class TestRepair : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_registry = std::make_unique<Registry>();
        m_layer = madeLayer("echo 1 >one; head -c 5000 /dev/urandom >two");
        m_registry->pushImage("x", "1", {m_layer, madeLayer("echo 3 >three")});
        m_name = m_registry->domain() + "/x:1";
    }
    void cleanupTestCase() { m_registry.reset(); }

    void leavesAWholeStoreAlone()
    {
        PullingStore store;
        store.pull(m_name);
        const Revision revision = store->snapshot().revision;
        const RepairReport report = repaired(store, Registries::Ask);
        QVERIFY(report.repaired.empty() && report.broken.empty());
        QCOMPARE(store->snapshot().revision, revision);
    }

    void makesWhole_data()
    {
        QTest::addColumn<Damage>("damage");
        QTest::addColumn<bool>("isFetched"); // what the registry alone has
        const auto row = [](const char* name, bool isFetched, const Damage& damage) {
            QTest::newRow(name) << damage << isFetched;
        };
        const Digest diffId = m_layer.diffId;
        row("byte of a tar", true, [=](PullingStore&, const StatePaths& paths, const ImageRow&) {
            flipByte(paths.layerTar(diffId), 3000);
        });
        row("tar cut short", true, [=](PullingStore&, const StatePaths& paths, const ImageRow&) {
            std::filesystem::resize_file(paths.layerTar(diffId), 1024);
        });
        row("tar missing", true, [=](PullingStore&, const StatePaths& paths, const ImageRow&) {
            std::filesystem::remove(paths.layerTar(diffId));
        });
        row("both files missing", true,
            [=](PullingStore&, const StatePaths& paths, const ImageRow&) {
                std::filesystem::remove(paths.layerTar(diffId));
                std::filesystem::remove(paths.layerIndex(diffId));
            });
        row("byte of an index", false,
            [=](PullingStore&, const StatePaths& paths, const ImageRow&) {
                flipByte(paths.layerIndex(diffId), 1100);
            });
        row("index missing", false, [=](PullingStore&, const StatePaths& paths, const ImageRow&) {
            std::filesystem::remove(paths.layerIndex(diffId));
        });
        row("byte of an index, and its digest to suit", false,
            [=](PullingStore& store, const StatePaths& paths, const ImageRow&) {
                const std::string path = paths.layerIndex(diffId);
                flipByte(path, 1100);
                sql(store, "UPDATE layers SET index_digest = x'" +
                               Sha256::of(readFile(path)).hex() + "' WHERE diff_id = x'" +
                               diffId.hex() + "'");
            });
        row("content bytes of a row", false,
            [](PullingStore& store, const StatePaths&, const ImageRow&) {
                sql(store, "UPDATE layers SET content_bytes = content_bytes + 1");
            });
        row("tar bytes of a row", true,
            [](PullingStore& store, const StatePaths&, const ImageRow&) {
                sql(store, "UPDATE layers SET tar_bytes = tar_bytes + 512");
            });
        row("disk bytes of a row", false,
            [](PullingStore& store, const StatePaths&, const ImageRow&) {
                sql(store, "UPDATE layers SET disk_bytes = disk_bytes + 512");
            });
        row("byte of a config", true,
            [](PullingStore&, const StatePaths& paths, const ImageRow& image) {
                flipByte(paths.blob(image.id), 10);
            });
        row("manifest missing", true,
            [](PullingStore& store, const StatePaths& paths, const ImageRow& image) {
                std::filesystem::remove(
                    paths.blob(store->imageDetails(image.serial).manifests.front().digest));
            });
        row("config and manifest missing, and a tar", true,
            [=](PullingStore& store, const StatePaths& paths, const ImageRow& image) {
                std::filesystem::remove(
                    paths.blob(store->imageDetails(image.serial).manifests.front().digest));
                std::filesystem::remove(paths.blob(image.id));
                std::filesystem::remove(paths.layerTar(diffId));
            });
        row("layers of an image", false,
            [](PullingStore& store, const StatePaths&, const ImageRow&) {
                sql(store, "UPDATE chains SET layer = 3 - layer");
            });
        row("chain of an image", false,
            [](PullingStore& store, const StatePaths&, const ImageRow&) {
                sql(store, "UPDATE chains SET chain = zeroblob(32) WHERE parent IS NOT NULL");
            });
        row("chain below that of an image", false,
            [](PullingStore& store, const StatePaths&, const ImageRow&) {
                sql(store, "UPDATE chains SET chain = zeroblob(32) WHERE parent IS NULL");
            });
        row("time and platform of a row", false,
            [](PullingStore& store, const StatePaths&, const ImageRow&) {
                sql(store, "UPDATE images SET created = created + 1, platform = 'plan9/386'");
            });
        row("row that names none", false,
            [](PullingStore& store, const StatePaths&, const ImageRow&) {
                sql(store, "PRAGMA foreign_keys = OFF; INSERT INTO tags VALUES ('stray:1', 99)");
            });
        row("stranger", false, [](PullingStore&, const StatePaths& paths, const ImageRow&) {
            writeFile(paths.layers() + "/stranger", "x");
        });
        row("chain index", false,
            [](PullingStore& store, const StatePaths& paths, const ImageRow& image) {
                store.facts(image.id.text()); // makes it
                for (const std::string& name : filesBelow(paths.chains()))
                    std::filesystem::resize_file(paths.chains() + '/' + name, 512);
            });
    }

    void makesWhole()
    {
        QFETCH(Damage, damage);
        QFETCH(bool, isFetched);
        PullingStore store;
        store.pull(m_name);
        const StoreSnapshot before = store->snapshot();
        const StatePaths paths(store.temporary().root());
        damage(store, paths, store->findImage(m_name));
        const std::string findings = store.findings();
        QVERIFY(!findings.empty());

        const RepairReport alone = repaired(store, Registries::None);
        QVERIFY2(alone.broken.empty() != isFetched, textOf(alone.broken).c_str());
        if (isFetched) {
            QVERIFY2(textOf(alone.broken).find("it could not be repaired") != std::string::npos,
                     textOf(alone.broken).c_str());
            const RepairReport report = repaired(store, Registries::Ask);
            QCOMPARE(textOf(report.broken), std::string());
        } else {
            QCOMPARE(textOf(alone.repaired), findings);
        }
        QCOMPARE(store.findings(), std::string());
        QCOMPARE(filesBelow(paths.spoolJobs()).size(), std::size_t(0));

        // Also what is remembered, and what the next start reads.
        for (int i = 0; i < 2; ++i) {
            const StoreSnapshot after = store->snapshot();
            QCOMPARE(after.view->images.size(), before.view->images.size());
            QVERIFY(after.view->images[0].layers == before.view->images[0].layers);
            QVERIFY(after.view->images[0].tags == before.view->images[0].tags);
            QCOMPARE(after.view->images[0].created, before.view->images[0].created);
            QCOMPARE(after.view->images[0].platform, before.view->images[0].platform);
            for (std::size_t j = 0; j < before.view->layers.size(); ++j) {
                QVERIFY(after.view->layers[j].diffId == before.view->layers[j].diffId);
                QCOMPARE(after.view->layers[j].content, before.view->layers[j].content);
                QCOMPARE(after.view->layers[j].tar, before.view->layers[j].tar);
                QCOMPARE(after.view->layers[j].disk, before.view->layers[j].disk);
            }
            store.restart();
        }
    }

    void saysWhyALoadedImageIsLost()
    {
        PullingStore store;
        store.temporary().publish({"a"}, {"docker.io/library/x:1"});
        const std::string tar = store->paths().layerTar(diffIdOf("a"));
        std::filesystem::resize_file(tar, 512);
        const RepairReport report = repaired(store, Registries::None);
        QVERIFY(report.repaired.empty());
        QVERIFY2(
            textOf(report.broken).find(".tar: its length is wrong; it could not be repaired") !=
                std::string::npos,
            textOf(report.broken).c_str());
        QCOMPARE(std::filesystem::file_size(tar), std::uintmax_t(512)); // as it was
    }

    void keepsWhatItCannotReplaceWhole()
    {
        PullingStore store;
        store.pull(m_name);
        const std::string tar = store->paths().layerTar(m_layer.diffId);
        flipByte(tar, 3000);
        const std::string damaged = readFile(tar);
        // The registry answers with other bytes.
        const std::string blob = m_registry->storage() + "/docker/registry/v2/blobs/sha256/" +
                                 Sha256::of(m_layer.bytes).hex().substr(0, 2) + '/' +
                                 Sha256::of(m_layer.bytes).hex() + "/data";
        const std::string honest = readFile(blob);
        flipByte(blob, static_cast<std::streamoff>(honest.size() / 2));
        const RepairReport report = repaired(store, Registries::Ask);
        writeFile(blob, honest);
        QVERIFY(!report.broken.empty());
        QVERIFY(readFile(tar) == damaged);
        QCOMPARE(textOf(repaired(store, Registries::Ask).broken), std::string());
    }

private:
    std::unique_ptr<Registry> m_registry;
    LayerBlob m_layer;
    std::string m_name;
};

QTEST_GUILESS_MAIN(TestRepair)
#include "tst_repair.moc"
