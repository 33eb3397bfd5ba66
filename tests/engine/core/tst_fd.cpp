// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/core/fd.h"

#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "engine/core/error.h"

using namespace onggi;

class TestFd : public QObject {
    Q_OBJECT

private slots:
    void opensInsideARootWhereverItsLinksPoint()
    {
        const QTemporaryDir place;
        const std::string base = place.path().toStdString();
        QVERIFY(QDir(place.path()).mkpath("root/etc"));
        writeFully(openFile(base + "/outside", O_WRONLY | O_CREAT).get(), "secret", "outside");
        writeFully(openFile(base + "/root/etc/passwd", O_WRONLY | O_CREAT).get(), "own", "passwd");
        QVERIFY(QFile::link("/etc/passwd", place.filePath("root/absolute")));
        QVERIFY(QFile::link("../outside", place.filePath("root/upward")));
        const Fd root = openFile(base + "/root", O_PATH | O_DIRECTORY);
        const Fd own = openInRoot(root.get(), "absolute", O_RDONLY);
        QVERIFY(own);
        QCOMPARE(fileSize(own.get(), "absolute"), std::uint64_t(3));
        QVERIFY(!openInRoot(root.get(), "upward", O_RDONLY));
        QCOMPARE(errno, ENOENT);
    }

    void closesWhatItOwns()
    {
        int number;
        {
            const Fd fd = openFile("/dev/null", O_RDONLY);
            number = fd.get();
            QVERIFY(::fcntl(number, F_GETFD) & FD_CLOEXEC);
        }
        QVERIFY(::fcntl(number, F_GETFD) < 0);
    }

    void moveLeavesTheSourceEmpty()
    {
        Fd first = openFile("/dev/null", O_RDONLY);
        const int number = first.get();
        const Fd second = std::move(first);
        QCOMPARE(second.get(), number);
        QVERIFY(!first); // NOLINT(bugprone-use-after-move): what the test is about
    }

    void readsAndWritesAtOffsets()
    {
        QTemporaryDir directory;
        const Fd fd = openFile(directory.filePath("f").toStdString(), O_RDWR | O_CREAT);
        writeFully(fd.get(), "hello", "f");
        writeFullyAt(fd.get(), std::as_bytes(std::span("J", 1)), 0, "f");
        std::string text(9, '\0');
        text.resize(readFullyAt(fd.get(), std::as_writable_bytes(std::span(text)), 0, "f"));
        QCOMPARE(text, "Jello");
        QCOMPARE(fileSize(fd.get(), "f"), std::uint64_t(5));
    }

    void missingFileIsNamed()
    {
        try {
            openFile("/no/such/file", O_RDONLY);
            QFAIL("opened a file that does not exist");
        } catch (const Error& error) {
            QVERIFY(error.code() == Code::SystemIo);
            QCOMPARE(error.subject(), "/no/such/file");
        }
    }

    void wholeFileRefusesLinksAndLongFiles()
    {
        QTemporaryDir directory;
        const Fd dir = openFile(directory.path().toStdString(), O_RDONLY | O_DIRECTORY);
        writeFully(openAt(dir.get(), "f", O_WRONLY | O_CREAT).get(), "12345", "f");
        QCOMPARE(readWholeFile(dir.get(), "f", 5), "12345");
        QVERIFY_EXCEPTION_THROWN(readWholeFile(dir.get(), "f", 4), Error);
        QCOMPARE(::symlinkat("f", dir.get(), "l"), 0);
        QVERIFY_EXCEPTION_THROWN(readWholeFile(dir.get(), "l", 5), Error);
        QCOMPARE(::mkfifoat(dir.get(), "p", 0600), 0);
        QVERIFY_EXCEPTION_THROWN(readWholeFile(dir.get(), "p", 5), Error);
    }
};

QTEST_APPLESS_MAIN(TestFd)
#include "tst_fd.moc"
