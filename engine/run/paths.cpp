// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Where the distributions put the programs.

#include "engine/run/paths.h"

#include <initializer_list>

#include <unistd.h>

namespace onggi {

namespace {

std::string firstOf(std::initializer_list<const char*> candidates, int mode)
{
    for (const char* path : candidates) {
        if (::access(path, mode) == 0)
            return path;
    }
    return {};
}

} // namespace

RunPaths RunPaths::find(std::string stateDirectory, std::string runtimeDirectory,
                        std::string helper, std::string runtimeWrapper)
{
    RunPaths paths;
    paths.stateDirectory = std::move(stateDirectory);
    paths.runtimeDirectory = std::move(runtimeDirectory);
    paths.helper = std::move(helper);
    paths.runtimeWrapper = std::move(runtimeWrapper);
    paths.conmon =
        firstOf({"/usr/bin/conmon", "/usr/libexec/podman/conmon", "/usr/local/bin/conmon"}, X_OK);
    paths.crun = firstOf({"/usr/bin/crun", "/usr/local/bin/crun"}, X_OK);
    paths.runc = firstOf({"/usr/sbin/runc", "/usr/bin/runc", "/usr/local/sbin/runc"}, X_OK);
    paths.netavark = firstOf({"/usr/lib/podman/netavark", "/usr/libexec/podman/netavark"}, X_OK);
    paths.aardvark =
        firstOf({"/usr/lib/podman/aardvark-dns", "/usr/libexec/podman/aardvark-dns"}, X_OK);
    paths.seccompProfile =
        firstOf({"/usr/share/containers/seccomp.json", "/etc/containers/seccomp.json"}, R_OK);
    return paths;
}

} // namespace onggi
