// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Standard streams that are closed, full or without a reader, and signals while they are waited
// for. Each case is a process of its own.

#include "helper/ctl/output.h"

#include <array>
#include <csignal>
#include <functional>
#include <thread>

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QTest>

#include "helper/ctl/session.h"

using namespace onggi;
using namespace onggi::ctl;

namespace {

constexpr int kThrown = 99;

// How a process ended that did this.
int statusOf(const std::function<int()>& act)
{
    const pid_t child = ::fork();
    if (child == 0) {
        try {
            ::_exit(act());
        } catch (...) {
            ::_exit(kThrown);
        }
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return status;
}

bool hasFailed(const char* text)
{
    try {
        print(text);
        return false;
    } catch (const ReaderGone&) {
        return false;
    } catch (const Error&) {
        return true;
    }
}

void putInPlaceOf(int fd, const char* path)
{
    const int file = ::open(path, O_RDWR);
    ::dup2(file, fd);
}

// By which signal a process ended that was interrupted before it did this; 0: by none.
int signalThatEnded(const std::function<void()>& act)
{
    const int status = statusOf([&act] {
        blockSignals();
        std::raise(SIGINT);
        ::alarm(20); // where nothing ends it
        act();
        return 0;
    });
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

// Standard output becomes a pipe that nobody reads.
void loseTheReader()
{
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0)
        ::_exit(kThrown);
    ::dup2(ends[1], STDOUT_FILENO);
    ::close(ends[0]);
    std::signal(SIGPIPE, SIG_IGN); // as the bus library does
}

} // namespace

class TestOutput : public QObject {
    Q_OBJECT

private slots:
    void keepsTheNumbersOfClosedStreams()
    {
        const int status = statusOf([] {
            for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
                ::close(fd);
            holdStandardStreams();
            const int next = ::open("/dev/null", O_RDWR);
            char c = 0;
            return next > STDERR_FILENO && hasFailed("x") && ::read(STDIN_FILENO, &c, 1) < 0 ? 0
                                                                                             : 1;
        });
        QCOMPARE(status, 0);
    }

    void leavesOpenStreamsAsTheyAre()
    {
        const int status = statusOf([] {
            putInPlaceOf(STDOUT_FILENO, "/dev/null");
            holdStandardStreams();
            print("x");
            return 0;
        });
        QCOMPARE(status, 0);
    }

    void saysThatStandardOutputIsFull()
    {
        const int status = statusOf([] {
            putInPlaceOf(STDOUT_FILENO, "/dev/full");
            return hasFailed("x") ? 0 : 1;
        });
        QCOMPARE(status, 0);
    }

    void waitsForAReaderOfANonBlockingPipe()
    {
        const int status = statusOf([] {
            std::array<int, 2> ends{};
            if (::pipe2(ends.data(), O_NONBLOCK) != 0)
                return 1;
            ::dup2(ends[1], STDOUT_FILENO);
            ::close(ends[1]);
            std::size_t count = 0;
            std::thread reader([&] {
                std::array<char, 4096> piece{};
                for (ssize_t got = -1; got != 0;) {
                    pollfd waiting{ends[0], POLLIN, 0};
                    ::poll(&waiting, 1, -1);
                    got = ::read(ends[0], piece.data(), piece.size());
                    count += got > 0 ? static_cast<std::size_t>(got) : 0;
                }
            });
            const std::string text(1 << 20, 'x'); // more than a pipe holds
            const bool isWritten = !hasFailed(text.c_str());
            ::close(STDOUT_FILENO);
            reader.join();
            return isWritten && count == text.size() ? 0 : 1;
        });
        QCOMPARE(status, 0);
    }

    void endsWithoutAWordWhenNobodyReads()
    {
        const int status = statusOf([] {
            loseTheReader();
            try {
                print("x");
            } catch (const ReaderGone&) {
                return endByBrokenPipe();
            }
            return 0;
        });
        QVERIFY(WIFSIGNALED(status));
        QCOMPARE(WTERMSIG(status), SIGPIPE);
    }

    void isInterruptedWhileItWrites()
    {
        QCOMPARE(signalThatEnded([] {
                     putInPlaceOf(STDOUT_FILENO, "/dev/null");
                     print("x");
                 }),
                 SIGINT);
    }

    void isInterruptedWhileItAsks()
    {
        QCOMPARE(signalThatEnded([] {
                     std::array<int, 2> silent{};
                     if (::pipe(silent.data()) != 0)
                         return;
                     ::dup2(silent[0], STDIN_FILENO);
                     confirmed("Really?");
                 }),
                 SIGINT);
    }

    void isNotInterruptedWhileItTellsOfAJob()
    {
        QCOMPARE(signalThatEnded([] {
                     putInPlaceOf(STDOUT_FILENO, "/dev/null");
                     printProgress(STDOUT_FILENO, "x");
                 }),
                 0);
    }

    void goesOnWhenNobodyWatchesAJob()
    {
        const int status = statusOf([] {
            loseTheReader();
            printProgress(STDOUT_FILENO, "x");
            return 0;
        });
        QCOMPARE(status, 0);
    }
};

QTEST_APPLESS_MAIN(TestOutput)
#include "tst_output.moc"
