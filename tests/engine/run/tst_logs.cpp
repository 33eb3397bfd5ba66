// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/run/logs.h"

#include <fcntl.h>
#include <unistd.h>

#include <QTemporaryDir>
#include <QTest>
#include <thread>

#include "engine/core/cancel.h"

using namespace onggi;

class TestLogs : public QObject {
    Q_OBJECT

    const QTemporaryDir m_directory;
    std::string path(const char* name) const { return m_directory.filePath(name).toStdString(); }
    void write(const std::string& text, int flags = O_TRUNC) const
    {
        writeFully(openFile(path("log"), O_WRONLY | O_CREAT | flags).get(), text, "log");
    }
    // Output and, behind a bar, error.
    std::string copy(const LogRange& range) const
    {
        {
            const Fd output = openFile(path("out"), O_WRONLY | O_CREAT | O_TRUNC);
            const Fd error = openFile(path("err"), O_WRONLY | O_CREAT | O_TRUNC);
            copyLogs(path("log"), range, output.get(), error.get(), [] { return true; }, {});
        }
        return readWholeFile(AT_FDCWD, path("out"), 1U << 20) + '|' +
               readWholeFile(AT_FDCWD, path("err"), 1U << 20);
    }

private slots:
    void readsLinesOfConmon()
    {
        const auto piece = parseLogLine("2026-01-01T00:00:00.5+00:00 stderr P a b ");
        QVERIFY(piece && piece->isError && !piece->isWholeLine);
        QCOMPARE(piece->text, "a b ");
        QVERIFY(parseLogLine("2026-01-01T00:00:00Z stdout F")->text.empty());
        for (const char* line : {"", "x", "time stdout", "time other F x", "time stdout X x"})
            QVERIFY(!parseLogLine(line));
    }

    void putsPartsTogetherAndStreamsApart()
    {
        write("t1 stdout P hel\nt2 stdout F lo\nt3 stderr F oops\nnonsense\nt4 stdout P no "
              "newline\n");
        QCOMPARE(copy({}), "hello\nno newline|oops\n");
        LogRange range;
        range.hasTimestamps = true;
        QCOMPARE(copy(range), "t1 hello\nt4 no newline|t3 oops\n");
    }

    void theTailIsTheLastLines()
    {
        std::string text;
        for (int i = 0; i < 20000; ++i)
            text += "t stdout F line " + std::to_string(i) + '\n';
        write(text);
        LogRange range;
        range.tail = 2;
        QCOMPARE(copy(range), "line 19998\nline 19999\n|");
        range.tail = 0;
        QCOMPARE(copy(range), "|");
        range.tail = 50000;
        QCOMPARE(copy(range).size(), copy({}).size());
    }

    void partsCountAsTheLineThatTheyAre()
    {
        std::string text;
        for (int i = 0; i < 20000; ++i)
            text += "t stdout P li\nt stdout F ne " + std::to_string(i) + '\n';
        write(text);
        LogRange range;
        range.tail = 2;
        QCOMPARE(copy(range), "line 19998\nline 19999\n|");
        range.tail = 20000;
        QCOMPARE(copy(range).size(), copy({}).size());
        write("t stdout F one\nt stdout P open\n");
        range.tail = 1;
        QCOMPARE(copy(range), "one\nopen|");
        write("x\n");
        QCOMPARE(copy(range), "|");
    }

    void timesBoundIt()
    {
        write("2026-01-01T00:00:00Z stdout F one\n2026-01-01T00:00:10Z stdout F two\n"
              "2026-01-01T00:00:20Z stdout F three\n");
        LogRange range;
        range.since = 1767225605;
        QCOMPARE(copy(range), "two\nthree\n|");
        range.until = 1767225615;
        QCOMPARE(copy(range), "two\n|");
    }

    void followsUntilItEnds()
    {
        write("t stdout F one\n");
        std::atomic<bool> hasEnded = false;
        Pipe pipe = makePipe();
        std::jthread reader([&] {
            LogRange range;
            range.isFollowed = true;
            copyLogs(path("log"), range, pipe.write.get(), pipe.write.get(),
                     [&] { return hasEnded.load(); }, {});
            pipe.write.reset();
        });
        char text[8] = {};
        QCOMPARE(::read(pipe.read.get(), text, 4), ssize_t(4));
        write("t stdout F two\n", O_APPEND);
        QCOMPARE(::read(pipe.read.get(), text, 4), ssize_t(4));
        QCOMPARE(std::string(text), "two\n");
        write("t stdout F three\n", O_APPEND);
        hasEnded = true;
        std::string rest(16, '\0');
        rest.resize(readFully(pipe.read.get(), std::as_writable_bytes(std::span(rest)), "pipe"));
        QCOMPARE(rest, "three\n");
    }

    void whoDoesNotReadIsNotWaitedForWhenItIsCancelled()
    {
        std::string text;
        for (int i = 0; i < 20000; ++i) // more than a pipe holds
            text += "t stdout F line " + std::to_string(i) + '\n';
        write(text);
        const Pipe pipe = makePipe();
        std::stop_source source;
        const std::jthread reader([&] {
            char byte = 0;
            if (::read(pipe.read.get(), &byte, 1) == 1)
                source.request_stop();
        });
        QVERIFY_EXCEPTION_THROWN(copyLogs(
                                     path("log"), {}, pipe.write.get(), pipe.write.get(),
                                     [] { return true; }, source.get_token()),
                                 Cancelled);
        QCOMPARE(::fcntl(pipe.write.get(), F_GETFL) & O_NONBLOCK, 0);
    }

    void readerThatHasGoneIsNoFailure()
    {
        write("t stdout F one\n");
        Pipe pipe = makePipe();
        pipe.read.reset();
        copyLogs(path("log"), {}, pipe.write.get(), pipe.write.get(), [] { return true; }, {});
    }

    void followingIsCancelled()
    {
        write("");
        std::stop_source source;
        source.request_stop();
        LogRange range;
        range.isFollowed = true;
        QVERIFY_EXCEPTION_THROWN(
            copyLogs(
                path("log"), range, -1, -1, [] { return false; }, source.get_token()),
            Cancelled);
    }
};

QTEST_APPLESS_MAIN(TestLogs)
#include "tst_logs.moc"
