// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// onggi-bench-measure CGROUP LOG PATH RUNS COMMAND…: runs COMMAND RUNS times inside CGROUP and
// prints a line for each run: seconds until it ended, seconds until the file system of PATH was
// synced after that, user and system CPU of the whole group in seconds, its peak of anonymous
// memory in KiB, the exit code, and the CPU that everything outside the group used meanwhile
// (registry, kernel threads, neighbours).
//
// The engine's daemon is in the group too, so that its work counts as the client's does. Memory is
// the sum of RssAnon and RssShmem over the group's processes, sampled every 15 ms.

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

struct Cpu {
    double user = 0;
    double system = 0;
};

Cpu cpuOf(const std::string& group)
{
    Cpu cpu;
    std::ifstream user(group + "/cpuacct.usage_user");
    std::ifstream system(group + "/cpuacct.usage_sys");
    if (user >> cpu.user && system >> cpu.system)
        return {cpu.user / 1e9, cpu.system / 1e9}; // cgroup v1, nanoseconds
    std::ifstream both(group + "/cpu.stat");       // v2, microseconds
    std::string key;
    for (double value; both >> key >> value;) {
        if (key == "user_usec")
            cpu.user = value / 1e6;
        else if (key == "system_usec")
            cpu.system = value / 1e6;
    }
    return cpu;
}

double busySeconds()
{
    std::ifstream stat("/proc/stat");
    std::string label;
    double ticks[8] = {};
    stat >> label;
    for (double& value : ticks)
        stat >> value;
    const double idle = ticks[3] + ticks[4];
    double all = 0;
    for (const double value : ticks)
        all += value;
    return (all - idle) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

long anonymousOf(const std::string& process)
{
    std::ifstream status("/proc/" + process + "/status");
    long sum = 0;
    for (std::string line; std::getline(status, line);) {
        long value = 0;
        if (std::sscanf(line.c_str(), "RssAnon: %ld", &value) == 1 ||
            std::sscanf(line.c_str(), "RssShmem: %ld", &value) == 1)
            sum += value;
    }
    return sum;
}

// Groups below the engine's hold its containers.
long anonymousBelow(const std::string& group)
{
    long sum = 0;
    std::ifstream processes(group + "/cgroup.procs");
    for (std::string process; processes >> process;)
        sum += anonymousOf(process);
    std::error_code ignored; // a container's group may go at any moment
    for (const auto& entry : std::filesystem::directory_iterator(group, ignored)) {
        if (entry.is_directory(ignored))
            sum += anonymousBelow(entry.path());
    }
    return sum;
}

[[noreturn]] void execute(const std::string& group, const char* log, char** command)
{
    const int procs = ::open((group + "/cgroup.procs").c_str(), O_WRONLY);
    const int out = ::open(log, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    const int in = ::open("/dev/null", O_RDONLY);
    if (procs < 0 || ::write(procs, "0", 1) != 1 || ::dup2(in, 0) < 0 || ::dup2(out, 1) < 0 ||
        ::dup2(out, 2) < 0)
        ::_exit(126);
    ::close(procs);
    ::execvp(command[0], command);
    ::_exit(127);
}

void measureOnce(const std::string& group, const char* log, int store, char** command)
{
    std::atomic<bool> isOver = false;
    long peak = 0;
    const Cpu before = cpuOf(group);
    const double busyBefore = busySeconds();
    const auto start = Clock::now();
    const pid_t child = ::fork();
    if (child == 0)
        execute(group, log, command);
    std::thread sampler([&] {
        while (!isOver) {
            peak = std::max(peak, anonymousBelow(group));
            std::this_thread::sleep_for(std::chrono::milliseconds(15));
        }
    });
    int status = 0;
    ::waitpid(child, &status, 0);
    const double wall = secondsSince(start);
    const auto ended = Clock::now();
    ::syncfs(store);
    const double sync = secondsSince(ended);
    isOver = true;
    sampler.join();
    const Cpu after = cpuOf(group);
    const double user = after.user - before.user;
    const double system = after.system - before.system;
    std::printf("%.4f\t%.4f\t%.3f\t%.3f\t%ld\t%d\t%.2f\n", wall, sync, user, system, peak,
                WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
                std::max(0.0, busySeconds() - busyBefore - user - system));
    std::fflush(stdout);
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 6) {
        std::fprintf(stderr, "usage: %s CGROUP LOG PATH RUNS COMMAND…\n", argv[0]);
        return 2;
    }
    const int store = ::open(argv[3], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (store < 0) {
        std::perror(argv[3]);
        return 1;
    }
    for (int runs = std::atoi(argv[4]); runs > 0; --runs)
        measureOnce(argv[1], argv[2], store, argv + 5);
    return 0;
}
