// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How points are counted and how one dies at them. An unpacker sits in a sandbox whose filter would
// kill it for any call beyond its few: it may fstat, and wait, and so it asks the driver for its
// death. A thread of the driver hears that; it is also the one that strikes at random moments.

#include "tests/faults/fault_point.h"

#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <thread>

#include <fcntl.h>
#include <linux/futex.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace onggi::test {

namespace {

FaultPage* thePage = nullptr;
bool isUnpacker = false;
pid_t ownPid = 0;

// Before main(): an unpacker closes what it does not know when it enters its sandbox.
__attribute__((constructor)) void mapPage()
{
    if (const char* const path = std::getenv(kPageVariable)) {
        const int file = ::open(path, O_RDWR | O_CLOEXEC);
        if (file < 0 || ::dup2(file, kPageDescriptor) < 0)
            std::abort();
        ::close(file);
    } else {
        isUnpacker = true;
    }
    void* const memory =
        ::mmap(nullptr, sizeof(FaultPage), PROT_READ | PROT_WRITE, MAP_SHARED, kPageDescriptor, 0);
    ownPid = ::getpid();
    thePage = memory == MAP_FAILED ? nullptr : static_cast<FaultPage*>(memory);
}

void futexWait(std::atomic<std::int32_t>& word, std::int32_t value, const timespec* timeout)
{
    ::syscall(SYS_futex, &word, FUTEX_WAIT, value, timeout, nullptr, 0);
}

[[noreturn]] void dieAlone() noexcept
{
    if (!isUnpacker)
        ::kill(ownPid, SIGKILL);
    thePage->asked = ownPid;
    ::syscall(SYS_futex, &thePage->asked, FUTEX_WAKE, INT_MAX, nullptr, nullptr, 0);
    std::atomic<std::int32_t> forever = 0;
    for (;;)
        futexWait(forever, 0, nullptr);
}

// A child of ours, or 0. It may be waited for while we look: then the blow finds nobody, and the
// run ends undisturbed.
pid_t someUnpacker()
{
    std::error_code ignored;
    for (const auto& task : std::filesystem::directory_iterator("/proc/self/task", ignored)) {
        std::ifstream children(task.path() / "children");
        pid_t pid = 0;
        if (children >> pid)
            return pid;
    }
    return 0;
}

void strike(const FaultPage& page)
{
    const pid_t victim = page.killsUnpacker ? someUnpacker() : 0;
    ::kill(victim > 0 ? victim : ownPid, SIGKILL);
}

void watch(FaultPage& page)
{
    timespec wait{};
    wait.tv_sec = static_cast<time_t>(page.killAfter / 1'000'000);
    wait.tv_nsec = static_cast<long>(page.killAfter % 1'000'000 * 1000);
    if (page.killAfter > 0) {
        ::nanosleep(&wait, nullptr);
        strike(page);
    }
    for (;;) {
        futexWait(page.asked, 0, nullptr);
        const std::int32_t asked = page.asked.exchange(0);
        if (asked != 0)
            ::kill(asked > 0 ? asked : ownPid, SIGKILL);
    }
}

} // namespace

FaultPage& faultPage()
{
    if (!thePage)
        std::abort();
    return *thePage;
}

void armFaults()
{
    FaultPage& page = faultPage();
    if (page.isArmed)
        return;
    struct stat status;
    if (::stat(page.root, &status) < 0)
        std::abort();
    page.device = status.st_dev;
    std::thread(watch, std::ref(page)).detach();
    page.isArmed = true;
}

bool isCounted(int fd) noexcept
{
    if (!thePage || !thePage->isArmed || (!isUnpacker && fd <= STDERR_FILENO))
        return false;
    const int before = errno;
    struct stat status;
    const bool isKnown = ::fstat(fd, &status) == 0;
    errno = before;
    if (!isKnown)
        return false;
    if (S_ISFIFO(status.st_mode))
        return isUnpacker;
    return (S_ISREG(status.st_mode) || S_ISDIR(status.st_mode)) && status.st_dev == thePage->device;
}

bool isCounted(int directory, const char* path) noexcept
{
    if (!thePage || !thePage->isArmed || isUnpacker)
        return false;
    if (path[0] != '/')
        return directory != AT_FDCWD && isCounted(directory);
    const std::size_t length = std::strlen(thePage->root);
    return std::strncmp(path, thePage->root, length) == 0 &&
           (path[length] == '/' || path[length] == '\0');
}

bool isArmed() noexcept
{
    return thePage && thePage->isArmed && !isUnpacker;
}

bool isPipe(int fd) noexcept
{
    struct stat status;
    return ::fstat(fd, &status) == 0 && S_ISFIFO(status.st_mode);
}

Turn passPoint(Series series, const char* call, bool isOnPipe) noexcept
{
    FaultPage& page = *thePage;
    const std::uint64_t number = ++page.passed[static_cast<std::size_t>(series)];
    if (page.series != series || page.at != number)
        return Turn::Go;
    std::strncpy(page.call, call, sizeof page.call - 1);
    page.isUnpackers = isUnpacker;
    page.isReached = true;
    switch (page.fault) {
    case Fault::None:
        return Turn::Go;
    case Fault::Kill:
        dieAlone();
    case Fault::KillHalfway:
        return Turn::DieAfter;
    case Fault::NoSpace:
        errno = ENOSPC;
        break;
    case Fault::Io:
        errno = EIO;
        break;
    case Fault::NoDescriptors:
        errno = EMFILE;
        break;
    }
    return isOnPipe ? Turn::Go : Turn::Fail;
}

void dieTogether() noexcept
{
    if (!isUnpacker)
        ::kill(ownPid, SIGKILL);
    ownPid = -ownPid;
    dieAlone();
}

} // namespace onggi::test
