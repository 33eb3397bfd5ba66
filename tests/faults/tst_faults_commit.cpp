// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Making an image of a container fails, or dies, at each of its points and at random moments; the
// container keeps what it has written.

#include <sys/xattr.h>

#include "engine/layer/unpack_process.h"
#include "engine/store/chain_cache.h"
#include "tests/faults/fault_rows.h"
#include "tests/faults/found_containers.h"
#include "tests/faults/verbs.h"
#include "tests/support/file_facts.h"
#include "tests/support/temporary_store.h"

using namespace onggi;
using namespace onggi::test;

namespace {

// The files of the image that the scene's verb makes in a new store.
FileFacts filesOfTheImage(const std::string& directory)
{
    const Scene scene = commitScene();
    const std::string state = directory + "/state";
    const QString archive = QString::fromStdString(directory + "/kept.tar");
    onggi::test::writeFile(archive, dockerArchive(scene.kept).finished());
    Unpacker unpacker(ONGGI_UNPACK);
    {
        Store store(state);
        perform(store, unpacker, "load", archive.toStdString());
    }
    scene.prepare(state);
    scene.furnish(state);
    Store store(state);
    {
        FoundContainers containers(store, unpacker);
        perform(store, unpacker, scene.verb, scene.argument, &*containers);
    }
    std::vector<Digest> diffIds;
    for (const LayerRow& layer : store.layersOf(store.findImage(scene.made)))
        diffIds.push_back(layer.diffId);
    ChainCache chains(store, unpacker);
    return factsOfChain(store.paths(), chains.ensureChain(diffIds, false, {}));
}

} // namespace

class TestFaultsCommit : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_commit = std::make_unique<FaultRounds>(commitScene()); }
    void cleanupTestCase() { m_commit.reset(); }

    void hasManyPoints() { expectNone(tooFewPoints("commit", *m_commit, 55)); }

    void withoutAFaultTheImageHasWhatTheContainerWrote()
    {
        const QTemporaryDir directory;
        const FileFacts files = filesOfTheImage(directory.path().toStdString());
        for (const char* there : {"data-base", "etc/new", "srv/again", "srv/data"})
            QVERIFY2(files.contains(there), there);
        QVERIFY(!files.contains("linked-base"));
        const std::string etc = directory.path().toStdString() + "/state/containers/" +
                                commitScene().written.front().substr(0, 64) + "/upper/etc";
        const bool isOpaque = ::getxattr(etc.c_str(), "trusted.overlay.opaque", nullptr, 0) == 1;
        QCOMPARE(files.contains("etc/base"), !isOpaque);
    }

    void isOldOrNewWhateverFails_data() { addFaultRows(); }
    void isOldOrNewWhateverFails() { expectNone(atEachPoint(*m_commit)); }

    void isOldOrNewWheneverItIsKilled() { expectNone(atRandomMoments(*m_commit, 6000)); }

private:
    std::unique_ptr<FaultRounds> m_commit;
};

QTEST_GUILESS_MAIN(TestFaultsCommit)
#include "tst_faults_commit.moc"
