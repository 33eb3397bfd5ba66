// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Passing a point, for libc_calls.cpp.
#pragma once

#include "tests/faults/fault_page.h"

namespace onggi::test {

enum class Turn {
    Go,       // as if nothing were
    Fail,     // answer -1: errno is set
    DieAfter, // do half, then dieTogether()
};

// Whether a descriptor or a path is one whose calls are counted. errno stays as it is.
bool isCounted(int fd) noexcept;
bool isCounted(int directory, const char* path) noexcept;

// Whether this process has come to what is counted, and may open things.
bool isArmed() noexcept;

// Counts. Does not return where the process is to die. A pipe cannot be full or broken as a disk
// can: at one there is only dying.
Turn passPoint(Series series, const char* call, bool isOnPipe = false) noexcept;
bool isPipe(int fd) noexcept;

[[noreturn]] void dieTogether() noexcept;

} // namespace onggi::test
