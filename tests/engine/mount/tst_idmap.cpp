// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/mount/idmap.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <QTemporaryDir>
#include <QTest>

#include "engine/core/error.h"

using namespace onggi;

class TestIdmap : public QObject {
    Q_OBJECT

    struct Files {
        QTemporaryDir directory;
        std::string path(const char* name) const { return directory.filePath(name).toStdString(); }
        void write(const char* name, const std::string& text) const
        {
            writeFully(openFile(path(name), O_WRONLY | O_CREAT | O_TRUNC, 0644).get(), text, name);
        }
        std::string read(const char* name) const
        {
            return readWholeFile(AT_FDCWD, path(name), 1U << 20);
        }
        IdPool pool() const
        {
            return IdPool(path("subuid"), path("subgid"), "onggi", path("ledger"));
        }
    };

private slots:
    void readsLinesAndPassesOverNonsense()
    {
        const auto lines = parseSubordinateIds(
            "anna:100000:65536\n# no\n:1:2\nbert:x:1\n1000:5:4294967296\nc:7:8");
        QCOMPARE(lines.size(), std::size_t(2));
        QCOMPARE(lines[0].owner, "anna");
        QCOMPARE(lines[0].first, 100000U);
        QCOMPARE(lines[1].count, 8U);
    }

    void rangesDifferAndStandInBothFiles()
    {
        const Files files;
        IdPool pool = files.pool();
        const IdRange one = pool.take();
        const IdRange two = pool.take();
        QVERIFY(one != two);
        QCOMPARE(one.count, kIdsOfContainer);
        QVERIFY(one.first % kIdsOfContainer == 0);
        for (const char* name : {"subuid", "subgid"}) {
            const auto lines = parseSubordinateIds(files.read(name));
            QCOMPARE(lines.size(), std::size_t(1));
            QCOMPARE(lines[0].owner, "onggi");
            QVERIFY(lines[0].first <= one.first &&
                    one.first + one.count <= lines[0].first + lines[0].count);
        }
    }

    void linesOfOthersAreKeptAndNeverOverlapped()
    {
        const Files files;
        IdPool probe = files.pool();
        const IdRange first = probe.take();
        probe.giveBack(first);
        probe.releaseUnused();
        const std::string theirs =
            "anna:100000:65536\nbert:" + std::to_string(first.first + 5) + ":1";
        files.write("subuid", theirs);
        files.write("subgid", "carl:" + std::to_string(first.first + 1'048'576) + ":70000\n");
        IdPool pool = files.pool();
        const IdRange range = pool.take();
        QVERIFY(range.first >= first.first + 2 * 1'048'576);
        QVERIFY(files.read("subuid").starts_with(theirs + '\n'));
        pool.giveBack(range);
        pool.releaseUnused();
        QCOMPARE(files.read("subuid"), theirs + '\n');
    }

    void aBlockGoesWithItsLastRangeOnly()
    {
        const Files files;
        IdPool pool = files.pool();
        const IdRange one = pool.take();
        const IdRange two = pool.take();
        pool.giveBack(one);
        pool.releaseUnused();
        QCOMPARE(parseSubordinateIds(files.read("subuid")).size(), std::size_t(1));
        pool.giveBack(two);
        pool.releaseUnused();
        QCOMPARE(files.read("subuid"), "");
        QCOMPARE(files.read("subgid"), "");
    }

    void theNextPoolTakesOverWhatStandsAndIsUsed()
    {
        const Files files;
        IdRange kept;
        {
            IdPool pool = files.pool();
            pool.take();
            kept = pool.take();
        }
        IdPool next = files.pool();
        next.markUsed(kept);
        for (int i = 0; i < 15; ++i)
            QVERIFY(next.take() != kept);
        QCOMPARE(parseSubordinateIds(files.read("subuid")).size(), std::size_t(1));
        QVERIFY(next.take() != kept);
        QCOMPARE(parseSubordinateIds(files.read("subuid")).size(), std::size_t(2));
    }

    void whatStandsInOneFileOnlyGoesUnused()
    {
        const Files files;
        files.pool().take();
        // As a helper leaves it that is killed between the two.
        files.write("subuid", "");
        IdPool next = files.pool();
        const IdRange range = next.take();
        QCOMPARE(parseSubordinateIds(files.read("subuid")).size(), std::size_t(1));
        next.giveBack(range);
        next.releaseUnused();
        QCOMPARE(files.read("subuid"), "");
        QCOMPARE(files.read("subgid"), "");
    }

    void anotherPoolsBlocksAreLeftAlone()
    {
        const Files files;
        IdPool theirs(files.path("subuid"), files.path("subgid"), "onggi",
                      files.path("other-ledger"));
        const IdRange range = theirs.take();
        IdPool ours = files.pool();
        const IdRange own = ours.take();
        QVERIFY(own.first / 1'048'576 != range.first / 1'048'576);
        ours.giveBack(own);
        ours.releaseUnused();
        QCOMPARE(parseSubordinateIds(files.read("subuid")).size(), std::size_t(1));
    }

    void aLockOfAProcessThatHasGoneIsTakenOver()
    {
        const Files files;
        files.write("subuid.lock", std::string("2147483646\0", 11));
        IdPool pool = files.pool();
        pool.take();
        QVERIFY(::access(files.path("subuid.lock").c_str(), F_OK) < 0);
    }

    void theModeOfTheFilesIsKept()
    {
        const Files files;
        files.write("subuid", "");
        QCOMPARE(::chmod(files.path("subuid").c_str(), 0640), 0);
        IdPool pool = files.pool();
        pool.take();
        struct stat status {};
        QCOMPARE(::stat(files.path("subuid").c_str(), &status), 0);
        QCOMPARE(status.st_mode & 0777U, 0640U);
    }
};

QTEST_APPLESS_MAIN(TestIdmap)
#include "tst_idmap.moc"
