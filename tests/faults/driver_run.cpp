// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The driver is spawned with the page's file in its environment, and waited for as long as a
// machine under load may need for a verb of milliseconds.

#include "tests/faults/driver_run.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <new>
#include <stdexcept>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

extern "C" { // which glibc 2.36 leaves out
#include <sys/pidfd.h>
}

#include "engine/core/fd.h"

namespace onggi::test {

namespace {

constexpr int kPatience = 180'000; // milliseconds

class MappedPage {
public:
    explicit MappedPage(const std::string& path)
    {
        // An unpacker whose driver was killed may still count in the page of its own run.
        ::unlink(path.c_str());
        const Fd file = openFile(path, O_RDWR | O_CREAT | O_EXCL, 0600);
        if (::ftruncate(file.get(), sizeof(FaultPage)) < 0)
            throw std::runtime_error("no page of memory");
        void* const memory =
            ::mmap(nullptr, sizeof(FaultPage), PROT_READ | PROT_WRITE, MAP_SHARED, file.get(), 0);
        if (memory == MAP_FAILED)
            throw std::runtime_error("no page of memory");
        m_page = new (memory) FaultPage;
    }
    ~MappedPage() { ::munmap(m_page, sizeof(FaultPage)); }
    MappedPage(const MappedPage&) = delete;
    MappedPage& operator=(const MappedPage&) = delete;

    FaultPage* operator->() { return m_page; }

private:
    FaultPage* m_page;
};

pid_t spawnDriver(const std::string& page, const std::string& log,
                  const std::vector<std::string>& arguments)
{
    std::vector<char*> argv{const_cast<char*>("fault_driver")};
    for (const std::string& argument : arguments)
        argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);
    std::string variable = std::string(kPageVariable) + '=' + page;
    char* environment[] = {variable.data(), nullptr};
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_addopen(&actions, 1, log.c_str(), O_WRONLY | O_CREAT | O_TRUNC,
                                       0600);
    ::posix_spawn_file_actions_adddup2(&actions, 1, 2);
    pid_t pid = -1;
    const int result =
        ::posix_spawn(&pid, ONGGI_FAULT_DRIVER, &actions, nullptr, argv.data(), environment);
    ::posix_spawn_file_actions_destroy(&actions);
    if (result != 0)
        throw std::runtime_error(std::string("fault_driver: ") + std::strerror(result));
    return pid;
}

void waitFor(pid_t pid, DriverRun& run)
{
    const Fd handle(::pidfd_open(pid, 0));
    pollfd ended{handle.get(), POLLIN, 0};
    int events = handle ? -1 : 1; // without one only ctest's patience ends
    while (events < 0) {
        events = ::poll(&ended, 1, kPatience);
        if (events < 0 && errno != EINTR)
            throw std::runtime_error(std::string("poll: ") + std::strerror(errno));
    }
    run.isHanging = events == 0;
    if (run.isHanging)
        ::kill(pid, SIGKILL);
    int status = 0;
    while (::waitpid(pid, &status, 0) < 0 && errno == EINTR)
        continue;
    run.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    run.exitCode = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

} // namespace

DriverRun runDriver(const std::string& directory, const std::string& log, const std::string& verb,
                    const std::string& argument, const FaultOrder& order)
{
    MappedPage page(directory + "/page");
    page->fault = order.fault;
    page->series = order.series;
    page->at = order.at;
    page->killAfter = order.killAfter;
    page->killsUnpacker = order.killsUnpacker;
    const std::string state = directory + "/state";
    std::strncpy(page->root, state.c_str(), sizeof page->root - 1);
    std::vector<std::string> arguments = {state, verb, argument};
    if (order.afterwards != Afterwards::Ends)
        arguments.emplace_back(order.afterwards == Afterwards::Dies ? "die" : "again");

    DriverRun run;
    waitFor(spawnDriver(directory + "/page", log, arguments), run);
    run.isReached = page->isReached;
    run.isUnpackers = page->isUnpackers;
    run.call = page->call;
    run.errorCode = page->errorCode;
    run.error = page->error;
    run.passed[0] = page->passed[0];
    run.passed[1] = page->passed[1];
    run.microseconds = page->microseconds;
    return run;
}

std::string DriverRun::text() const
{
    std::string text;
    if (isReached)
        text += (isUnpackers ? "an unpacker's " : "") + call + ", ";
    if (isHanging)
        text += "it did not end";
    else if (signal != 0)
        text += "it died of signal " + std::to_string(signal);
    else
        text += "it exited with " + std::to_string(exitCode);
    return error.empty() ? text : text + ": " + errorCode + ": " + error;
}

} // namespace onggi::test
