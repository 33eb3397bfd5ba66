// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Merges layers, base first, as overlayfs would show them: whiteouts and opaque directories are
// resolved, a directory that a layer does not list keeps what the layer below says of it.
#pragma once

#include <cstdint>

#include "engine/layer/tree.h"

namespace onggi {

// Puts `layer` on top of `base`. What the layer's extents call device 0 becomes device `slot`, and
// its copied data become data source `slot`;
// nodes that it gives or changes get `slot` as their layer. `base` starts as an empty tree, and never holds a
// whiteout.
void applyLayer(Tree& base, Tree layer, std::uint32_t slot);

} // namespace onggi
