// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/mount/usage.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include "engine/core/fd.h"

using namespace onggi;

namespace {

const auto kEver = std::chrono::steady_clock::time_point::max();

} // namespace

class TestUsage : public QObject {
    Q_OBJECT

    struct Place {
        QTemporaryDir directory;
        std::string path(const char* name) const { return directory.filePath(name).toStdString(); }
        void write(const char* name, std::size_t bytes) const
        {
            const Fd file = openFile(path(name), O_WRONLY | O_CREAT | O_TRUNC);
            writeFully(file.get(), std::string(bytes, 'x'), name);
            QCOMPARE(::fsync(file.get()), 0);
        }
        std::uint64_t blocks(const char* name) const
        {
            struct stat status {};
            ::lstat(path(name).c_str(), &status);
            return static_cast<std::uint64_t>(status.st_blocks) * 512;
        }
    };

private slots:
    void countsBlocksAndANameTwiceOnce()
    {
        const Place place;
        QVERIFY(QDir(place.directory.path()).mkpath("upper/deep/er"));
        place.write("upper/file", 100'000);
        place.write("upper/deep/er/file", 1);
        QCOMPARE(::link(place.path("upper/file").c_str(), place.path("upper/deep/name").c_str()),
                 0);
        const DiskUsage usage = diskUsage(place.path("upper"), kEver);
        QVERIFY(usage.isWhole);
        QVERIFY(usage.disk.count() >= 100'000);
        QCOMPARE(usage.disk.count(),
                 place.blocks("upper") + place.blocks("upper/file") + place.blocks("upper/deep") +
                     place.blocks("upper/deep/er") + place.blocks("upper/deep/er/file"));
    }

    void aHoleTakesNothing()
    {
        const Place place;
        QVERIFY(QDir(place.directory.path()).mkpath("upper"));
        const Fd file = openFile(place.path("upper/file"), O_WRONLY | O_CREAT);
        QCOMPARE(::ftruncate(file.get(), 1 << 30), 0);
        QVERIFY(diskUsage(place.path("upper"), kEver).disk < Bytes(1 << 20));
    }

    void noLinkIsFollowed()
    {
        const Place place;
        QVERIFY(QDir(place.directory.path()).mkpath("upper"));
        QVERIFY(QDir(place.directory.path()).mkpath("outside"));
        place.write("outside/file", 100'000);
        QCOMPARE(::symlink("../outside", place.path("upper/link").c_str()), 0);
        QCOMPARE(::symlink("outside", place.path("root").c_str()), 0);
        QVERIFY(diskUsage(place.path("upper"), kEver).disk < Bytes(100'000));
        QVERIFY(diskUsage(place.path("root"), kEver).disk < Bytes(100'000));
    }

    void whatIsNotThereTakesNothing()
    {
        const Place place;
        const DiskUsage usage = diskUsage(place.path("upper"), kEver);
        QVERIFY(usage.isWhole);
        QCOMPARE(usage.disk.count(), std::uint64_t(0));
    }

    void saysThatItHasNotSeenAll()
    {
        const Place place;
        Fd directory = openFile(place.directory.path().toStdString(), O_RDONLY | O_DIRECTORY);
        for (int i = 0; i < 200; ++i) {
            QCOMPARE(::mkdirat(directory.get(), "d", 0700), 0);
            directory = openAt(directory.get(), "d", O_RDONLY | O_DIRECTORY);
        }
        QVERIFY(!diskUsage(place.directory.path().toStdString(), kEver).isWhole);

        const Place wide;
        for (int i = 0; i < 600; ++i)
            QCOMPARE(::mkdir(wide.path(std::to_string(i).c_str()).c_str(), 0700), 0);
        const std::string path = wide.directory.path().toStdString();
        QVERIFY(diskUsage(path, kEver).isWhole);
        QVERIFY(!diskUsage(path, std::chrono::steady_clock::time_point::min()).isWhole);
    }
};

QTEST_GUILESS_MAIN(TestUsage)
#include "tst_usage.moc"
