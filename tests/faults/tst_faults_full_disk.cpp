// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The same verbs on a file system that really is full: what needs room says so and leaves nothing,
// everything can be listed, what gives room back works.

#include <cstdlib>

#include <fcntl.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <QTest>

#include "tests/faults/found_containers.h"
#include "tests/faults/scene.h"
#include "tests/faults/verbs.h"
#include "tests/support/image_archive.h"
#include "tests/support/made_layer.h"
#include "tests/support/memory_registry.h"
#include "tests/support/pulling_store.h"
#include "tests/support/small_disk.h"

using namespace onggi;
using namespace onggi::test;

namespace {

constexpr std::uint64_t kLeft = 1 << 20; // less than the store keeps in reserve

LayerBlob noiseLayer(int megabytes)
{
    return madeLayer("head -c " + std::to_string(megabytes) + "M /dev/urandom >data",
                     Packing::Plain);
}

// Takes all of a file system but kLeft.
class Filling {
public:
    explicit Filling(const std::string& directory)
        : m_directory(directory)
        , m_path(directory + "/filling")
    {
        struct statvfs status;
        if (::statvfs(directory.c_str(), &status) < 0)
            qFatal("no file system");
        const std::uint64_t free = std::uint64_t(status.f_bavail) * status.f_frsize;
        const Fd file = openFile(m_path, O_WRONLY | O_CREAT, 0600);
        if (::posix_fallocate(file.get(), 0, static_cast<off_t>(free - kLeft)) != 0)
            qFatal("the disk cannot be filled");
    }
    // Freed blocks can be had again when the file system has written that they are free.
    ~Filling()
    {
        const Fd directory(
            ::open(m_directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW));
        ::unlink(m_path.c_str());
        if (directory)
            ::syncfs(directory.get());
    }
    Filling(const Filling&) = delete;
    Filling& operator=(const Filling&) = delete;

private:
    std::string m_directory;
    std::string m_path;
};

} // namespace

class TestFaultsFullDisk : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        const std::vector<LayerBlob> layers = {m_base, noiseLayer(8)};
        MemoryRegistry registry;
        for (const LayerBlob& layer : layers)
            registry.addBlob(layer.bytes);
        const ImageDocuments documents = makeImage(layers);
        registry.addBlob(documents.config);
        registry.addManifest("1", documents.mediaType, documents.manifest);
        m_server = std::make_unique<FaultServer>(registry);
        const SavedImage large{{"docker.io/library/large:1"}, layers};
        writeFile(file("large.tar"), dockerArchive({large}).finished());
        const SavedImage kept{{"docker.io/library/kept:1"}, {m_base, noiseLayer(1)}};
        const SavedImage stale{{}, {m_base, layerWith("stale", 5000)}};
        writeFile(file("small.tar"), dockerArchive({kept, stale}).finished());
    }
    void cleanupTestCase() { m_server.reset(); }

    void whatNeedsRoomSaysSoAndWhatGivesRoomWorks_data()
    {
        QTest::addColumn<QString>("verb");
        QTest::addColumn<QString>("argument");
        QTest::newRow("pull") << "pull" << QString::fromStdString(m_server->domain() + "/large:1");
        QTest::newRow("load") << "load" << file("large.tar");
        QTest::newRow("import") << "import" << file("large.tar") + " docker.io/library/made:1";
    }

    void whatNeedsRoomSaysSoAndWhatGivesRoomWorks()
    {
        QFETCH(QString, verb);
        QFETCH(QString, argument);
        const SmallDisk disk("48M");
        PullingStore store({}, disk.mountPoint());
        const auto act = [&](const QString& name, const QString& what) {
            perform(*store, store.unpacker(), name.toStdString(), what.toStdString());
        };
        act("load", file("small.tar"));
        const std::vector<std::string> before = files(store);
        {
            const Filling filling(disk.mountPoint());
            try {
                act(verb, argument);
                QFAIL("there was room");
            } catch (const Error& error) {
                QVERIFY2(error.code() == Code::StoreNoSpace, error.what());
            }
            QCOMPARE(files(store), before);
            QCOMPARE(store->snapshot().view->images.size(), std::size_t(2));
            QCOMPARE(store.findings(), std::string());
            store.restart();
            act("prune", "");
            QCOMPARE(store->snapshot().view->images.size(), std::size_t(1));
            act("rmi", "docker.io/library/kept:1");
            QVERIFY(store->snapshot().view->images.empty());
            QCOMPARE(store.findings(), std::string());
        }
        act(verb, argument);
        QCOMPARE(store->snapshot().view->images.size(), std::size_t(1));
        QCOMPARE(store.findings(), std::string());
    }

    // What it has written stays, and makes an image as soon as there is room; without room it can
    // be deleted.
    void commitSaysSoAndTheContainerStays()
    {
        const Scene scene = commitScene();
        const SmallDisk disk("48M");
        const std::string state = disk.mountPoint() + "/state";
        {
            Store first(state);
            Unpacker unpacker(ONGGI_UNPACK);
            perform(first, unpacker, "load", file("small.tar").toStdString());
        }
        scene.prepare(state);
        scene.furnish(state);
        PullingStore store({}, disk.mountPoint());
        FoundContainers containers(*store, store.unpacker());
        const auto commit = [&] {
            perform(*store, store.unpacker(), scene.verb, scene.argument, &*containers);
        };
        const std::vector<std::string> before = files(store);
        {
            const Filling filling(disk.mountPoint());
            try {
                commit();
                QFAIL("there was room");
            } catch (const Error& error) {
                QVERIFY2(error.code() == Code::StoreNoSpace, error.what());
            }
            QCOMPARE(files(store), before);
            QCOMPARE(store->snapshot().view->images.size(), std::size_t(2));
            QCOMPARE((*containers).list().size(), std::size_t(1));
            QCOMPARE(store.findings(), std::string());
        }
        commit();
        QVERIFY(store->tryFindImage(scene.made).has_value());
        QCOMPARE(filesBelow(store->paths().containers()), scene.written);
        {
            const Filling filling(disk.mountPoint());
            (*containers).remove((*containers).list().front().id, false, {});
            QVERIFY(store->snapshot().view->containers.empty());
            QVERIFY(filesBelow(store->paths().containers()).empty());
        }
        QCOMPARE(store.findings(), std::string());
    }

private:
    QString file(const char* name) const { return m_directory.filePath(QString::fromLatin1(name)); }

    // All but the database.
    static std::vector<std::string> files(PullingStore& store)
    {
        std::vector<std::string> names = filesBelow(store.temporary().root());
        std::erase_if(names, [](const std::string& name) { return name.starts_with("onggi.db"); });
        return names;
    }

    QTemporaryDir m_directory;
    LayerBlob m_base = layerWith("base", 3000);
    std::unique_ptr<FaultServer> m_server;
};

QTEST_GUILESS_MAIN(TestFaultsFullDisk)
#include "tst_faults_full_disk.moc"
