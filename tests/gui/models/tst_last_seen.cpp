// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The file of what was last seen: what comes back from it, and what is not taken from one that is
// broken, foreign, of another version or too large.

#include "gui/models/last_seen.h"

#include <memory>

#include <QFile>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

#include "gui/models/seen_rows.h"
#include "helper/api/convert.h"
#include "tests/support/drawn_store.h"

using namespace onggi;

namespace {

const StoreView& drawn()
{
    static const StoreView view = [] {
        StoreView made = DrawnStore(R"(
            base:1                = a b
            localhost/web:1 web:x = a b c
            <none>                = d
            web-test @ web:x)")
                             .view();
        made.images[1].provenance = {ProvenanceKind::Loaded, "a\xff.tar", 1'700'000'000};
        made.images[1].digests = {"localhost/web@" + made.images[0].id.text()};
        made.containers[0].state = ContainerState::Running;
        made.containers[0].exitCode = -1;
        made.containers[0].ports = {"127.0.0.1:8080->80/tcp"};
        made.containers[0].command = "sleep 옹기";
        return made;
    }();
    return view;
}

// A store whose helper is never there, and the file beside it.
struct Window {
    explicit Window(const QString& path)
        : lastSeen(store, path)
    {
    }
    bool hasRead()
    {
        QSignalSpy read(&lastSeen, &LastSeen::read);
        return read.wait(30'000);
    }

    HelperLink link{QDBusConnection(QString())};
    LiveStore store{link};
    LastSeen lastSeen;
};

} // namespace

class TestLastSeen : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        QVERIFY(m_directory->isValid());
    }

    void rowsComeBackAsTheyWere()
    {
        const auto rows = unpackRows(packRows(drawn()));
        QVERIFY(rows);
        QCOMPARE(packRows(rows->view), packRows(drawn()));
        QCOMPARE(rows->view.layers.size(), 4U);
        QCOMPARE(rows->view.layers[2].diffId, drawn().layers[2].diffId);
        QCOMPARE(rows->view.layers[2].disk, Bytes(2000));
        const ImageRow& image = rows->view.images[1];
        QCOMPARE(image.id, drawn().images[1].id);
        QCOMPARE(image.tags, drawn().images[1].tags);
        QCOMPARE(image.digests, drawn().images[1].digests);
        QCOMPARE(image.layers, drawn().images[1].layers);
        QCOMPARE(image.provenance.kind, ProvenanceKind::Loaded);
        QCOMPARE(image.provenance.from, std::string("a\xff.tar"));
        QCOMPARE(image.provenance.time, 1'700'000'000);
        const ContainerRow& container = rows->view.containers.front();
        QCOMPARE(container.state, ContainerState::Running);
        QCOMPARE(container.exitCode, -1);
        QCOMPARE(container.ports, drawn().containers[0].ports);
        QCOMPARE(container.command, std::string("sleep 옹기"));
        QCOMPARE(rows->forest.nodes().size(), 4U);
    }

    void anEmptyStoreComesBackEmpty()
    {
        const auto rows = unpackRows(packRows({}));
        QVERIFY(rows);
        QVERIFY(rows->view.images.empty());
    }

    void everyPrefixIsRefused()
    {
        const QByteArray bytes = packRows(drawn());
        for (qsizetype size = 0; size < bytes.size(); ++size)
            QVERIFY(!unpackRows(bytes.left(size)));
    }

    void everyChangedByteIsRefused()
    {
        const QByteArray bytes = packRows(drawn());
        for (qsizetype at = 0; at < bytes.size(); ++at) {
            QByteArray changed = bytes;
            changed[at] = static_cast<char>(changed[at] ^ 1);
            QVERIFY(!unpackRows(changed));
        }
    }

    void anotherVersionIsRefused()
    {
        QVERIFY(!unpackRows(packRows(drawn()).replace("last seen 1", "last seen 2")));
    }

    // Somebody may have written them with a sum that fits.
    void rowsThatCannotBeAreRefused()
    {
        StoreView lost = drawn();
        lost.layers.pop_back();
        QVERIFY(!unpackRows(packRows(lost)));
        StoreView orphan = drawn();
        orphan.containers[0].image = 4711;
        QVERIFY(!unpackRows(packRows(orphan)));
        StoreView misnamed = drawn();
        misnamed.images[0].tags = {"not a name"};
        QVERIFY(!unpackRows(packRows(misnamed)));
    }

    void theStoreShowsTheFileUntilItIsLive()
    {
        write(packRows(drawn()));
        Window window(path());
        QSignalSpy changes(&window.store, &LiveStore::storeChanged);
        QVERIFY(window.hasRead());
        QCOMPARE(changes.count(), 1);
        QCOMPARE(window.store.view().images.size(), 3U);
        QVERIFY(!window.store.isLive());
    }

    void nothingIsShownOf_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("an empty file") << QByteArray();
        QTest::newRow("a foreign file") << QByteArray("#!/bin/sh\n");
        QTest::newRow("a broken file") << packRows(drawn()).chopped(1);
        QTest::newRow("a file of many bytes")
            << packRows(drawn()) + QByteArray(LastSeen::kLargest, '\0');
    }
    void nothingIsShownOf()
    {
        QFETCH(QByteArray, bytes);
        write(bytes);
        Window window(path());
        QVERIFY(window.hasRead());
        QVERIFY(window.store.view().images.empty());
    }

    // Opening it for reading would wait for somebody who writes.
    void aPipeIsNotWaitedFor()
    {
        QCOMPARE(mkfifo(qPrintable(path()), 0600), 0);
        Window window(path());
        QVERIFY(window.hasRead());
        QVERIFY(window.store.view().images.empty());
    }

    void whatWasOnlyLastSeenIsNotWritten()
    {
        write(packRows(drawn()));
        const QDateTime before = QDateTime::fromSecsSinceEpoch(1'000'000'000);
        {
            QFile file(path());
            QVERIFY(file.open(QIODevice::ReadWrite));
            QVERIFY(file.setFileTime(before, QFileDevice::FileModificationTime));
        }
        {
            Window window(path());
            QVERIFY(window.hasRead());
        }
        QCOMPARE(QFileInfo(path()).lastModified(), before);
    }

    void thePathIsInTheUsersCacheAndOfThisBus()
    {
        qputenv("XDG_CACHE_HOME", m_directory->path().toLocal8Bit());
        const QString one = LastSeen::path();
        QVERIFY(one.startsWith(m_directory->path() + "/onggi/"));
        qputenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/run/another");
        QVERIFY(LastSeen::path() != one);
        qunsetenv("DBUS_SYSTEM_BUS_ADDRESS");
        QCOMPARE(LastSeen::path(), one);
    }

private:
    QString path() const { return m_directory->filePath("last-seen"); }
    void write(const QByteArray& bytes)
    {
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }

    std::unique_ptr<QTemporaryDir> m_directory;
};

QTEST_GUILESS_MAIN(TestLastSeen)
#include "tst_last_seen.moc"
