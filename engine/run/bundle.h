// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The directory that a container runs from: <runtime>/bundles/<id>, there from its start to its
// end.
//
//   root/         the container's root file system, an overlay
//   config.json   what the runtime reads
//   hosts hostname resolv.conf   bound into it
//   network.json  what it has of the bridge network
//   pid attach ctl exec-…/       conmon's
//
// Beside it, in the state directory's containers/<id>: upper/ work/ log conmon.pid exit ended.
#pragma once

#include <cstdint>
#include <string>

#include "engine/core/fd.h"
#include "engine/mount/idmap.h"
#include "engine/run/paths.h"

namespace onggi {

class Bundle {
public:
    Bundle(const RunPaths& paths, const std::string& id);

    const std::string& path() const noexcept { return m_path; }
    std::string root() const { return m_path + "/root"; }
    std::string config() const { return m_path + "/config.json"; }
    std::string network() const { return m_path + "/network.json"; }
    std::string pidFile() const { return m_path + "/pid"; }
    // There while the container stands still for a moment: whoever finds it wakes it.
    std::string pausedMark() const { return m_path + "/paused"; }
    std::string netns() const { return m_netns; } // where the network namespace is kept
    const std::string& state() const noexcept { return m_state; }
    std::string upper() const { return m_state + "/upper"; }
    std::string work() const { return m_state + "/work"; }
    std::string logFile() const { return m_state + "/log"; }
    std::string conmonPidFile() const { return m_state + "/conmon.pid"; }

    bool exists() const noexcept;
    void make() const;
    // A file of the bundle, as a whole. `owner` is a host id.
    void write(const std::string& name, const std::string& text, std::uint32_t owner) const;
    // Unmounts root and network namespace and removes the bundle; containers/<id> stays.
    void takeDown() const noexcept;

private:
    std::string m_path;
    std::string m_netns;
    std::string m_state;
};

// What of the image the runtime would trust: /dev, /proc and /sys must be directories, if they are
// there (a symbolic link could lead its mounts elsewhere: CVE-2025-31133 and its kin). Throws
// Error(RunFailed).
void checkRoot(int root, const std::string& id);

// Makes the directory `path` inside `root`, where it is missing, as the container's own root would.
void ensureDirectoryIn(int root, const std::string& path, const IdRange& range);

} // namespace onggi
