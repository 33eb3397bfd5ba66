// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Images under the images that they are made on, for a terminal.
#pragma once

#include <string>
#include <vector>

#include "helper/ctl/image_order.h"

namespace onggi::ctl {

// A line per line of the listing, each image below the nearest listed one that it is made on:
//
//   IMAGE          ID            CREATED      SIZE    UNIQUE
//   base:1         3f9a…         2 days ago   2.1 MB  0 B
//   ├─ a:1         77c0…         2 days ago   2.3 MB  0 B
//   │  └─ b:1      …
std::string imageTree(const StoreView& view, const Forest& forest,
                      const std::vector<ImageLine>& lines, const std::vector<ImageSizes>& sizes,
                      bool isUntruncated, bool isAscii);

} // namespace onggi::ctl
