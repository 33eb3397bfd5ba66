// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How many bytes a directory takes on the disk.
#pragma once

#include <chrono>
#include <string>

#include "engine/core/bytes.h"

namespace onggi {

struct DiskUsage {
    Bytes disk;          // allocated blocks
    bool isWhole = true; // all of it was seen
};

// The blocks of `directory` and of everything below it on the same file system, a file of several
// names counted once. Never follows a link; what changes meanwhile may be counted or not. Stops at
// `deadline`, and leaves out what lies deeper than 128 directories: then it is not whole. A
// directory that is not there takes nothing.
DiskUsage diskUsage(const std::string& directory, std::chrono::steady_clock::time_point deadline);

} // namespace onggi
