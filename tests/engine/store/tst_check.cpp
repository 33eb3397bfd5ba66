// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Damage of every kind, and what check says of it.

#include "engine/store/check.h"

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

using Damage = std::function<void(PullingStore&, const StatePaths&, const ImageRow&)>;

} // namespace

Q_DECLARE_METATYPE(Damage)

class TestCheck : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_registry = std::make_unique<Registry>();
        m_layer = madeLayer("echo 1 >one; head -c 5000 /dev/urandom >two");
        m_registry->pushImage("x", "1", {m_layer, madeLayer("echo 3 >three")});
    }
    void cleanupTestCase() { m_registry.reset(); }

    void findsEveryDamage_data()
    {
        QTest::addColumn<Damage>("damage");
        QTest::addColumn<QString>("said");
        const auto row = [](const char* name, const char* said, const Damage& damage) {
            QTest::newRow(name) << damage << QString(said);
        };
        const Digest diffId = m_layer.diffId;
        row("byte of a tar", ".tar: its bytes do not match its name",
            [=](PullingStore&, const StatePaths& paths, const ImageRow&) {
                flipByte(paths.layerTar(diffId), 3000);
            });
        row("tar cut short", ".tar: its length is wrong",
            [=](PullingStore&, const StatePaths& paths, const ImageRow&) {
                std::filesystem::resize_file(paths.layerTar(diffId), 1024);
            });
        row("tar missing", ".tar: ", [=](PullingStore&, const StatePaths& paths, const ImageRow&) {
            std::filesystem::remove(paths.layerTar(diffId));
        });
        row("byte of an index", ".erofs: its bytes are not those that were written",
            [=](PullingStore&, const StatePaths& paths, const ImageRow&) {
                flipByte(paths.layerIndex(diffId), 1100);
            });
        row("byte of an index, and its digest to suit",
            "made again from the tar, it is another one",
            [=](PullingStore& store, const StatePaths& paths, const ImageRow&) {
                const std::string path = paths.layerIndex(diffId);
                flipByte(path, 1100);
                sql(store, "UPDATE layers SET index_digest = x'" +
                               Sha256::of(readFile(path)).hex() + "' WHERE diff_id = x'" +
                               diffId.hex() + "'");
            });
        row("content bytes of a row", "its content bytes are not those of the row",
            [](PullingStore& store, const StatePaths&, const ImageRow&) {
                sql(store, "UPDATE layers SET content_bytes = content_bytes + 1");
            });
        row("disk bytes of a row", "bytes on disk, the row says",
            [](PullingStore& store, const StatePaths&, const ImageRow&) {
                sql(store, "UPDATE layers SET disk_bytes = disk_bytes + 512");
            });
        row("byte of a config", "its bytes do not match its name",
            [](PullingStore&, const StatePaths& paths, const ImageRow& image) {
                flipByte(paths.blob(image.id), 10);
            });
        row("manifest missing", "image ",
            [](PullingStore& store, const StatePaths& paths, const ImageRow& image) {
                std::filesystem::remove(
                    paths.blob(store->imageDetails(image.serial).manifests.front().digest));
            });
        row("layers of an image", "its layers are not those of its config",
            [](PullingStore& store, const StatePaths&, const ImageRow&) {
                sql(store, "UPDATE chains SET layer = 3 - layer");
            });
        row("chain of an image", "its chain is not that of its layers",
            [](PullingStore& store, const StatePaths&, const ImageRow&) {
                sql(store, "UPDATE chains SET chain = zeroblob(32) WHERE parent IS NOT NULL");
            });
        row("chain below that of an image", "its chain is not that of its layers",
            [](PullingStore& store, const StatePaths&, const ImageRow&) {
                sql(store, "UPDATE chains SET chain = zeroblob(32) WHERE parent IS NULL");
            });
        row("time of a row", "its time or platform is not that of its config",
            [](PullingStore& store, const StatePaths&, const ImageRow&) {
                sql(store, "UPDATE images SET created = created + 1");
            });
        row("platform of a row", "its time or platform is not that of its config",
            [](PullingStore& store, const StatePaths&, const ImageRow&) {
                sql(store, "UPDATE images SET platform = 'plan9/386'");
            });
        row("row that names none", "onggi.db: a row of tags names one of images",
            [](PullingStore& store, const StatePaths&, const ImageRow&) {
                sql(store, "PRAGMA foreign_keys = OFF; INSERT INTO tags VALUES ('stray:1', 99)");
            });
        row("stranger", "layers/stranger: nothing in the database names it",
            [](PullingStore&, const StatePaths& paths, const ImageRow&) {
                writeFile(paths.layers() + "/stranger", "x");
            });
        row("chain index", "chains/",
            [](PullingStore& store, const StatePaths& paths, const ImageRow& image) {
                store.facts(image.id.text()); // makes it
                for (const std::string& name : filesBelow(paths.chains()))
                    std::filesystem::resize_file(paths.chains() + '/' + name, 512);
            });
    }

    void findsEveryDamage()
    {
        QFETCH(Damage, damage);
        QFETCH(QString, said);
        PullingStore store;
        store.pull(m_registry->domain() + "/x:1");
        QCOMPARE(store.findings(), std::string());
        const StatePaths paths(store.temporary().root());
        damage(store, paths, store->findImage(m_registry->domain() + "/x:1"));
        const QString findings = QString::fromStdString(store.findings());
        QVERIFY2(findings.contains(said), qPrintable(findings));
    }

    void doesNotMindTheSpool()
    {
        PullingStore store;
        store.pull(m_registry->domain() + "/x:1");
        writeFile(store->paths().spoolBlob(Sha256::of("x")), "part");
        store.temporary().stage("staged");
        QCOMPARE(store.findings(), std::string());
    }

    void doesNotMindLimitsThatCameLater()
    {
        PullingStore store;
        store.pull(m_registry->domain() + "/x:1");
        LayerLimits limits;
        limits.tarBytes = 1;
        Unpacker strict(ONGGI_UNPACK, limits);
        Progress progress;
        QVERIFY(checkStore(*store, strict, progress, {}).empty());
    }

private:
    std::unique_ptr<Registry> m_registry;
    LayerBlob m_layer;
};

QTEST_GUILESS_MAIN(TestCheck)
#include "tst_check.moc"
