// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What is mounted decides the mode, and where systemd runs it owns the tree.

#include "engine/run/cgroup.h"

#include <fcntl.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "engine/core/fd.h"
#include "engine/mount/mount_api.h"

namespace onggi {

namespace {

constexpr std::size_t kMaxFile = 16U << 20;
constexpr std::int64_t kPeriod = 100'000; // microseconds
constexpr std::int64_t kDefaultPids = 2048;
constexpr const char* kParent = "onggi";

void insertWords(std::set<std::string>& words, std::string_view text, std::string_view separators)
{
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of(separators), text.size());
        if (end > 0)
            words.emplace(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

std::string readIfThere(const std::string& path)
{
    try {
        return readWholeFile(AT_FDCWD, path, kMaxFile);
    } catch (const Error&) {
        return {};
    }
}

void requireController(const CgroupLayout& layout, const char* controller, const char* option)
{
    if (!layout.controllers.contains(controller))
        throw Error(Code::RunOptionInvalid, option,
                    std::string("this machine has no cgroup controller \"") + controller + '"');
}

bool isBelow(const std::string& path, const std::string& directory)
{
    return path == directory || path.starts_with(directory + '/');
}

} // namespace

const char* cgroupModeName(CgroupMode mode) noexcept
{
    switch (mode) {
    case CgroupMode::V1:
        return "v1";
    case CgroupMode::Hybrid:
        return "hybrid";
    case CgroupMode::V2:
        return "v2";
    case CgroupMode::None:
        break;
    }
    return "none";
}

CgroupLayout detectCgroups(const std::string& proc, const std::string& cgroup,
                           const std::string& systemd)
{
    CgroupLayout layout;
    bool hasV1 = false;
    std::set<std::string> unified;
    for (const MountEntry& entry : parseMountinfo(readIfThere(proc + "/self/mountinfo"))) {
        if (!isBelow(entry.point, cgroup))
            continue;
        if (entry.type == "cgroup") {
            hasV1 = true;
            layout.trees.push_back(entry.point);
            insertWords(layout.controllers, entry.superOptions, ",");
        } else if (entry.type == "cgroup2") {
            layout.trees.push_back(entry.point);
            layout.unified = entry.point;
            unified.clear();
            insertWords(unified, readIfThere(entry.point + "/cgroup.controllers"), " \n");
        }
    }
    if (!layout.unified.empty() && hasV1) {
        layout.mode = CgroupMode::Hybrid;
        layout.hidesUnified = !unified.empty();
    } else if (!layout.unified.empty()) {
        layout.mode = CgroupMode::V2;
        layout.controllers = unified;
    } else if (hasV1) {
        layout.mode = CgroupMode::V1;
    }
    layout.isSystemd = layout.mode != CgroupMode::None && ::access(systemd.c_str(), F_OK) == 0;
    return layout;
}

std::string cgroupsPath(const CgroupLayout& layout, const std::string& id)
{
    if (layout.isSystemd)
        return std::string("system.slice:").append(kParent).append(":").append(id);
    return std::string("/") + kParent + '/' + id;
}

Json cgroupResources(const CgroupLayout& layout, const RunOptions& options)
{
    // Device nodes cannot be made in a user namespace; the rules are for the day when one can.
    Json resources{{"devices", Json::array({{{"allow", false}, {"access", "rwm"}}})}};
    if (options.memory) {
        requireController(layout, "memory", "--memory");
        const auto limit = static_cast<std::int64_t>(options.memory->count());
        resources["memory"] = {{"limit", limit}};
    }
    if (options.pidsLimit)
        requireController(layout, "pids", "--pids-limit");
    const std::int64_t pids = options.pidsLimit.value_or(kDefaultPids);
    if (layout.controllers.contains("pids") && pids > 0)
        resources["pids"] = {{"limit", pids}};
    if (options.milliCpus) {
        requireController(layout, "cpu", "--cpus");
        resources["cpu"] = {{"quota", *options.milliCpus * kPeriod / 1000}, {"period", kPeriod}};
    }
    return resources;
}

void removeCgroup(const CgroupLayout& layout, const std::string& id) noexcept
{
    if (layout.isSystemd)
        return;
    for (const std::string& tree : layout.trees)
        ::rmdir((tree + cgroupsPath(layout, id)).c_str());
}

} // namespace onggi
