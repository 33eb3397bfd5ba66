// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How large a layer may be. A layer beyond them is refused with Error(LayerTooLarge).
#pragma once

#include <cstdint>

namespace onggi {

constexpr std::uint64_t kFreeOfRatio = std::uint64_t(1) << 20;
// What an xz decoder may take, most of it for the dictionary that a stream asks for; one of `xz -9`
// takes 65 MiB.
constexpr std::uint64_t kXzMemory = std::uint64_t(256) << 20;

struct LayerLimits {
    std::uint64_t entries = 4'000'000;               // nodes of its tree, implied parents included
    std::uint64_t nameBytes = 64 * 1024;             // of one path name
    std::uint64_t tarBytes = std::uint64_t(1) << 40; // uncompressed
    std::uint64_t indexBytes = std::uint64_t(16) << 30; // of the index or chain index
    // Of all paths of a list that is kept whole: one entry of a tar makes a directory of each part
    // of its name, whose paths together are 16,000 times as long.
    std::uint64_t listBytes = std::uint64_t(1) << 30;
    // Uncompressed bytes for each compressed one, at every point of a blob; 0: any number. The
    // first kFreeOfRatio bytes do not count: a short layer is mostly zeros. No limit as long as
    // nobody asks for one, because honest layers reach gzip's own, 1032.
    std::uint64_t ratio = 0;
};

} // namespace onggi
