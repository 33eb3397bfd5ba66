// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The lineage of a store as a graph for Graphviz.
#pragma once

#include <string>

#include "engine/lineage/forest.h"

namespace onggi::ctl {

// One digraph in the DOT language (graphviz.org/doc/info/lang.html), UTF-8: a box per layer with
// its step and bytes, and below it the tags that end there; an ellipse per container; a dashed edge
// where only a label says what an image is made on.
std::string lineageDot(const StoreView& view, const Forest& forest);

} // namespace onggi::ctl
