// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// posix_spawn(3), which does not copy the helper's memory. Standard input is never /dev/null: crun
// gives the descriptors that it is started with to the container's user, and that device is
// everybody's.

#include "engine/run/process.h"

#include <array>
#include <cerrno>
#include <csignal>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/core/cancel.h"
#include "engine/core/error.h"

namespace onggi {

namespace {

constexpr std::size_t kMaxOutput = 1U << 20;
constexpr int kPollMilliseconds = 50;
// Above every number that a program is told about, so that no dup2 overwrites a source.
constexpr int kFirstSource = 200;

class SpawnActions {
public:
    SpawnActions()
    {
        ::posix_spawn_file_actions_init(&m_actions);
        ::posix_spawnattr_init(&m_attributes);
        sigset_t all;
        sigset_t none;
        ::sigfillset(&all);
        ::sigemptyset(&none);
        ::posix_spawnattr_setsigdefault(&m_attributes, &all);
        ::posix_spawnattr_setsigmask(&m_attributes, &none);
        ::posix_spawnattr_setflags(&m_attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
    }
    ~SpawnActions()
    {
        ::posix_spawn_file_actions_destroy(&m_actions);
        ::posix_spawnattr_destroy(&m_attributes);
    }
    SpawnActions(const SpawnActions&) = delete;
    SpawnActions& operator=(const SpawnActions&) = delete;

    void give(int fd, int number)
    {
        Fd source(::fcntl(fd, F_DUPFD_CLOEXEC, kFirstSource));
        if (!source)
            throw systemError(errno, "descriptor", "dup");
        ::posix_spawn_file_actions_adddup2(&m_actions, source.get(), number);
        m_sources.push_back(std::move(source));
        m_end = std::max(m_end, number + 1);
    }

    pid_t spawn(const ProcessRequest& request)
    {
        ::posix_spawn_file_actions_addclosefrom_np(&m_actions, m_end);
        const std::vector<char*> arguments = pointers(request.arguments);
        const std::vector<char*> environment = pointers(request.environment);
        pid_t child = -1;
        const int number = ::posix_spawn(&child, request.arguments[0].c_str(), &m_actions,
                                         &m_attributes, arguments.data(), environment.data());
        if (number != 0)
            throw systemError(number, request.arguments[0], "start");
        return child;
    }

private:
    static std::vector<char*> pointers(const std::vector<std::string>& strings)
    {
        std::vector<char*> result;
        for (const std::string& text : strings)
            result.push_back(const_cast<char*>(text.c_str()));
        result.push_back(nullptr);
        return result;
    }

    posix_spawn_file_actions_t m_actions{};
    posix_spawnattr_t m_attributes{};
    std::vector<Fd> m_sources;
    int m_end = 3;
};

Fd inputFile(const std::string& text)
{
    if (text.empty())
        return makePipe().read; // ends at once: the other end is closed already
    Fd file(::memfd_create("input", MFD_CLOEXEC));
    if (!file)
        throw systemError(errno, "standard input", "memfd_create");
    writeFully(file.get(), text, "standard input");
    ::lseek(file.get(), 0, SEEK_SET);
    return file;
}

// Kills and reaps unless it has been waited for.
class Child {
public:
    explicit Child(pid_t pid)
        : m_pid(pid)
        , m_descriptor(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)))
    {
    }
    ~Child()
    {
        if (m_pid < 0)
            return;
        ::kill(m_pid, SIGKILL);
        reap();
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    int descriptor() const { return m_descriptor.get(); }
    int reap()
    {
        int status = 0;
        while (::waitpid(m_pid, &status, 0) < 0 && errno == EINTR) {
        }
        m_pid = -1;
        return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    }

private:
    pid_t m_pid;
    Fd m_descriptor;
};

void drain(int fd, std::string& text)
{
    std::array<char, 16384> block;
    for (;;) {
        const ssize_t got = ::read(fd, block.data(), block.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return;
        const std::size_t room = kMaxOutput - std::min(kMaxOutput, text.size());
        text.append(block.data(), std::min<std::size_t>(room, static_cast<std::size_t>(got)));
    }
}

} // namespace

ProcessResult runProcess(const ProcessRequest& request, const std::stop_token& stop)
{
    Pipe output = makePipe();
    Pipe error = makePipe();
    SpawnActions actions;
    actions.give(inputFile(request.input).get(), STDIN_FILENO);
    actions.give(output.write.get(), STDOUT_FILENO);
    actions.give(error.write.get(), STDERR_FILENO);
    for (const InheritedFd& inherited : request.inherited)
        actions.give(inherited.fd, inherited.number);
    Child child(actions.spawn(request));
    output.write.reset();
    error.write.reset();
    ::fcntl(output.read.get(), F_SETFL, O_NONBLOCK);
    ::fcntl(error.read.get(), F_SETFL, O_NONBLOCK);

    ProcessResult result;
    const auto deadline = std::chrono::steady_clock::now() + request.patience;
    for (;;) {
        pollfd waiting[] = {{child.descriptor(), POLLIN, 0},
                            {output.read.get(), POLLIN, 0},
                            {error.read.get(), POLLIN, 0}};
        ::poll(waiting, std::size(waiting), kPollMilliseconds);
        drain(output.read.get(), result.output);
        drain(error.read.get(), result.error);
        if (waiting[0].revents != 0)
            break;
        // A pipe whose other end is closed would wake us at once, again and again.
        if ((waiting[1].revents | waiting[2].revents) == POLLHUP)
            ::poll(waiting, 1, kPollMilliseconds);
        throwIfCancelled(stop);
        if (std::chrono::steady_clock::now() > deadline)
            throw Error(Code::SystemLimit, request.arguments[0], "it did not end in time");
    }
    result.exitCode = child.reap();
    drain(output.read.get(), result.output);
    drain(error.read.get(), result.error);
    return result;
}

std::vector<std::string> plainEnvironment()
{
    return {"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8"};
}

std::string lastLine(const std::string& text)
{
    const std::size_t last = text.find_last_not_of(" \t\r\n");
    if (last == text.npos)
        return {};
    const std::size_t before = text.find_last_of('\n', last);
    const std::size_t first = before == text.npos ? 0 : before + 1;
    return text.substr(first, last + 1 - first);
}

} // namespace onggi
