// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `images --json` of a store with very many images.
#pragma once

#include <string>
#include <vector>

#include "engine/lineage/forest.h"

namespace onggi::ctl {

// documentText(imagesJson(…)) byte for byte, without making a tree of values first: that takes
// longer than everything else that the listing does.
std::string imageDocument(const StoreView& view, const Forest& forest,
                          const std::vector<std::size_t>& images);

} // namespace onggi::ctl
