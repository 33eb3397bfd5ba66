// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How crun and runc are called, and what their messages mean.

#include "engine/run/runtime.h"

#include <cctype>

#include "engine/core/error.h"
#include "engine/core/log.h"
#include "engine/mount/probe.h"
#include "engine/run/process.h"

namespace onggi {

namespace {

bool contains(const std::string& text, const char* part)
{
    const auto same = [](char a, char b) {
        return std::tolower(static_cast<unsigned char>(a)) ==
               std::tolower(static_cast<unsigned char>(b));
    };
    const std::string_view wanted(part);
    return std::search(text.begin(), text.end(), wanted.begin(), wanted.end(), same) != text.end();
}

} // namespace

Runtime::Runtime(const RunPaths& paths, const CgroupLayout& cgroups)
    : m_program(paths.crun.empty() ? paths.runc : paths.crun)
    , m_wrapper(paths.runtimeWrapper)
    , m_root(paths.runtimeDirectory + "/runtime")
    , m_isCrun(!paths.crun.empty())
    , m_cgroups(cgroups)
{
}

std::vector<std::string> Runtime::wrapperArguments() const
{
    std::vector<std::string> arguments;
    if (m_cgroups.hidesUnified && m_isCrun)
        arguments = {"--hide", m_cgroups.unified};
    arguments.insert(arguments.end(), {"--", m_program, "--root", m_root});
    if (m_isCrun)
        arguments.emplace_back(m_cgroups.isSystemd ? "--cgroup-manager=systemd"
                                                   : "--cgroup-manager=cgroupfs");
    else if (m_cgroups.isSystemd)
        arguments.emplace_back("--systemd-cgroup");
    return arguments;
}

void Runtime::run(const std::string& id, std::vector<std::string> arguments,
                  const std::stop_token& stop) const
{
    ProcessRequest request;
    request.arguments = wrapperArguments();
    request.arguments.insert(request.arguments.begin(), m_wrapper);
    request.arguments.insert(request.arguments.end(), arguments.begin(), arguments.end());
    request.environment = plainEnvironment();
    const ProcessResult result = runProcess(request, stop);
    if (result.exitCode != 0)
        throw Error(Code::RunFailed, id, lastLine(result.error));
}

void Runtime::start(const std::string& id, const std::stop_token& stop) const
{
    run(id, {"start", id}, stop);
}

void Runtime::kill(const std::string& id, int signal) const
{
    run(id, {"kill", id, std::to_string(signal)}, {});
}

void Runtime::pause(const std::string& id, const std::stop_token& stop) const
{
    run(id, {"pause", id}, stop);
}

void Runtime::resume(const std::string& id) const
{
    run(id, {"resume", id}, {});
}

void Runtime::remove(const std::string& id) const noexcept
{
    try {
        run(id, {"delete", "--force", id}, {});
    } catch (const Error& error) {
        if (!contains(error.detail(), "does not exist"))
            log(LogLevel::Warning, "runtime-delete", {{"container", id}, {"why", error.message()}});
    } catch (...) {
        log(LogLevel::Warning, "runtime-delete", {{"container", id}});
    }
}

std::string runtimeVersion(const std::string& program)
{
    try {
        ProcessRequest request;
        request.arguments = {program, "--version"};
        request.environment = plainEnvironment();
        const std::string text = runProcess(request).output;
        const std::size_t at = text.find("version ");
        if (at == text.npos)
            return {};
        const std::size_t begin = at + 8;
        return text.substr(begin, text.find_first_of(" \n", begin) - begin);
    } catch (const Error&) {
        return {};
    }
}

std::string runtimeWarning(const std::string& program, const std::string& version)
{
    const KernelVersion number = parseKernelVersion(version);
    const bool isCrun = program.ends_with("crun");
    // Distributions mend the holes of older versions without a new number, so this is a hint only.
    const KernelVersion safe = isCrun ? KernelVersion{1, 20, 0} : KernelVersion{1, 2, 8};
    if (version.empty())
        return "it does not tell its version";
    if (number < safe)
        return "versions before " + std::to_string(safe.major) + '.' + std::to_string(safe.minor) +
               '.' + std::to_string(safe.patch) +
               " have known holes unless the distribution has mended them: keep it up to date";
    return {};
}

void throwRuntimeError(const std::string& id, const std::string& command,
                       const std::string& message)
{
    const std::string why = lastLine(message);
    const bool isAboutCommand =
        contains(why, "executable file") || contains(why, "exec") || contains(why, command.c_str());
    if (isAboutCommand &&
        (contains(why, "not found") || contains(why, "no such file or directory")))
        throw Error(Code::RunCommandNotFound, command);
    // Newer versions of crun look at the file before they execute it, and say so in other words.
    if (isAboutCommand && (contains(why, "permission denied") || contains(why, "not executable")))
        throw Error(Code::RunCommandNotExecutable, command, "its mode forbids it to this user");
    if (isAboutCommand && contains(why, "exec format error"))
        throw Error(Code::RunCommandNotExecutable, command,
                    "no program, or of another architecture");
    if (isAboutCommand && (contains(why, "is a directory") || contains(why, "not a regular file")))
        throw Error(Code::RunCommandNotExecutable, command, "it is a directory");
    throw Error(Code::RunFailed, id, why);
}

} // namespace onggi
