// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Each case makes by hand the state that a crash at one place would leave.

#include <QTest>

#include "engine/store/state_directory.h"
#include "tests/support/temporary_store.h"

using namespace onggi;

class TestSweep : public QObject {
    Q_OBJECT

private slots:
    void changesNothingInASoundStore()
    {
        TemporaryStore store;
        store.publish({"a", "b"}, {"docker.io/library/x:1"});
        store.stage("c");
        const std::vector<std::string> before = filesBelow(store.path("layers"));
        store.reopen();
        QCOMPARE(filesBelow(store.path("layers")), before);
        QVERIFY(store->sweepReport().dropped.empty());
        QVERIFY(store->holdLayer(diffIdOf("c")));
    }

    void dropsFilesThatNothingNames()
    {
        TemporaryStore store;
        store.publish({"a"});
        const std::string stranger = Sha256::of("stranger").hex();
        const std::vector<std::string> strangers = {
            "blobs/sha256/" + stranger,      "blobs/sha256/.tmp",
            "chains/" + stranger + ".erofs", "layers/" + stranger + ".tar",
            "layers/" + stranger + ".erofs", "spool/layers/" + stranger + ".tar"};
        for (const std::string& name : strangers)
            writeFile(store.path(name), "x");
        std::filesystem::create_directory(store.path("spool/jobs/17"));
        writeFile(store.path("spool/jobs/17/unfinished.tar"), "x");
        store.reopen();
        QCOMPARE(store->sweepReport().dropped.size(), strangers.size());
        QCOMPARE(filesBelow(store.path("layers")).size(), 2u);
        QCOMPARE(filesBelow(store.path("blobs")).size(), 2u);
        QVERIFY(filesBelow(store.path("chains")).empty());
        QVERIFY(filesBelow(store.path("spool")).empty());
    }

    void stagesAgainWhatAPublicationDidNotFinish()
    {
        TemporaryStore store;
        store.stage("a");
        store.close();
        // Killed between the two renames.
        const std::string hex = diffIdOf("a").hex();
        std::filesystem::rename(store.path("spool/layers/" + hex + ".erofs"),
                                store.path("layers/" + hex + ".erofs"));
        store.open();
        QCOMPARE(store->sweepReport().returned.size(), 1u);
        QVERIFY(filesBelow(store.path("layers")).empty());
        QVERIFY(store->holdLayer(diffIdOf("a")));
        store.publish({"a"});
        QCOMPARE(filesBelow(store.path("layers")).size(), 2u);
    }

    void dropsAStagedLayerThatIsNotWhole_data()
    {
        QTest::addColumn<bool>("isMissing");
        QTest::newRow("missing") << true;
        QTest::newRow("cut") << false;
    }

    void dropsAStagedLayerThatIsNotWhole()
    {
        QFETCH(bool, isMissing);
        TemporaryStore store;
        store.stage("a");
        store.close();
        const std::string tar = store.path("spool/layers/" + diffIdOf("a").hex() + ".tar");
        if (isMissing)
            std::filesystem::remove(tar);
        else
            std::filesystem::resize_file(tar, 512);
        store.open();
        QVERIFY(!store->holdLayer(diffIdOf("a")));
        QVERIFY(filesBelow(store.path("spool")).empty());
    }

    void keepsWhatALaterPullCanGoOnWith()
    {
        TemporaryStore store;
        writeFile(store->paths().spoolBlob(diffIdOf("z")), "the first bytes");
        store.reopen();
        QCOMPARE(readFile(store->paths().spoolBlob(diffIdOf("z"))), std::string("the first bytes"));
    }

    void trimsWhatIsOldUnlessItIsHeld()
    {
        TemporaryStore store;
        const std::string old = store->paths().spoolBlob(diffIdOf("old"));
        const std::string held = store->paths().spoolBlob(diffIdOf("held"));
        for (const std::string& path : {old, held}) {
            writeFile(path, "x");
            std::filesystem::last_write_time(path, std::filesystem::file_time_type::clock::now() -
                                                       std::chrono::hours(24 * 8));
        }
        const LayerHold hold = store->holdBlob(diffIdOf("held"));
        store->trimSpool();
        QVERIFY(!std::filesystem::exists(old));
        QVERIFY(std::filesystem::exists(held));
    }

    void trimsThoughAStagedFileIsMissing()
    {
        TemporaryStore store;
        store.stage("a");
        std::filesystem::remove(store->paths().stagedTar(diffIdOf("a")));
        const std::string old = store->paths().spoolBlob(diffIdOf("old"));
        writeFile(old, "x");
        std::filesystem::last_write_time(old, std::filesystem::file_time_type::clock::now() -
                                                  std::chrono::hours(24 * 8));
        store->trimSpool();
        QVERIFY(!store->holdLayer(diffIdOf("a")));
        QVERIFY(filesBelow(store.path("spool")).empty());
    }

    void countsWhatEmptyingTheSpoolWouldDrop()
    {
        TemporaryStore store;
        const std::string held = store->paths().spoolBlob(diffIdOf("held"));
        const std::string unused = store->paths().spoolBlob(diffIdOf("unused"));
        for (const std::string& path : {held, unused})
            writeFile(path, std::string(10'000, 'x'));
        store.stage("a");
        const LayerHold hold = store->holdBlob(diffIdOf("held"));
        QCOMPARE(store->unusedSpool(), diskBytesOf(unused) +
                                           diskBytesOf(store->paths().stagedTar(diffIdOf("a"))) +
                                           diskBytesOf(store->paths().stagedIndex(diffIdOf("a"))));
        store->emptySpool();
        QCOMPARE(store->unusedSpool(), Bytes());
        QVERIFY(std::filesystem::exists(held) && !std::filesystem::exists(unused));
    }

    void dropsABlobUnlessItIsHeld()
    {
        TemporaryStore store;
        const std::string path = store->paths().spoolBlob(diffIdOf("blob"));
        writeFile(path, "x");
        {
            const LayerHold hold = store->holdBlob(diffIdOf("blob"));
            store->dropBlob(diffIdOf("blob"));
            QVERIFY(std::filesystem::exists(path));
        }
        store->dropBlob(diffIdOf("blob"));
        QVERIFY(!std::filesystem::exists(path));
    }

    void givesAJobADirectoryWhereOneCouldNotBeSwept()
    {
        TemporaryStore store;
        std::filesystem::create_directory(store.path("spool/jobs/1"));
        const JobDirectory directory = store->makeJobDirectory();
        QVERIFY(directory.path() != store.path("spool/jobs/1"));
        QVERIFY(std::filesystem::is_empty(directory.path()));
    }

    void handsOverContainersWithoutARow()
    {
        TemporaryStore store;
        store.addContainer("web", store.publish({"a"}).image);
        const std::string id = store->findContainer("web").row.id;
        std::filesystem::create_directory(store.path("containers/" + id));
        std::filesystem::create_directory(store.path("containers/stray"));
        store.reopen();
        QCOMPARE(store->sweepReport().strayContainers, std::vector<std::string>{"stray"});
        QVERIFY(std::filesystem::exists(store.path("containers/stray")));
    }
};

QTEST_GUILESS_MAIN(TestSweep)
#include "tst_sweep.moc"
