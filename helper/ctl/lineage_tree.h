// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The lineage of a store, drawn for a terminal.
#pragma once

#include <cstdint>
#include <string>

#include "engine/lineage/forest.h"

namespace onggi::ctl {

struct TreeStyle {
    std::size_t width = 80; // columns
    bool isAscii = false;   // a terminal without UTF-8
    std::int64_t now = 0;   // seconds since 1970, for how long ago images came
};

// A line per layer, base first, with the bytes of its files and those on the disk; below it the
// images that end there, where each is from, and their containers. The child with the most layers
// below it comes last and goes straight down, the ones before it branch off to the right, so that
// neither a deep image nor a long line of branches takes more width than a flat one:
//
//   ● ADD busybox                                            2.0 MB     2.1 MB
//   │   samples/base:1
//   ├─● COPY a                                             228.9 kB   230.4 kB
//   │     samples/a:1
//   ● COPY c                                                  13 B     1.5 kB
//       samples/c:1
std::string lineageTree(const StoreView& view, const Forest& forest, const TreeStyle& style = {});

} // namespace onggi::ctl
