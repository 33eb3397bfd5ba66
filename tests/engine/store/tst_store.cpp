// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/store/store.h"

#include <thread>

#include <sys/stat.h>
#include <unistd.h>

#include <QTest>

#include "engine/core/error.h"
#include "tests/support/temporary_store.h"

using namespace onggi;

class TestStore : public QObject {
    Q_OBJECT

private slots:
    void makesDirectoriesThatOnlyTheOwnerCanEnter()
    {
        const ::mode_t before = ::umask(0);
        QTemporaryDir directory;
        const std::string root = directory.path().toStdString() + "/new/state";
        const Store store(root);
        ::umask(before);
        for (const std::string part : {"/..", "", "/layers", "/blobs", "/blobs/sha256", "/chains",
                                       "/spool", "/containers"}) {
            struct stat status;
            QCOMPARE(::stat((root + part).c_str(), &status), 0);
            QCOMPARE(status.st_mode & 07777, 0700u);
        }
    }

    void closesADirectoryThatOthersCouldEnter()
    {
        QTemporaryDir directory;
        const std::string root = directory.path().toStdString();
        QCOMPARE(::chmod(root.c_str(), 0755), 0);
        const Store store(root);
        struct stat status;
        QCOMPARE(::stat(root.c_str(), &status), 0);
        QCOMPARE(status.st_mode & 07777, 0700u);
    }

    void namesTheProcessThatHasItOpen()
    {
        TemporaryStore store;
        try {
            const Store second(store.root());
            QFAIL("it was opened twice");
        } catch (const Error& error) {
            QCOMPARE(error.code(), Code::StoreBusy);
            QVERIFY2(error.message().find(std::to_string(::getpid())) != std::string::npos,
                     error.what());
        }
    }

    void keepsRevisionsNumbersAndSerialsGrowingOverRestarts()
    {
        TemporaryStore store;
        const PublishedImage first = store.publish({"a"}, {"docker.io/library/x:1"});
        const Revision revision = store->snapshot().revision;
        QVERIFY(revision > 0);
        QCOMPARE(store->nextNumber("job"), 1u);
        store->removePlan(store.plan({"x:1"}), {0, true});
        store.reopen();
        QVERIFY(store->snapshot().revision > revision);
        QCOMPARE(store->nextNumber("job"), 2u);
        QVERIFY(store.publish({"a"}, {"docker.io/library/x:1"}).image > first.image);
    }

    void showsTheSameRowsAfterARestart()
    {
        TemporaryStore store;
        store.publish({"a", "b"}, {"docker.io/library/x:1", "docker.io/library/x:2"});
        const Serial image = store.publish({"a", "c"}, {"docker.io/library/y:1"}).image;
        store.addContainer("web", image, 7);
        const StoreSnapshot before = store->snapshot();
        store.reopen();
        const StoreSnapshot after = store->snapshot();
        QCOMPARE(after.revision, before.revision);
        QCOMPARE(after.view->images.size(), 2u);
        for (std::size_t i = 0; i < 2; ++i) {
            QCOMPARE(after.view->images[i].tags, before.view->images[i].tags);
            QCOMPARE(after.view->images[i].digests, before.view->images[i].digests);
            QCOMPARE(after.view->images[i].layers, before.view->images[i].layers);
            QCOMPARE(after.view->images[i].provenance.from, before.view->images[i].provenance.from);
            QCOMPARE(after.view->images[i].provenance.time, 1000);
            QCOMPARE(after.view->images[i].platform, std::string("linux/amd64"));
        }
        QCOMPARE(after.view->layers.size(), 3u);
        QCOMPARE(after.view->layers[1].createdBy, std::string("ADD b"));
        QCOMPARE(after.view->containers.front().name, std::string("web"));
        QCOMPARE(after.view->containers.front().uid, 7u);
    }

    void tellsSubscribersExactlyWhatChanged()
    {
        TemporaryStore store;
        std::vector<StoreChange> changes;
        Subscription subscription =
            store->subscribe([&](const StoreChange& change) { changes.push_back(change); });
        const Serial first = store.publish({"a"}, {"docker.io/library/x:1"}).image;
        const Serial second = store.publish({"a", "b"}, {"docker.io/library/x:1"}).image;
        store->removePlan(store.plan({"docker.io/library/x:1"}), {0, true});
        QCOMPARE(changes.size(), 3u);
        QCOMPARE(changes[0].layers.changed.size(), 1u);
        QCOMPARE(changes[0].images.changed.size(), 1u);
        QCOMPARE(changes[1].images.changed.size(), 2u); // the first one has lost its tag
        QCOMPARE(changes[1].images.changed[0].serial, first);
        QVERIFY(changes[1].images.changed[0].tags.empty());
        QCOMPARE(changes[1].layers.changed.size(), 1u);
        QCOMPARE(changes[2].images.removed, std::vector<Serial>{second});
        QCOMPARE(changes[2].layers.removed.size(), 1u);
        QVERIFY(changes[0].revision < changes[1].revision &&
                changes[1].revision < changes[2].revision);
        QCOMPARE(store->snapshot().revision, changes[2].revision);
        subscription = {};
        store.publish({"c"});
        QCOMPARE(changes.size(), 3u);
    }

    void leavesASnapshotAsItWas()
    {
        TemporaryStore store;
        store.publish({"a"}, {"docker.io/library/x:1"});
        const StoreSnapshot before = store->snapshot();
        store.publish({"a", "b"}, {"docker.io/library/x:1"});
        QCOMPARE(before.view->images.size(), 1u);
        QCOMPARE(before.view->images.front().tags.size(), 1u);
    }

    void letsManyThreadsReadAndWrite()
    {
        TemporaryStore store;
        store.publish({"a"}, {"docker.io/library/x:1"});
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t) {
            threads.emplace_back([&store, t] {
                for (int i = 0; i < 25; ++i) {
                    store->nextNumber("job");
                    store->tag(
                        1, Reference::parse("t" + std::to_string(t) + ":" + std::to_string(i)), 0);
                    store->findImage("x:1");
                }
            });
        }
        for (std::thread& thread : threads)
            thread.join();
        QCOMPARE(store->nextNumber("job"), 101u);
        QCOMPARE(store->snapshot().view->images.front().tags.size(), 101u);
    }
};

QTEST_GUILESS_MAIN(TestStore)
#include "tst_store.moc"
