// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the kernel and this machine allow: found out once, by trying.
#pragma once

#include <compare>
#include <string>
#include <string_view>

namespace onggi {

struct KernelVersion {
    int major = 0;
    int minor = 0;
    int patch = 0;

    friend auto operator<=>(const KernelVersion&, const KernelVersion&) = default;
};

// "6.12.95+deb12-amd64" → 6.12.95.
KernelVersion parseKernelVersion(std::string_view release) noexcept;

enum class ErofsSource {
    None,  // no EROFS can be mounted
    File,  // straight from files of the store
    Loops, // through loop devices
};

struct MountProbe {
    KernelVersion kernel;
    bool isKernelNew = false; // at least 6.6
    bool mayMount = false;
    bool hasErofs = false;
    bool hasOverlay = false;
    bool hasUserNamespaces = false; // and id-mapped mounts of EROFS
    bool canHoldUpper = false;      // the state directory's file system can be an overlay's upper
    ErofsSource erofs = ErofsSource::None;

    // The first thing that is missing, as one sentence, and what helps; empty where containers can
    // run.
    std::string reason;
    std::string remedy;

    bool canRun() const noexcept { return reason.empty(); }
};

// Tries it with a small image in `stateDirectory`/spool/jobs, which the start of a helper sweeps,
// and mounts that nobody sees; leaves nothing behind. Does not throw for what is not there.
MountProbe probeMounts(const std::string& stateDirectory);

} // namespace onggi
