// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Archives that are saved here, read by other tools and by this one: the same image comes out.

#include "engine/archive/save.h"

#include <fcntl.h>

#include <QTest>

#include "engine/archive/load.h"
#include "tests/support/made_layer.h"
#include "tests/support/pulling_store.h"
#include "tests/support/registry.h"

using namespace onggi;
using namespace onggi::test;

namespace {

constexpr const char* kBase =
    "mkdir -p etc bin; echo base >etc/name; head -c 300K /dev/urandom >bin/tool;"
    "ln bin/tool bin/tool2; ln -s tool bin/t; chown 3:4 etc/name";
constexpr const char* kTop = "mkdir -p etc; echo top >etc/name; mkdir bin; : >bin/.wh.tool2";
constexpr const char* kName = "example.org/x:1";
constexpr const char* kOtherName = "example.org/y:2";

// Prints the configuration's digest and the diffIDs of what `transport` holds.
constexpr const char* kFacts =
    "facts() { c=$(skopeo inspect --config --raw \"$1\"; echo .); c=${c%.};"
    " printf %s \"$c\" | sha256sum | cut -c1-64; printf %s \"$c\" | jq -r '.rootfs.diff_ids[]'; };";

// podman in the present directory. Where root may not mount, podman makes a user namespace, and a
// process that holds it until it is ended.
constexpr const char* kPodman =
    "podman() { command podman --root $PWD/root --runroot $PWD/run --tmpdir $PWD/tmp"
    " --storage-driver vfs \"$@\"; };"
    " trap '[ ! -e tmp/pause.pid ] || kill -9 $(cat tmp/pause.pid)' EXIT;";

} // namespace

class TestSaveTools : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_registry = std::make_unique<Registry>();
        const LayerBlob base = madeLayer(kBase);
        m_registry->pushImage("saved", "1", {base, madeLayer(kTop)});
        m_registry->pushImage("saved", "2", {base, madeLayer("echo 2 >two")});
        m_store = std::make_unique<PullingStore>();
        m_row = pulled("1", kName);
        m_facts = factsOf(m_row);
        m_other = pulled("2", kOtherName);
    }
    void cleanupTestCase()
    {
        m_store.reset();
        m_registry.reset();
    }
    void init() { m_directory = std::make_unique<QTemporaryDir>(); }

    void otherToolsReadWhatIsSaved_data()
    {
        QTest::addColumn<bool>("isOci");
        QTest::addColumn<int>("compression");
        QTest::addColumn<QString>("script"); // prints the facts of a.tar
        const int none = static_cast<int>(Compression::None);
        const int gzip = static_cast<int>(Compression::Gzip);
        const int zstd = static_cast<int>(Compression::Zstd);
        const QString docker = "facts docker-archive:a.tar";
        const QString oci = "facts oci-archive:a.tar:example.org/x:1";
        QTest::newRow("skopeo, docker-archive") << false << none << docker;
        // Neither skopeo 1.9 nor podman 4.3 reads one that gzip has compressed, whoever wrote it.
        QTest::newRow("skopeo, docker-archive, gzip")
            << false << gzip << "mv a.tar a.tar.gz; gunzip a.tar.gz; " + docker;
        QTest::newRow("skopeo, docker-archive, zstd") << false << zstd << docker;
        QTest::newRow("skopeo, oci-archive") << true << none << oci;
        QTest::newRow("skopeo, oci-archive, gzip") << true << gzip << oci;
        QTest::newRow("skopeo, oci-archive, zstd") << true << zstd << oci;
        // Copying reads every layer, and compares it with its digest.
        const QString copied = "skopeo copy -q docker-archive:a.tar dir:d; facts dir:d";
        QTest::newRow("skopeo copies the layers") << false << none << copied;
        QTest::newRow("skopeo, oci-archive as docker-archive") << true << none << copied;
        QTest::newRow("skopeo, oci-archive as docker-archive, gzip") << true << gzip << copied;
        QTest::newRow("skopeo, oci-archive as docker-archive, zstd") << true << zstd << copied;
        QTest::newRow("skopeo copies zstd layers")
            << true << zstd
            << "skopeo copy -q oci-archive:a.tar:example.org/x:1 oci:d:1; facts oci:d:1";
        // What podman writes keeps the configuration as long as the kind of archive stays. Of two
        // tables it reads Docker's, but of layers that zstd has compressed, which it takes for
        // none of Docker's, the layout.
        const QString load = QString(kPodman) + "podman load -q -i a.tar >&2;";
        const QString podman = load + "podman save -q --format docker-archive -o b.tar "
                                      "example.org/x:1; facts docker-archive:b.tar";
        const QString podmanOci = load + "podman save -q --format oci-archive -o b.tar "
                                         "example.org/x:1; facts oci-archive:b.tar";
        QTest::newRow("podman, docker-archive") << false << none << podman;
        QTest::newRow("podman, docker-archive, zstd") << false << zstd << podman;
        QTest::newRow("podman, oci-archive") << true << none << podman;
        QTest::newRow("podman, oci-archive, gzip") << true << gzip << podman;
        QTest::newRow("podman, oci-archive, zstd") << true << zstd << podmanOci;
        // Its names of images are plain words.
        QTest::newRow("umoci, oci-archive")
            << true << none
            << "mkdir d; tar -C d -xf a.tar; jq -c '.manifests[0].annotations"
               "[\"org.opencontainers.image.ref.name\"]=\"1\"' d/index.json >n; mv n d/index.json;"
               "umoci unpack --rootless --image d:1 u >&2; grep -q top u/rootfs/etc/name;"
               "[ ! -e u/rootfs/bin/tool2 ]; facts oci:d:1";
    }
    void otherToolsReadWhatIsSaved()
    {
        QFETCH(bool, isOci);
        QFETCH(int, compression);
        QFETCH(QString, script);
        save(isOci, static_cast<Compression>(compression));
        QCOMPARE(runShell(kFacts + script.toStdString(), path()), m_facts);
    }

    void severalImagesAreFoundByTheirTags_data()
    {
        QTest::addColumn<bool>("isOci");
        QTest::addColumn<int>("compression");
        QTest::newRow("docker-archive") << false << static_cast<int>(Compression::None);
        QTest::newRow("oci-archive") << true << static_cast<int>(Compression::None);
        QTest::newRow("oci-archive, gzip") << true << static_cast<int>(Compression::Gzip);
        QTest::newRow("oci-archive, zstd") << true << static_cast<int>(Compression::Zstd);
    }
    void severalImagesAreFoundByTheirTags()
    {
        QFETCH(bool, isOci);
        QFETCH(int, compression);
        save({{m_row, {kName}}, {m_other, {kOtherName}}}, isOci,
             static_cast<Compression>(compression));
        std::vector<std::string> kinds{"docker-archive"};
        if (isOci)
            kinds.push_back("oci-archive");
        for (const std::string& kind : kinds) {
            const std::string facts = kFacts + ("facts " + kind) + ":a.tar:";
            QCOMPARE(runShell(facts + kName, path()), m_facts);
            QCOMPARE(runShell(facts + kOtherName, path()), factsOf(m_other));
        }
    }

    void podmanLoadsSeveralImages_data()
    {
        QTest::addColumn<bool>("isOci");
        QTest::addColumn<int>("compression");
        QTest::newRow("docker-archive") << false << static_cast<int>(Compression::None);
        QTest::newRow("docker-archive, zstd") << false << static_cast<int>(Compression::Zstd);
        QTest::newRow("oci-archive") << true << static_cast<int>(Compression::None);
        QTest::newRow("oci-archive, gzip") << true << static_cast<int>(Compression::Gzip);
        QTest::newRow("oci-archive, zstd") << true << static_cast<int>(Compression::Zstd);
    }
    void podmanLoadsSeveralImages()
    {
        QFETCH(bool, isOci);
        QFETCH(int, compression);
        save({{m_row, {kName}}, {m_other, {kOtherName}}}, isOci,
             static_cast<Compression>(compression));
        const std::string names = std::string(kName) + ' ' + kOtherName;
        QCOMPARE(runShell(std::string(kFacts) + kPodman +
                              "podman load -q -i a.tar >&2;"
                              "podman save -q -m --format docker-archive -o b.tar " +
                              names + "; for name in " + names +
                              "; do facts docker-archive:b.tar:$name; done",
                          path()),
                 m_facts + factsOf(m_other));
    }

    void thisToolReadsWhatIsSaved_data()
    {
        QTest::addColumn<bool>("isOci");
        QTest::addColumn<int>("compression");
        for (const bool isOci : {false, true}) {
            for (const Compression compression :
                 {Compression::None, Compression::Gzip, Compression::Zstd})
                QTest::addRow("%s, %d", isOci ? "oci-archive" : "docker-archive",
                              static_cast<int>(compression))
                    << isOci << static_cast<int>(compression);
        }
    }
    void thisToolReadsWhatIsSaved()
    {
        QFETCH(bool, isOci);
        QFETCH(int, compression);
        save(isOci, static_cast<Compression>(compression));
        PullingStore other;
        const Fd archive = openFile(path() + "/a.tar", O_RDONLY);
        Progress progress;
        const auto loaded =
            loadArchive(*other, other.unpacker(), archive, {.name = "a.tar"}, progress, {});
        QCOMPARE(loaded.size(), std::size_t(1));
        QCOMPARE(loaded[0].tags, std::vector<std::string>{kName});
        QVERIFY(loaded[0].published.id == m_row.id);
        QCOMPARE(differences(other.facts(kName), m_store->facts(kName)), std::string());
        QCOMPARE(other.findings(), std::string());
    }

    void layersAreTheTarsThatCame()
    {
        save(false, Compression::None);
        std::string digests;
        for (const LayerRow& layer : (*m_store)->layersOf(m_row))
            digests += layer.diffId.hex() + '\n';
        QCOMPARE(runShell("for l in $(tar -xOf a.tar manifest.json | jq -r '.[0].Layers[]'); do "
                          "tar -xOf a.tar $l | sha256sum | cut -c1-64; done",
                          path()),
                 digests);
    }

private:
    std::string path() const { return m_directory->path().toStdString(); }

    // The registry's image, and a name for it.
    ImageRow pulled(const std::string& tag, const char* name)
    {
        const std::string reference = m_registry->domain() + "/saved:" + tag;
        m_store->pull(reference);
        (*m_store)->tag((*m_store)->findImage(reference).serial, Reference::parse(name), 0);
        return (*m_store)->findImage(reference);
    }

    std::string factsOf(const ImageRow& row)
    {
        std::string facts = row.id.hex() + '\n';
        for (const LayerRow& layer : (*m_store)->layersOf(row))
            facts += layer.diffId.text() + '\n';
        return facts;
    }

    void save(bool isOci, Compression compression) { save({{m_row, {kName}}}, isOci, compression); }
    void save(const std::vector<SaveTarget>& targets, bool isOci, Compression compression)
    {
        const Fd file = openFile(path() + "/a.tar", O_WRONLY | O_CREAT | O_TRUNC);
        Progress progress;
        saveArchive(**m_store, targets, file,
                    {isOci ? ArchiveFormat::Oci : ArchiveFormat::Docker, compression}, progress,
                    {});
    }

    std::unique_ptr<Registry> m_registry;
    std::unique_ptr<PullingStore> m_store;
    ImageRow m_row;
    ImageRow m_other;
    std::string m_facts;
    std::unique_ptr<QTemporaryDir> m_directory;
};

QTEST_GUILESS_MAIN(TestSaveTools)
#include "tst_save_tools.moc"
