// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Archives that other tools write, and archives that none would.

#include "engine/archive/load.h"

#include <thread>

#include <fcntl.h>

#include <QTest>

#include "tests/support/made_layer.h"
#include "tests/support/pulling_store.h"
#include "tests/support/registry.h"
#include "tests/support/tar_builder.h"

using namespace onggi;
using namespace onggi::test;

namespace {

// The image that is saved by others, and what is in it.
constexpr const char* kBase =
    "mkdir -p etc bin; echo base >etc/name; head -c 300K /dev/urandom >bin/tool;"
    "ln bin/tool bin/tool2; ln -s tool bin/t; chown 3:4 etc/name";
constexpr const char* kTop = "mkdir -p etc; echo top >etc/name; mkdir bin; : >bin/.wh.tool2";

std::vector<LoadedImage> load(PullingStore& store, const std::string& path)
{
    const Fd archive = openFile(path, O_RDONLY);
    LoadOptions options;
    options.name = std::filesystem::path(path).filename().string();
    options.uid = 1000;
    Progress progress;
    return loadArchive(*store, store.unpacker(), archive, options, progress, {});
}

// `script` with podman at work in the present directory. Where root may not mount, podman makes a
// user namespace, and a process that holds it until it is ended.
std::string withPodman(const std::string& script)
{
    return "podman() { command podman --root $PWD/root --runroot $PWD/run --tmpdir $PWD/tmp"
           " --storage-driver vfs \"$@\"; }; " +
           script +
           "; status=$?; ! [ -e tmp/pause.pid ] || kill -9 $(cat tmp/pause.pid); exit $status";
}

} // namespace

class TestLoad : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_registry = std::make_unique<Registry>();
        m_registry->pushImage("saved", "1", {madeLayer(kBase), madeLayer(kTop)});
        m_registry->pushImage("saved", "2", {madeLayer(kBase), madeLayer("echo 2 >two")});
        m_name = m_registry->domain() + "/saved:1";
        m_pulled = std::make_unique<PullingStore>();
        m_pulled->pull(m_name);
    }
    void cleanupTestCase()
    {
        m_pulled.reset();
        m_registry.reset();
    }
    void init() { m_directory = std::make_unique<QTemporaryDir>(); }

    void loadsWhatOtherToolsSave_data()
    {
        QTest::addColumn<QString>("script");
        const QString copy = "skopeo copy -q --src-tls-verify=false docker://$NAME ";
        QTest::newRow("skopeo, docker-archive") << copy + "docker-archive:a.tar:example.org/x:1";
        QTest::newRow("skopeo, oci-archive") << copy + "oci-archive:a.tar:example.org/x:1";
        QTest::newRow("skopeo, docker-archive, gzip")
            << copy + "docker-archive:b.tar:example.org/x:1 && gzip -c b.tar >a.tar";
        QTest::newRow("skopeo, oci-archive, zstd")
            << copy + "oci-archive:b.tar:example.org/x:1 && zstd -q b.tar -o a.tar";
        QTest::newRow("skopeo, docker-archive, xz")
            << copy + "docker-archive:b.tar:example.org/x:1 && xz -c b.tar >a.tar";
        QTest::newRow("skopeo, oci-archive, bzip2")
            << copy + "oci-archive:b.tar:example.org/x:1 && bzip2 -c b.tar >a.tar";
        QTest::newRow("umoci, oci layout in a tar")
            << copy + "oci:dir:1 && umoci tag --image dir:1 example.org/x:1 2>/dev/null && tar -C "
                      "dir -cf a.tar ."
                      " || { jq "
                      "'.manifests[0].annotations[\"org.opencontainers.image.ref.name\"]=\"example."
                      "org/x:1\"'"
                      " dir/index.json >new && mv new dir/index.json && tar -C dir -cf a.tar .; }";
        QTest::newRow("podman, docker-archive") << QString::fromStdString(withPodman(
            "podman pull -q --tls-verify=false $NAME && podman tag $NAME example.org/x:1 && "
            "podman save --format docker-archive -o a.tar example.org/x:1"));
        QTest::newRow("podman, oci-archive") << QString::fromStdString(withPodman(
            "podman pull -q --tls-verify=false $NAME && podman tag $NAME example.org/x:1 && "
            "podman save -q --format oci-archive -o a.tar example.org/x:1"));
        // Docker's first form: a directory a layer, a repeated one as a link; and its hybrid of
        // both forms.
        QTest::newRow("docker, a directory a layer")
            << copy + "docker-archive:b.tar:example.org/x:1 && mkdir d && tar -C d -xf b.tar && cd "
                      "d &&"
                      " i=0; for l in $(jq -r '.[0].Layers[]' manifest.json); do i=$((i+1)); mkdir "
                      "$i store$i;"
                      " mv $(readlink -f $l) store$i/layer.tar; ln -s ../store$i/layer.tar "
                      "$i/layer.tar; done;"
                      " jq -c '.[0].Layers=[\"1/layer.tar\",\"2/layer.tar\"]' manifest.json >m && "
                      "mv m manifest.json &&"
                      " find . -xtype l -delete; tar -cf ../a.tar *";
        QTest::newRow("docker, hybrid")
            << copy + "oci:dir:1 && cd dir && c=$(jq -r .config.digest blobs/sha256/$(jq -r "
                      "'.manifests[0].digest'"
                      " index.json | cut -d: -f2) | cut -d: -f2) &&"
                      " jq -c --arg c $c "
                      "'[{Config:(\"blobs/sha256/\"+$c),RepoTags:[\"example.org/x:1\"],"
                      "Layers:[.layers[].digest|\"blobs/sha256/\"+.[7:]]}]' blobs/sha256/$(jq -r "
                      "'.manifests[0].digest'"
                      " index.json | cut -d: -f2) >manifest.json && tar -cf ../a.tar *";
    }

    void loadsWhatOtherToolsSave()
    {
        QFETCH(QString, script);
        runShell("NAME=" + m_name + "; " + script.toStdString(), path());
        PullingStore store;
        const std::vector<LoadedImage> loaded = load(store, path() + "/a.tar");
        QCOMPARE(loaded.size(), 1u);
        QCOMPARE(loaded.front().tags, std::vector<std::string>{"example.org/x:1"});
        QVERIFY(loaded.front().published.isNew);
        QCOMPARE(differences(store.facts("example.org/x:1"), m_pulled->facts(m_name)),
                 std::string());
        QCOMPARE(store.findings(), std::string());
        QVERIFY(filesBelow(store.temporary().path("spool")).empty());
        const ImageDetails details = store->imageDetails(loaded.front().published.image);
        QCOMPARE(details.row.provenance.kind, ProvenanceKind::Loaded);
        QCOMPARE(details.row.provenance.from, std::string("a.tar"));
        QCOMPARE(details.claims.front().uid, 1000u);
    }

    // Docker has saved both since 25; what is wrong with some of its layouts is not with its table.
    void ofTwoTablesTheLayoutCountsWhereItIsWhole_data()
    {
        QTest::addColumn<QString>("change"); // of the layout, in $m and index.json
        QTest::addColumn<bool>("isManifestKept");
        const QString renamed = " n=$(sha256sum <new | cut -c1-64); mv new blobs/sha256/$n;"
                                " jq -c --arg d sha256:$n --arg s $(stat -c %s blobs/sha256/$n)"
                                " '.manifests[0].digest=$d|.manifests[0].size=($s|tonumber)'"
                                " index.json >i; mv i index.json";
        QTest::newRow("whole") << ":" << true;
        QTest::newRow("layers in another order")
            << "jq -c '.layers|=reverse' $m >new;" + renamed << false;
        QTest::newRow("no layers") << "jq -c '.layers=[]' $m >new;" + renamed << false;
        QTest::newRow("no images")
            << "jq -c '.manifests=null' index.json >i; mv i index.json" << false;
        QTest::newRow("missing manifest") << "rm $m" << false;
        QTest::newRow("another image")
            << "o=$(jq -r '.config.digest' $m | cut -d: -f2);"
               " jq -c '.author=\"a\"' blobs/sha256/$o >c; s=$(sha256sum <c | cut -c1-64);"
               " jq -c --arg d sha256:$s --arg s $(stat -c %s c)"
               " '.config.digest=$d|.config.size=($s|tonumber)' $m >new;"
               " mv c blobs/sha256/$s;" +
                   renamed
            << false;
    }
    void ofTwoTablesTheLayoutCountsWhereItIsWhole()
    {
        QFETCH(QString, change);
        QFETCH(bool, isManifestKept);
        const std::string digest = runShell(
            "skopeo copy -q --src-tls-verify=false docker://" + m_name +
                " oci:dir:1; cd dir; d=$(jq -r '.manifests[0].digest' index.json);"
                " m=blobs/sha256/${d#sha256:};"
                " jq -c '[{Config:(\"blobs/sha256/\"+.config.digest[7:]),"
                "RepoTags:[\"example.org/x:1\",\"example.org/x:2\"],"
                "Layers:[.layers[].digest|\"blobs/sha256/\"+.[7:]]}]' $m >manifest.json; " +
                change.toStdString() + "; tar -cf ../a.tar *; printf %s $d",
            path());
        PullingStore store;
        const std::vector<LoadedImage> loaded = load(store, path() + "/a.tar");
        QCOMPARE(loaded.size(), 1u);
        QCOMPARE(loaded.front().tags,
                 (std::vector<std::string>{"example.org/x:1", "example.org/x:2"}));
        QCOMPARE(differences(store.facts("example.org/x:1"), m_pulled->facts(m_name)),
                 std::string());
        const ImageDetails details = store->imageDetails(loaded.front().published.image);
        QCOMPARE(details.manifests.size(), std::size_t(isManifestKept ? 1 : 0));
        if (isManifestKept) {
            QCOMPARE(details.manifests.front().digest.text(), digest);
            QCOMPARE(details.manifests.front().repository, std::string("example.org/x"));
        }
        QCOMPARE(store.findings(), std::string());
    }

    void readsFromAPipe()
    {
        runShell("skopeo copy -q --src-tls-verify=false docker://" + m_name +
                     " docker-archive:a.tar:x:1",
                 path());
        for (const bool isCompressed : {false, true}) {
            Pipe pipe = makePipe();
            const std::string bytes =
                isCompressed ? runShell("gzip -c a.tar", path()) : wholeFile(path() + "/a.tar");
            std::jthread writer([&] {
                writeFully(pipe.write.get(), bytes, "pipe");
                pipe.write.reset();
            });
            PullingStore store;
            Progress progress;
            const auto loaded =
                loadArchive(*store, store.unpacker(), pipe.read, {.name = "-"}, progress, {});
            QCOMPARE(loaded.front().tags, std::vector<std::string>{"docker.io/library/x:1"});
            QCOMPARE(differences(store.facts("x:1"), m_pulled->facts(m_name)), std::string());
            QVERIFY(filesBelow(store.temporary().path("spool")).empty());
        }
    }

    void saysWhichTagItMoves()
    {
        runShell("skopeo copy -q --src-tls-verify=false docker://" + m_name +
                     " docker-archive:a.tar:x:1",
                 path());
        PullingStore store;
        const PublishedImage old =
            store.temporary().publish({"a"}, {"docker.io/library/x:1"}, 1000);
        const std::vector<LoadedImage> loaded = load(store, path() + "/a.tar");
        QCOMPARE(loaded.front().published.movedTags.size(), 1u);
        QVERIFY(loaded.front().published.movedTags.front().from == old.id);

        PullingStore others;
        const PublishedImage kept = others.temporary().publish({"a"}, {"docker.io/library/x:1"}, 5);
        try {
            load(others, path() + "/a.tar");
            QFAIL("it took the tag");
        } catch (const Error& error) {
            QCOMPARE(error.code(), Code::StoreNotOwned);
        }
        QCOMPARE((*others).findImage("x:1").serial, kept.image);
    }

    void loadsSeveralImagesOrNone()
    {
        const std::string two = m_registry->domain() + "/saved:2";
        runShell("IMAGES='" + m_name + ' ' + two + "'; " +
                     withPodman("podman pull -q --tls-verify=false $IMAGES && "
                                "podman save -q -m -o a.tar $IMAGES"),
                 path());
        PullingStore whole;
        QCOMPARE(load(whole, path() + "/a.tar").size(), 2u);
        QCOMPARE(whole->snapshot().view->images.size(), 2u);
        QCOMPARE(whole.findings(), std::string());

        // The second image's own layer gets another byte.
        runShell(
            "mkdir d && tar -C d -xf a.tar && cd d && l=$(jq -r '.[1].Layers[1]' manifest.json) &&"
            " f=$(readlink -f $l) && printf X | dd of=$f bs=1 seek=600 conv=notrunc status=none && "
            "tar -cf ../b.tar *",
            path());
        PullingStore none;
        try {
            load(none, path() + "/b.tar");
            QFAIL("it was loaded");
        } catch (const Error& error) {
            QCOMPARE(error.code(), Code::LayerDigestMismatch);
        }
        QCOMPARE(none.traces(), std::string());
    }

    void refusesWhatIsNoArchiveOfImages_data()
    {
        QTest::addColumn<QString>("script"); // makes a.tar
        QTest::addColumn<QString>("said");
        const QString manifest =
            "echo '[{\"Config\":\"c.json\",\"RepoTags\":%1,\"Layers\":[%2]}]' >manifest.json;"
            " l=$(head -c 1024 /dev/zero | sha256sum | cut -c1-64); head -c 1024 /dev/zero >l.tar;"
            " echo '{\"os\":\"linux\",\"architecture\":\"amd64\",\"rootfs\":{\"type\":\"layers\","
            "\"diff_ids\":[\"sha256:'$l'\"]}}' >c.json;";
        const QString all = " tar -cf a.tar *.json *.tar";
        QTest::newRow("empty file") << ": >a.tar"
                                    << "empty";
        QTest::newRow("text") << "printf 'hello%.0s' {1..800} >a.tar"
                              << "a.tar";
        QTest::newRow("xz") << "printf '\\xfd7zXZ\\0' >a.tar; head -c 9000 /dev/zero >>a.tar"
                            << "its xz stream is damaged";
        QTest::newRow("bzip2") << "printf 'BZh91AY&SY' >a.tar; head -c 9000 /dev/zero >>a.tar"
                               << "its bzip2 stream is damaged";
        QTest::newRow("another tar") << "echo x >x; tar -cf a.tar x"
                                     << "neither a manifest.json nor an index.json";
        QTest::newRow("cut") << manifest.arg("null", "\"l.tar\"") + all + "; truncate -s 1500 a.tar"
                             << "a.tar";
        QTest::newRow("climbing name") << "echo x >x; tar -P --transform 's,x,../../x,' -cf a.tar x"
                                       << "a.tar";
        QTest::newRow("no JSON") << "echo '[{' >manifest.json; tar -cf a.tar manifest.json"
                                 << "manifest.json in a.tar";
        QTest::newRow("missing layer")
            << manifest.arg("null", "\"none.tar\"") + all << "none.tar is missing";
        QTest::newRow("layer outside")
            << manifest.arg("null", "\"../../../etc/passwd\"") + all << "is missing";
        QTest::newRow("link that climbs")
            << manifest.arg("null", "\"k.tar\"") + " ln -s ../../etc/passwd k.tar;" + all
            << "k.tar is missing";
        QTest::newRow("link in a circle")
            << manifest.arg("null", "\"k.tar\"") + " ln -s k.tar k.tar;" + all
            << "k.tar is missing";
        QTest::newRow("layers missing in the table")
            << manifest.arg("null", "") + all << "lists 0 layers";
        QTest::newRow("bad tag") << manifest.arg("[\"Not A Tag\"]", "\"l.tar\"") + all
                                 << "Not A Tag";
        QTest::newRow("config of another name")
            << "echo {} >0000000000000000000000000000000000000000000000000000000000000000.json; "
               "echo '[{\"Config\":"
               "\"0000000000000000000000000000000000000000000000000000000000000000.json\","
               "\"Layers\":[]}]' >manifest.json;"
               " tar -cf a.tar *.json"
            << "other bytes than its name says";
        QTest::newRow("layer with a hole")
            << manifest.arg("null", "\"l.tar\"") +
                   " truncate -s 100M l.tar; tar -S -cf a.tar *.json l.tar"
            << "holes";
        QTest::newRow("large table")
            << "head -c 5M /dev/zero | tr '\\0' ' ' >manifest.json; tar -cf a.tar *.json"
            << "too large";
        QTest::newRow("layout of the future") << "echo '{\"imageLayoutVersion\":\"2.0.0\"}' "
                                                 ">oci-layout; echo {} >index.json; tar -cf a.tar *"
                                              << "version 2";
    }

    void refusesWhatIsNoArchiveOfImages()
    {
        QFETCH(QString, script);
        QFETCH(QString, said);
        runShell(script.toStdString(), path());
        PullingStore store;
        try {
            load(store, path() + "/a.tar");
            QFAIL("it was loaded");
        } catch (const Error& error) {
            QVERIFY2(QString(error.what()).contains(said), error.what());
            QVERIFY(error.message().find('\n') == std::string::npos);
        }
        QCOMPARE(store.traces(), std::string());
        QVERIFY(filesBelow(store.temporary().path("spool")).empty());
    }

    void refusesAnArchiveWhoseFilesHaveGigabytesOfAttributes()
    {
        const std::string value(60'000, 'x');
        TarBuilder tar;
        for (int i = 0; i < 600; ++i)
            tar.add({.name = std::to_string(i),
                     .pax = {{"SCHILY.xattr.user.a", value},
                             {"SCHILY.xattr.user.b", value},
                             {"SCHILY.xattr.user.c", value},
                             {"SCHILY.xattr.user.d", value}}});
        const std::string bytes = tar.finished();
        const Fd file = openFile(path() + "/a.tar", O_WRONLY | O_CREAT, 0600);
        writeFully(file.get(), bytes, "a.tar");
        PullingStore store;
        try {
            load(store, path() + "/a.tar");
            QFAIL("it was loaded");
        } catch (const Error& error) {
            QVERIFY2(error.message().find("attributes") != std::string::npos, error.what());
        }
    }

private:
    std::string path() const { return m_directory->path().toStdString(); }

    std::unique_ptr<Registry> m_registry;
    std::string m_name;
    std::unique_ptr<PullingStore> m_pulled;
    std::unique_ptr<QTemporaryDir> m_directory;
};

QTEST_GUILESS_MAIN(TestLoad)
#include "tst_load.moc"
