// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Where everything lies that running containers needs: directories, programs of others, files of
// the system. All of it arrives from outside, so that several helpers, and tests, run side by side.
#pragma once

#include <string>

namespace onggi {

// Absolute paths. An empty program means that it is not installed.
struct RunPaths {
    std::string stateDirectory;   // 0700 root; survives a reboot
    std::string runtimeDirectory; // 0700 root; short (sockets); gone after a reboot

    std::string helper;         // called as `helper --ended ID` when a container has ended
    std::string runtimeWrapper; // onggi-runtime: hides the cgroup2 mount of a hybrid tree

    std::string conmon;
    std::string crun;
    std::string runc;
    std::string netavark;
    std::string aardvark;
    std::string seccompProfile; // the template of containers-common

    std::string subuid = "/etc/subuid";
    std::string subgid = "/etc/subgid";
    std::string proc = "/proc";
    std::string cgroup = "/sys/fs/cgroup";

    // Looks where Debian, Ubuntu and Fedora put the programs. `helper` and `runtimeWrapper` are the
    // caller's own files.
    static RunPaths find(std::string stateDirectory, std::string runtimeDirectory,
                         std::string helper, std::string runtimeWrapper);
};

} // namespace onggi
