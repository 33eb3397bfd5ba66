// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// One small check after another; each says what it found and what helps.

#include "engine/run/health.h"

#include <cerrno>
#include <charconv>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/core/error.h"
#include "engine/core/fd.h"
#include "engine/mount/mount_api.h"
#include "engine/mount/probe.h"
#include "engine/run/cgroup.h"
#include "engine/run/runtime.h"
#include "engine/run/seccomp.h"
#include "engine/run/spec.h"

namespace onggi {

namespace {

constexpr std::size_t kMaxProfile = 4U << 20;

HealthCheck good(const char* id, std::string finding)
{
    return {id, HealthState::Good, std::move(finding), {}};
}

HealthCheck warning(const char* id, std::string finding, std::string remedy)
{
    return {id, HealthState::Warning, std::move(finding), std::move(remedy)};
}

HealthCheck broken(const char* id, std::string finding, std::string remedy)
{
    return {id, HealthState::Broken, std::move(finding), std::move(remedy)};
}

std::string versionText(const KernelVersion& version)
{
    return std::to_string(version.major) + '.' + std::to_string(version.minor) + '.' +
           std::to_string(version.patch);
}

HealthCheck checkKernel(const MountProbe& probe)
{
    const std::string version = "Linux " + versionText(probe.kernel);
    if (probe.isKernelNew)
        return good("kernel", version + " can run containers.");
    return broken(
        "kernel", version + " is older than 6.6: no container can run.",
        "Install a newer kernel: linux-image-amd64 from Debian 12's backports, or Debian 13.");
}

HealthCheck checkMounts(const MountProbe& probe)
{
    if (!probe.canRun())
        return broken("mounts", "No container can run: " + probe.reason + '.', probe.remedy + '.');
    if (probe.erofs == ErofsSource::Loops)
        return good("mounts", "Images are mounted through loop devices.");
    return good("mounts", "Images are mounted straight from the store.");
}

HealthCheck checkUserNamespaces(const MountProbe& probe)
{
    if (probe.hasUserNamespaces)
        return good("user-namespaces", "Containers get user ids of their own.");
    return broken("user-namespaces", "User namespaces or id-mapped mounts are forbidden.",
                  "Set user.max_user_namespaces above 0, outside of an unprivileged container.");
}

HealthCheck checkCgroups(const CgroupLayout& layout)
{
    const std::string mode = std::string("cgroup ") + cgroupModeName(layout.mode);
    if (layout.mode == CgroupMode::None)
        return warning("cgroups", "No control groups: containers run without limits.",
                       "Mount /sys/fs/cgroup.");
    for (const char* controller : {"memory", "pids", "cpu"}) {
        if (!layout.controllers.contains(controller))
            return warning("cgroups", mode + " has no controller \"" + controller + "\".",
                           "Enable it on the kernel's command line.");
    }
    return good("cgroups", mode + (layout.isSystemd ? ", managed by systemd." : "."));
}

HealthCheck checkRuntime(const RunPaths& paths)
{
    const std::string& program = paths.crun.empty() ? paths.runc : paths.crun;
    if (program.empty())
        return broken("runtime", "Neither crun nor runc is installed.",
                      "Install the package crun.");
    const std::string version = runtimeVersion(program);
    const std::string found = program + ' ' + version;
    if (const std::string known = runtimeWarning(program, version); !known.empty())
        return warning("runtime", found + ": " + known + '.', "Update the package.");
    return good("runtime", found + " is installed.");
}

HealthCheck checkProgram(const char* id, const std::string& program, const char* package,
                         const char* need)
{
    if (!program.empty())
        return good(id, program + " is installed.");
    return broken(id, std::string(package) + " is not installed: " + need + '.',
                  std::string("Install the package ") + package + '.');
}

HealthCheck checkSeccomp(const RunPaths& paths)
{
    if (paths.seccompProfile.empty())
        return broken("seccomp", "The seccomp profile is missing: no container can run.",
                      "Install containers-common (golang-github-containers-common on Debian 12).");
    try {
        SeccompTarget target;
        target.capabilities.insert(defaultCapabilities().begin(), defaultCapabilities().end());
        target.architecture = nativeArchitecture();
        static_cast<void>(
            resolveSeccomp(readWholeFile(AT_FDCWD, paths.seccompProfile, kMaxProfile), target));
        return good("seccomp", paths.seccompProfile + " is understood.");
    } catch (const Error& error) {
        return broken("seccomp", error.message(), "Reinstall containers-common.");
    }
}

HealthCheck checkSubordinateIds(const RunPaths& paths)
{
    for (const std::string& file : {paths.subuid, paths.subgid}) {
        if (::access(file.c_str(), F_OK) < 0 && errno == ENOENT)
            continue; // it is made at the first start
        if (::access(file.c_str(), W_OK) < 0)
            return broken("subordinate-ids", file + " cannot be changed.",
                          "Make it writable for root.");
    }
    return good("subordinate-ids", "Ranges of ids can be given to containers.");
}

HealthCheck checkNetwork(const RunPaths& paths)
{
    if (paths.netavark.empty())
        return warning("network", "netavark is not installed: containers have no network.",
                       "Install the package netavark.");
    if (::access("/usr/sbin/iptables", X_OK) < 0 && ::access("/usr/sbin/nft", X_OK) < 0)
        return warning("network", "Neither iptables nor nftables is installed.",
                       "Install the package iptables.");
    if (paths.aardvark.empty())
        return warning("network",
                       "aardvark-dns is not installed: containers do not find each other by name.",
                       "Install the package aardvark-dns.");
    return good("network", "Containers can be connected.");
}

HealthCheck checkForwarding(const RunPaths& paths)
{
    const std::string file = paths.proc + "/sys/net/ipv4/ip_forward";
    try {
        if (readWholeFile(AT_FDCWD, file, 16).starts_with('1'))
            return good("forwarding", "IPv4 forwarding is on.");
    } catch (const Error&) {
        return warning("forwarding", file + " cannot be read.", "Mount /proc.");
    }
    if (::access(file.c_str(), W_OK) < 0)
        return warning("forwarding", "IPv4 forwarding is off, and cannot be turned on.",
                       "Set net.ipv4.ip_forward to 1.");
    return good("forwarding", "IPv4 forwarding is turned on with the first connected container.");
}

HealthCheck checkPolkit()
{
    for (const char* path :
         {"/usr/lib/polkit-1/polkitd", "/usr/libexec/polkitd", "/usr/libexec/polkit-1/polkitd"}) {
        if (::access(path, X_OK) == 0)
            return good("polkit", "polkit decides what users may do.");
    }
    return warning("polkit", "polkit is not installed: only root is served.",
                   "Install the package polkitd.");
}

// Whether a process can be put into an empty network namespace, as the unpackers are.
bool canUnshareNetwork()
{
    const pid_t child = ::fork();
    if (child == 0)
        ::_exit(::unshare(CLONE_NEWNET) == 0 ? 0 : 1);
    int status = 1;
    while (child > 0 && ::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return child > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

HealthCheck checkSandbox()
{
    if (canUnshareNetwork())
        return good("sandbox", "Layers are unpacked without privileges and without a network.");
    return warning("sandbox",
                   "Layers are unpacked without privileges, but not cut off from the network.",
                   "Use a machine that allows network namespaces.");
}

} // namespace

const char* healthStateName(HealthState state) noexcept
{
    switch (state) {
    case HealthState::Warning:
        return "warning";
    case HealthState::Broken:
        return "broken";
    case HealthState::Good:
        break;
    }
    return "good";
}

std::vector<HealthCheck> checkHealth(const RunPaths& paths)
{
    const MountProbe probe = probeMounts(paths.stateDirectory);
    return {
        checkKernel(probe),
        checkMounts(probe),
        checkUserNamespaces(probe),
        checkCgroups(detectCgroups(paths.proc, paths.cgroup)),
        checkRuntime(paths),
        checkProgram("conmon", paths.conmon, "conmon", "no container can run"),
        checkSeccomp(paths),
        checkSubordinateIds(paths),
        checkNetwork(paths),
        checkForwarding(paths),
        checkPolkit(),
        checkSandbox(),
    };
}

} // namespace onggi
