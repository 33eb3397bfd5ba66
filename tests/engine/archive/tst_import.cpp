// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Root file systems from tars that are whole, and from what is none.

#include "engine/archive/import.h"

#include <thread>

#include <fcntl.h>

#include <QTest>

#include "engine/core/cancel.h"
#include "engine/core/error.h"
#include "engine/image/config.h"
#include "tests/support/pulling_store.h"
#include "tests/support/shell.h"

using namespace onggi;
using namespace onggi::test;

namespace {

constexpr const char* kRoot =
    "mkdir -p r/bin r/etc; echo jar >r/etc/hostname; echo '#!' >r/bin/sh; chmod 4755 r/bin/sh;"
    "ln r/bin/sh r/bin/ash; ln -s sh r/bin/bash; tar -C r --numeric-owner -cf a.tar .;";

} // namespace

class TestImport : public QObject {
    Q_OBJECT

private slots:
    void init() { m_directory = std::make_unique<QTemporaryDir>(); }

    void aTarBecomesAnImageOfOneLayer_data()
    {
        QTest::addColumn<QString>("pack");
        QTest::newRow("plain") << "cp a.tar b";
        QTest::newRow("gzip") << "gzip -c a.tar >b";
        QTest::newRow("zstd") << "zstd -qc a.tar >b";
        QTest::newRow("xz") << "xz -9 -c a.tar >b";
        QTest::newRow("xz of many blocks") << "xz --block-size=1024 -c a.tar >b";
        QTest::newRow("bzip2") << "bzip2 -c a.tar >b";
        QTest::newRow("bzip2 of two streams")
            << "head -c 3000 a.tar | bzip2 >b; tail -c +3001 a.tar | bzip2 >>b";
    }
    void aTarBecomesAnImageOfOneLayer()
    {
        QFETCH(QString, pack);
        runShell(kRoot + pack.toStdString(), path());
        PullingStore store;
        ImportOptions options;
        options.name = "root.tar.gz";
        options.tag = "docker.io/library/made:1";
        options.changes = {"ENV A=1", "USER jar"};
        options.uid = 1000;
        const PublishedImage made = imported(store, options);
        QVERIFY(made.isNew);
        const ImageRow row = store->findImage("made:1");
        QCOMPARE(row.serial, made.image);
        QCOMPARE(row.provenance.kind, ProvenanceKind::Imported);
        QCOMPARE(row.provenance.from, std::string("root.tar.gz"));
        const auto layers = store->layersOf(row);
        QCOMPARE(layers.size(), std::size_t(1));
        QCOMPARE(layers[0].diffId.hex() + '\n', runShell("sha256sum a.tar | cut -c1-64", path()));
        const ImageConfig config = ImageConfig::parse(store->blob(row.id), "x");
        QCOMPARE(config.run.environment, std::vector<std::string>{"A=1"});
        QCOMPARE(config.run.user, std::string("jar"));
        QCOMPARE(config.history.at(0).comment, std::string("Imported from root.tar.gz"));
        QCOMPARE(store.findings(), std::string());
        QVERIFY(filesBelow(store.temporary().path("spool")).empty());
    }

    void theSameTarIsTheSameLayer()
    {
        runShell(std::string(kRoot) + "gzip -c a.tar >b", path());
        PullingStore store;
        const PublishedImage first = imported(store, {.name = "a", .message = "one"});
        const PublishedImage second = imported(store, {.name = "a", .message = "two"});
        QVERIFY(first.id != second.id);
        QCOMPARE(store->snapshot().view->layers.size(), std::size_t(1));
        QCOMPARE(store.findings(), std::string());
    }

    void refusesWhatIsNoTar_data()
    {
        QTest::addColumn<QString>("make");
        QTest::newRow("empty") << ": >b";
        QTest::newRow("text") << "printf 'hello%.0s' {1..800} >b";
        QTest::newRow("cut") << "head -c 1500 a.tar >b";
        QTest::newRow("cut gzip") << "gzip -c a.tar | head -c 100 >b";
        QTest::newRow("cut xz") << "xz -c a.tar | head -c 100 >b";
        QTest::newRow("cut bzip2") << "bzip2 -c a.tar | head -c 100 >b";
        QTest::newRow("text behind bzip2") << "bzip2 -c a.tar >b; echo more >>b";
        QTest::newRow("climbing name") << "echo x >x; tar -P --transform 's,x,../x,' -cf b x";
    }
    void refusesWhatIsNoTar()
    {
        QFETCH(QString, make);
        runShell(kRoot + make.toStdString(), path());
        PullingStore store;
        QVERIFY_EXCEPTION_THROWN(imported(store, {.name = "b"}), Error);
        QCOMPARE(store.traces(), std::string());
    }

    void refusesATagThatOthersUse()
    {
        runShell(std::string(kRoot) + "cp a.tar b", path());
        PullingStore store;
        store.temporary().publish({"a"}, {"docker.io/library/x:1"}, 5);
        ImportOptions options{.name = "b", .tag = "docker.io/library/x:1"};
        options.uid = 1000;
        try {
            imported(store, options);
            QFAIL("it took the tag");
        } catch (const Error& error) {
            QCOMPARE(error.code(), Code::StoreNotOwned);
        }
        QCOMPARE(store->snapshot().view->images.size(), std::size_t(1));
    }

    void aWriterThatFallsSilentDoesNotKeepTheJobFromItsCancellation()
    {
        PullingStore store;
        const Pipe pipe = makePipe(); // nothing ever comes
        std::stop_source stop;
        std::jthread canceller([&] { stop.request_stop(); });
        Progress progress;
        QVERIFY_EXCEPTION_THROWN(importTar(*store, store.unpacker(), pipe.read, {.name = "-"},
                                           progress, stop.get_token()),
                                 Cancelled);
        QCOMPARE(store.traces(), std::string());
    }

private:
    std::string path() const { return m_directory->path().toStdString(); }

    PublishedImage imported(PullingStore& store, const ImportOptions& options)
    {
        const Fd archive = openFile(path() + "/b", O_RDONLY);
        Progress progress;
        return importTar(*store, store.unpacker(), archive, options, progress, {});
    }

    std::unique_ptr<QTemporaryDir> m_directory;
};

QTEST_GUILESS_MAIN(TestImport)
#include "tst_import.moc"
