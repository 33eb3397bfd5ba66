// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A process dies at every named point of staging, publishing and removing. The next one finds a
// whole store with the old or the new contents, and doing it again succeeds.

#include "engine/core/failpoint.h"

#include <csignal>

#include <QProcess>
#include <QTest>

#include "tests/support/layer_maker.h"
#include "tests/support/registry.h"
#include "tests/support/tar_builder.h"
#include "tests/support/temporary_store.h"

using namespace onggi;
using namespace onggi::test;

namespace {

constexpr const char* kKept = "docker.io/library/kept:1";
constexpr const char* kTried = "docker.io/library/tried:1";

LayerBlob layerOf(const std::string& name)
{
    const std::string tar =
        TarBuilder().dir("etc").file("etc/" + name, "layer " + name + '\n').finished();
    return {tar, "application/vnd.oci.image.layer.v1.tar", Sha256::of(tar)};
}

// One layer is in both.
std::vector<LayerBlob> layersOf(std::string_view image)
{
    if (image == kKept)
        return {layerOf("base"), layerOf("kept")};
    return {layerOf("base"), layerOf("one"), layerOf("two")};
}

// What ingesting would have left.
IngestedLayer ingested(const JobDirectory& directory, const LayerBlob& blob)
{
    const Tree tree = scan(blob.bytes);
    const std::string index =
        indexOf(tree, {{blob.diffId.hex(), blob.bytes.size() / 512}}, blob.bytes);
    IngestedLayer layer;
    layer.tarPath = directory.path() + '/' + blob.diffId.hex() + ".tar";
    layer.indexPath = directory.path() + '/' + blob.diffId.hex() + ".erofs";
    writeFile(layer.tarPath, blob.bytes);
    writeFile(layer.indexPath, index);
    layer.diffId = blob.diffId;
    layer.tarBytes = Bytes(blob.bytes.size());
    layer.contentBytes = Bytes(tree.contentBytes());
    layer.indexBytes = Bytes(index.size());
    layer.indexDigest = Sha256::of(index);
    return layer;
}

void publish(Store& store, const std::string& name)
{
    const std::vector<LayerBlob> layers = layersOf(name);
    const JobDirectory directory = store.makeJobDirectory();
    std::vector<LayerHold> holds;
    for (const LayerBlob& layer : layers) {
        std::optional<LayerHold> hold = store.holdLayer(layer.diffId);
        holds.push_back(hold ? std::move(*hold) : store.stageLayer(ingested(directory, layer)));
    }
    const ImageDocuments documents = makeImage(layers);
    ImagePublication image;
    image.config = documents.config;
    image.manifests.push_back(
        {{Sha256::of(documents.manifest), "docker.io/library/x", documents.mediaType},
         documents.manifest});
    image.tags = {name};
    image.provenance = {ProvenanceKind::Pulled, name, 1000};
    store.publishImages({&image, 1});
}

void remove(TemporaryStore& store)
{
    store->removePlan(store.plan({kTried}), {0, true});
}

bool has(const Store& store, const char* name)
{
    const auto images = store.snapshot().view->images;
    return std::ranges::any_of(images, [&](const ImageRow& image) {
        return std::ranges::count(image.tags, std::string(name)) > 0;
    });
}

// What check would find but for the index made again, which takes a process that cannot be
// sandboxed together with a sanitizer: every byte that a row names, and every file that none does.
QString findings(TemporaryStore& store)
{
    QString found;
    const StatePaths paths(store.root());
    std::size_t blobs = 0;
    const StoreSnapshot now = store->snapshot();
    for (const ImageRow& image : now.view->images) {
        store->blob(image.id); // compares the digest
        blobs += 1 + store->imageDetails(image.serial).manifests.size();
        for (const ManifestRecord& manifest : store->imageDetails(image.serial).manifests)
            store->blob(manifest.digest);
    }
    for (const LayerRow& layer : now.view->layers) {
        if (Sha256::of(readFile(paths.layerTar(layer.diffId))) != layer.diffId ||
            Sha256::of(readFile(paths.layerIndex(layer.diffId))) !=
                store->layerIndexDigest(layer.diffId))
            found += "damaged: " + QString::fromStdString(layer.diffId.text()) + '\n';
    }
    if (filesBelow(store.path("layers")).size() != 2 * now.view->layers.size())
        found += "files in layers/ that no row names\n";
    if (filesBelow(store.path("blobs")).size() != blobs)
        found += "files in blobs/ that no row names\n";
    if (!filesBelow(store.path("spool/jobs")).empty())
        found += "files of a job that is over\n";
    return found;
}

// The part of the test that dies.
int act(const std::string& action, const std::string& parent)
{
    TemporaryStore store(parent);
    action == "remove" ? remove(store) : publish(*store, kTried);
    return 0;
}

} // namespace

class TestFailpoints : public QObject {
    Q_OBJECT

private slots:
    void isOldOrNewWhereverItDied_data()
    {
        QTest::addColumn<QByteArray>("point");
        for (const char* point : kFailpoints)
            QTest::newRow(point) << QByteArray(point);
    }
    void isOldOrNewWhereverItDied()
    {
        QFETCH(QByteArray, point);
        const QTemporaryDir directory;
        TemporaryStore store(directory.path().toStdString());
        const bool isRemoval = point.startsWith("remove.");
        publish(*store, kKept);
        if (isRemoval)
            publish(*store, kTried);
        store.close();
        dieAt(point, isRemoval ? "remove" : "publish", directory.path());
        if (QTest::currentTestFailed())
            return;

        store.reopen();
        QCOMPARE(findings(store), QString());
        QVERIFY(has(*store, kKept));
        const bool isDone =
            point == "publish.committed" || point == "remove.committed" || point == "remove.file";
        QCOMPARE(has(*store, kTried), isRemoval != isDone);
        const bool isStaged = point == "stage.committed" || point.startsWith("publish.");
        const bool isThere = isRemoval ? !isDone : isStaged;
        QCOMPARE(store->holdLayer(layerOf("one").diffId).has_value(), isThere);

        if (isRemoval && !isDone)
            remove(store);
        else
            publish(*store, kTried);
        QCOMPARE(findings(store), QString());
        QCOMPARE(has(*store, kTried), !isRemoval || isDone);
        store.reopen();
        QCOMPARE(findings(store), QString());
        QVERIFY(has(*store, kKept));
        QCOMPARE(store->snapshot().view->layers.size(), has(*store, kTried) ? 4U : 2U);
    }

private:
    static void dieAt(const QByteArray& point, const char* action, const QString& parent)
    {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("ONGGI_FAILPOINT", QString::fromLatin1(point));
        process.setProcessEnvironment(environment);
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process.start(QCoreApplication::applicationFilePath(), {"--act", action, parent});
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitStatus(), QProcess::CrashExit);
        QCOMPARE(process.exitCode(), int(SIGKILL));
    }
};

int main(int argc, char** argv)
{
    if (argc == 4 && std::string_view(argv[1]) == "--act")
        return act(argv[2], argv[3]);
    QCoreApplication application(argc, argv);
    TestFailpoints test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_failpoints.moc"
