// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The OCI runtime: crun, or runc where there is no crun. Every call of it goes through
// onggi-runtime, which hides what a runtime must not see or be given.
#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include "engine/run/cgroup.h"
#include "engine/run/paths.h"

namespace onggi {

class Runtime {
public:
    Runtime(const RunPaths& paths, const CgroupLayout& cgroups);

    // Empty where neither is installed.
    const std::string& program() const noexcept { return m_program; }

    // The program that conmon calls as its runtime, and the arguments that it puts first.
    const std::string& wrapper() const noexcept { return m_wrapper; }
    std::vector<std::string> wrapperArguments() const;

    // All throw Error(RunFailed, id) with what the runtime said.
    void start(const std::string& id, const std::stop_token& stop) const;
    void kill(const std::string& id, int signal) const;
    // Its processes stand still, until they are told to go on.
    void pause(const std::string& id, const std::stop_token& stop) const;
    void resume(const std::string& id) const;
    // Whatever is left of it is killed. One that it does not know is fine.
    void remove(const std::string& id) const noexcept;

private:
    void run(const std::string& id, std::vector<std::string> arguments,
             const std::stop_token& stop) const;

    std::string m_program;
    std::string m_wrapper;
    std::string m_root;
    bool m_isCrun = false;
    CgroupLayout m_cgroups;
};

// "crun version 1.8.1 …" → "1.8.1"; empty where the program does not say.
std::string runtimeVersion(const std::string& program);

// What is known to be wrong with this version, in one sentence; empty where nothing is.
std::string runtimeWarning(const std::string& program, const std::string& version);

// The error that fits what a runtime said when it could not make or start a process.
[[noreturn]] void throwRuntimeError(const std::string& id, const std::string& command,
                                    const std::string& message);

} // namespace onggi
