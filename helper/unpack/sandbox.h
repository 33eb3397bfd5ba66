// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The sandbox that onggi-unpack enters before it reads the first hostile byte.
#pragma once

#include <cstdint>

namespace onggi::unpack {

struct SandboxOptions {
    int descriptors = 3;           // all from this number on are closed
    std::uint64_t memory = 0;      // bytes of address space
    std::uint64_t outputBytes = 0; // of any file that is written
};

// What could be had. All else is had, or entering fails.
struct SandboxState {
    bool ownUser = false;
    bool emptyNetwork = false;
};

// For the whole process and for good: own user without groups and capabilities (where it was root),
// no new privileges, not dumpable, an empty network namespace (where the machine grants one),
// limits, and a list of system calls beyond which the process is killed. Throws Error(SystemIo).
SandboxState enterSandbox(const SandboxOptions& options);

} // namespace onggi::unpack
