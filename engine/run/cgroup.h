// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Control groups: which kind this machine has, where a container's group stands, and its limits as
// the runtime wants them. cgroups(7).
#pragma once

#include <set>
#include <string>
#include <vector>

#include "engine/core/json.h"
#include "engine/run/options.h"

namespace onggi {

enum class CgroupMode {
    None,   // nothing mounted
    V1,     // controllers on trees of their own
    Hybrid, // and a cgroup2 tree beside them, below it
    V2,     // one tree
};
const char* cgroupModeName(CgroupMode mode) noexcept;

struct CgroupLayout {
    CgroupMode mode = CgroupMode::None;
    bool isSystemd = false;            // systemd is PID 1 and hands out groups
    std::set<std::string> controllers; // "memory", "pids", "cpu" …
    std::vector<std::string> trees;    // mount points
    std::string unified;               // that of the cgroup2 tree, if any
    // crun refuses a hybrid tree whose cgroup2 part has controllers: it must not see that mount.
    bool hidesUnified = false;
};

// `proc` and `cgroup` are /proc and /sys/fs/cgroup, `systemd` is /run/systemd/system.
CgroupLayout detectCgroups(const std::string& proc, const std::string& cgroup,
                           const std::string& systemd = "/run/systemd/system");

// "linux.cgroupsPath": "/onggi/ID", or "system.slice:onggi:ID" for systemd's scopes.
std::string cgroupsPath(const CgroupLayout& layout, const std::string& id);

// "linux.resources" for the limits that are asked for. Throws Error(RunOptionInvalid) for one that
// this machine has no controller for.
Json cgroupResources(const CgroupLayout& layout, const RunOptions& options);

// Removes the container's group from every tree, where the cgroupfs manager left it: a runtime that
// fails halfway leaves it in some. The group above it stays, as others may be about to use it.
void removeCgroup(const CgroupLayout& layout, const std::string& id) noexcept;

} // namespace onggi
