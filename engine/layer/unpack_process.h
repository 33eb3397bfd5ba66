// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The sandboxed program onggi-unpack, as the engine sees it: where it is, how many may run, what
// its sandbox is granted here, and one running process.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <set>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <sys/types.h>

#include "engine/core/fd.h"
#include "engine/core/synced.h"
#include "engine/layer/limits.h"

namespace onggi {

// Which parts of the sandbox this machine grants. Without seccomp nothing is unpacked at all.
struct SandboxGrants {
    bool ownUser = false; // false only where the helper is not root
    bool emptyNetwork =
        false; // a network namespace of its own; false where namespaces are forbidden
    bool seccomp = false;
};

// Shared by all ingests of a helper. Thread-safe.
class Unpacker {
public:
    // Who takes a turn for bytes that are all here already, and so waits for nobody's.
    static constexpr std::uint32_t kNobody = UINT32_MAX;

    // `program` is the absolute path of onggi-unpack. At most `pairs` layers are unpacked at once
    // (0: one more than there are cores), and for each user one beside those of others.
    explicit Unpacker(std::string program, LayerLimits limits = {}, unsigned pairs = 0);

    const std::string& program() const noexcept { return m_program; }
    const LayerLimits& limits() const noexcept { return m_limits; }

    // Starts a process, lets it enter its sandbox and tell. Throws Error(SystemIo) where it cannot.
    SandboxGrants probe() const;

    // The right to run one pair of processes, given back on destruction.
    class Turn {
    public:
        Turn(Turn&& other) noexcept
            : m_unpacker(std::exchange(other.m_unpacker, nullptr))
            , m_uid(other.m_uid)
        {
        }
        Turn& operator=(Turn&&) = delete;
        ~Turn();

    private:
        friend class Unpacker;
        Turn(Unpacker& unpacker, std::uint32_t uid) noexcept
            : m_unpacker(&unpacker)
            , m_uid(uid)
        {
        }
        Unpacker* m_unpacker;
        std::uint32_t m_uid;
    };
    // Waits for a turn. A turn lasts as long as bytes come, and a registry may drip for hours: who
    // has none is never kept waiting by other users' alone. Throws Cancelled.
    Turn takeTurn(const std::stop_token& stop, std::uint32_t uid = kNobody);

private:
    std::string m_program;
    LayerLimits m_limits;
    unsigned m_pairs;
    Synced<std::multiset<std::uint32_t>> m_taken; // by whom
    std::condition_variable_any m_freed;
};

// One process. Its descriptors are exactly: 0 `control` (a pipe from us), 1 `output`, 2 a status
// pipe, and from 3 on `inputs`. Killed and reaped on destruction.
class UnpackProcess {
public:
    // `arguments` follow the program's name. Copies of the descriptors go to the process; the
    // caller may close its own. Throws Error(SystemIo, SystemLimit).
    UnpackProcess(const Unpacker& unpacker, const std::vector<std::string>& arguments, int control,
                  int output, const std::vector<int>& inputs);
    UnpackProcess(const UnpackProcess&) = delete;
    UnpackProcess& operator=(const UnpackProcess&) = delete;
    ~UnpackProcess();

    pid_t pid() const noexcept { return m_pid; }

    // Waits for its end and returns the fields of its report. Throws the Error that it reports; a
    // process that died without a report is Error(LayerCorrupt) naming how, with `subject` as its
    // subject. Throws Cancelled, having killed it. At most once.
    std::vector<std::string> finish(std::string_view subject, const std::stop_token& stop);
    // As finish(), of a process that reports one number; any other report is Error(LayerCorrupt).
    std::uint64_t finishWithNumber(std::string_view subject, const std::stop_token& stop);

    // May be called from any thread, also when it has ended.
    void kill() noexcept;

private:
    int reap() noexcept;

    std::atomic<pid_t> m_pid = -1;
    Fd m_handle; // stays this process's when it is gone, as its number does not
    Fd m_status;
};

// Of a verb that reads what a hostile hand may have made: how large that may be.
std::vector<std::string> limitArguments(const char* verb, const LayerLimits& limits);

} // namespace onggi
