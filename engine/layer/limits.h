// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How large a layer may be. A layer beyond them is refused with Error(LayerTooLarge).
#pragma once

#include <cstdint>

namespace onggi {

struct LayerLimits {
    std::uint64_t entries = 4'000'000;               // nodes of its tree, implied parents included
    std::uint64_t nameBytes = 64 * 1024;             // of one path name
    std::uint64_t tarBytes = std::uint64_t(1) << 40; // uncompressed
    std::uint64_t indexBytes = std::uint64_t(16) << 30; // of the index or chain index
};

} // namespace onggi
