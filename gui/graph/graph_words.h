// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a node of the graph is called, and what it can be found by. GUI thread only.
#pragma once

#include <vector>

#include <QString>

#include "gui/graph/fold.h"

namespace onggi {

// At most two tags and how many more there are: "shop/web:2, latest", "a:1, b:2, +3"; `<none>` and
// 4 digits of the id where no image of the node has a tag.
QString graphLabel(const std::vector<const ImageRow*>& images);

// Tags, ids, steps and containers, a line each, in lower case.
QString searchText(const StoreView& view, const Forest& forest, const Block& block);

} // namespace onggi
