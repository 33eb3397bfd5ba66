// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Starting onggi-unpack with exactly its descriptors, and judging how it ended.

#include "engine/layer/unpack_process.h"

#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstring>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern "C" { // which glibc 2.36 leaves out
#include <sys/pidfd.h>
}

#include <thread>

#include "engine/core/cancel.h"
#include "engine/core/error.h"
#include "engine/layer/unpack_protocol.h"

namespace onggi {

namespace {

struct FileActions {
    posix_spawn_file_actions_t actions;
    FileActions() { ::posix_spawn_file_actions_init(&actions); }
    ~FileActions() { ::posix_spawn_file_actions_destroy(&actions); }
    FileActions(const FileActions&) = delete;
    FileActions& operator=(const FileActions&) = delete;
};

struct Attributes {
    posix_spawnattr_t attributes;
    // Whatever signals our thread blocks, the process starts with none blocked and SIGPIPE as
    // usual.
    Attributes()
    {
        ::posix_spawnattr_init(&attributes);
        sigset_t set;
        sigemptyset(&set);
        ::posix_spawnattr_setsigmask(&attributes, &set);
        sigaddset(&set, SIGPIPE);
        ::posix_spawnattr_setsigdefault(&attributes, &set);
        ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    }
    ~Attributes() { ::posix_spawnattr_destroy(&attributes); }
    Attributes(const Attributes&) = delete;
    Attributes& operator=(const Attributes&) = delete;
};

// A copy above all numbers that are to be assigned, so that assigning one cannot overwrite another.
Fd raised(int fd, int above)
{
    Fd copy(::fcntl(fd, F_DUPFD_CLOEXEC, above));
    if (!copy)
        throw systemError(errno, "onggi-unpack", "dup");
    return copy;
}

pid_t spawn(const std::string& program, const std::vector<std::string>& arguments,
            const std::vector<int>& descriptors)
{
    std::vector<char*> argv{const_cast<char*>("onggi-unpack")};
    for (const std::string& argument : arguments)
        argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);
    char* environment[] = {nullptr};

    FileActions files;
    std::vector<Fd> copies;
    const int above = static_cast<int>(descriptors.size());
    for (int i = 0; i < above; ++i) {
        int fd = descriptors[static_cast<std::size_t>(i)];
        if (fd < above) {
            copies.push_back(raised(fd, above));
            fd = copies.back().get();
        }
        ::posix_spawn_file_actions_adddup2(&files.actions, fd, i);
    }
    const Attributes attributes;
    pid_t pid = -1;
    const int result = ::posix_spawn(&pid, program.c_str(), &files.actions, &attributes.attributes,
                                     argv.data(), environment);
    if (result != 0)
        throw systemError(result, program, "starting it");
    return pid;
}

std::string readReport(int fd)
{
    std::string text(unpack::kMaxReport + 1, '\0');
    text.resize(readFully(fd, std::as_writable_bytes(std::span(text)), "onggi-unpack"));
    return text;
}

// Only what a layer can be guilty of, or the machine: the process does not speak for anybody else.
Code codeFromReport(std::string_view name)
{
    const Code code = codeFromName(name).value_or(Code::LayerCorrupt);
    switch (code) {
    case Code::LayerTruncated:
    case Code::LayerTooLarge:
    case Code::LayerUnsafeName:
    case Code::LayerUnsupported:
    case Code::StoreNoSpace:
    case Code::StoreCorrupt:
    case Code::SystemIo:
    case Code::SystemLimit:
        return code;
    default:
        return Code::LayerCorrupt;
    }
}

std::string describeEnd(int status)
{
    if (!WIFSIGNALED(status))
        return "its unpacker ended without a report";
    const int signal = WTERMSIG(status);
    if (signal == SIGKILL)
        return "its unpacker was killed, perhaps for want of memory";
    const char* name = ::sigabbrev_np(signal);
    return std::string("its unpacker crashed (SIG") + (name ? name : "?") +
           "): the layer may have been made to do that";
}

} // namespace

Unpacker::Unpacker(std::string program, LayerLimits limits, unsigned pairs)
    : m_program(std::move(program))
    , m_limits(limits)
    , m_pairs(pairs > 0 ? pairs : std::thread::hardware_concurrency() + 1)
{
}

SandboxGrants Unpacker::probe() const
{
    Pipe control = makePipe();
    const Pipe output = makePipe();
    UnpackProcess process(*this, {"probe"}, control.read.get(), output.write.get(), {});
    control.write.reset();
    const std::vector<std::string> fields = process.finish("onggi-unpack", {});
    if (fields.size() != 3)
        throw Error(Code::SystemIo, m_program, "it is of another version");
    return {fields[0] == "1", fields[1] == "1", fields[2] == "1"};
}

Unpacker::Turn Unpacker::takeTurn(const std::stop_token& stop, std::uint32_t uid)
{
    auto taken = m_taken.lock();
    m_freed.wait(taken.mutexLock(), stop,
                 [&] { return taken->size() < m_pairs || !taken->contains(uid); });
    throwIfCancelled(stop);
    taken->insert(uid);
    return Turn(*this, uid);
}

Unpacker::Turn::~Turn()
{
    if (!m_unpacker)
        return;
    {
        const auto taken = m_unpacker->m_taken.lock();
        taken->erase(taken->find(m_uid));
    }
    m_unpacker->m_freed.notify_all(); // not each of them may go on
}

UnpackProcess::UnpackProcess(const Unpacker& unpacker, const std::vector<std::string>& arguments,
                             int control, int output, const std::vector<int>& inputs)
{
    Pipe status = makePipe();
    std::vector<int> descriptors{control, output, status.write.get()};
    descriptors.insert(descriptors.end(), inputs.begin(), inputs.end());
    m_pid = spawn(unpacker.program(), arguments, descriptors);
    // Until we wait for it, the number is this process's.
    m_handle.reset(::pidfd_open(m_pid, 0));
    m_status = std::move(status.read);
}

UnpackProcess::~UnpackProcess()
{
    kill();
    reap();
}

void UnpackProcess::kill() noexcept
{
    if (m_handle)
        ::pidfd_send_signal(m_handle.get(), SIGKILL, nullptr, 0);
    else if (m_pid > 0)
        ::kill(m_pid, SIGKILL);
}

int UnpackProcess::reap() noexcept
{
    int status = 0;
    if (m_pid > 0) {
        while (::waitpid(m_pid, &status, 0) < 0 && errno == EINTR)
            continue;
    }
    m_pid = -1;
    return status;
}

std::vector<std::string> UnpackProcess::finish(std::string_view subject,
                                               const std::stop_token& stop)
{
    int status = 0;
    std::string report;
    {
        const std::stop_callback onStop(stop, [this] { kill(); });
        report = readReport(m_status.get());
        status = reap();
    }
    throwIfCancelled(stop);
    std::optional<std::vector<std::string>> fields = unpack::splitFields(report);
    if (report.size() > unpack::kMaxReport || !fields || WIFSIGNALED(status))
        throw Error(Code::LayerCorrupt, std::string(subject), describeEnd(status));
    if (fields->front() == unpack::kDone && WEXITSTATUS(status) == 0) {
        fields->erase(fields->begin());
        return std::move(*fields);
    }
    if (fields->front() != unpack::kFailed || fields->size() != 4)
        throw Error(Code::LayerCorrupt, std::string(subject),
                    "its unpacker gave no sensible report");
    const std::string& named = (*fields)[2];
    throw Error(codeFromReport((*fields)[1]),
                named == unpack::kLayer ? std::string(subject) : named, (*fields)[3]);
}

std::uint64_t UnpackProcess::finishWithNumber(std::string_view subject, const std::stop_token& stop)
{
    const std::vector<std::string> fields = finish(subject, stop);
    std::uint64_t value = 0;
    if (fields.size() == 1) {
        const std::string& text = fields[0];
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        // It goes into a database of signed numbers.
        if (error == std::errc() && end == text.data() + text.size() && value >> 63 == 0)
            return value;
    }
    throw Error(Code::LayerCorrupt, std::string(subject), "its unpacker gave no sensible report");
}

std::vector<std::string> limitArguments(const char* verb, const LayerLimits& limits)
{
    return {verb, std::to_string(limits.entries), std::to_string(limits.nameBytes),
            std::to_string(limits.tarBytes), std::to_string(limits.indexBytes)};
}

} // namespace onggi
