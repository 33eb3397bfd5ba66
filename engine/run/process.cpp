// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Starting another program and reading what it says. Standard input is never /dev/null: crun gives
// the descriptors that it is started with to the container's user, and that device is everybody's.

#include "engine/run/process.h"

#include <array>
#include <cerrno>
#include <csignal>

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/core/cancel.h"
#include "engine/core/error.h"
#include "engine/core/file_limit.h"

namespace onggi {

namespace {

constexpr std::size_t kMaxOutput = 1U << 20;
constexpr int kPollMilliseconds = 50;
// Above every number that a program is told about, so that no dup2 overwrites a source.
constexpr int kFirstSource = 200;

// A child from vfork(2), which does not copy the helper's memory. Not posix_spawn(3): that cannot
// give the child another limit of descriptors than ours.
class Spawn {
public:
    void give(int fd, int number)
    {
        Fd source(::fcntl(fd, F_DUPFD_CLOEXEC, kFirstSource));
        if (!source)
            throw systemError(errno, "descriptor", "dup");
        m_given.emplace_back(std::move(source), number);
        m_end = std::max(m_end, number + 1);
    }

    pid_t run(const ProcessRequest& request)
    {
        m_arguments = pointers(request.arguments);
        m_environment = pointers(request.environment);
        // A handler that ran in the child would run in our memory.
        sigset_t all;
        sigset_t before;
        ::sigfillset(&all);
        ::pthread_sigmask(SIG_SETMASK, &all, &before);
        const pid_t child = forkAndExecute();
        const int number = child < 0 ? errno : m_error;
        ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
        if (child > 0 && number != 0)
            ::waitpid(child, nullptr, 0);
        if (number != 0)
            throw systemError(number, request.arguments[0], "start");
        return child;
    }

private:
    // On its own, so that the compiler keeps no variable of ours where the child writes.
    [[gnu::noinline]] pid_t forkAndExecute() noexcept
    {
        const pid_t child = ::vfork();
        if (child == 0)
            execute();
        return child;
    }

    // In the child, in our memory: no allocation, no lock.
    [[noreturn]] void execute() noexcept
    {
        for (int signal = 1; signal < NSIG; ++signal)
            ::signal(signal, SIG_DFL);
        for (const auto& [source, number] : m_given)
            ::dup2(source.get(), number);
        ::close_range(static_cast<unsigned>(m_end), ~0U, 0);
        restoreFileLimit();
        sigset_t none;
        ::sigemptyset(&none);
        ::sigprocmask(SIG_SETMASK, &none, nullptr);
        ::execve(m_arguments[0], m_arguments.data(), m_environment.data());
        m_error = errno;
        ::_exit(127);
    }

    static std::vector<char*> pointers(const std::vector<std::string>& strings)
    {
        std::vector<char*> result;
        for (const std::string& text : strings)
            result.push_back(const_cast<char*>(text.c_str()));
        result.push_back(nullptr);
        return result;
    }

    std::vector<std::pair<Fd, int>> m_given;
    std::vector<char*> m_arguments;
    std::vector<char*> m_environment;
    int m_end = 3;
    volatile int m_error = 0; // written by the child
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
    Spawn spawn;
    spawn.give(inputFile(request.input).get(), STDIN_FILENO);
    spawn.give(output.write.get(), STDOUT_FILENO);
    spawn.give(error.write.get(), STDERR_FILENO);
    for (const InheritedFd& inherited : request.inherited)
        spawn.give(inherited.fd, inherited.number);
    Child child(spawn.run(request));
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
