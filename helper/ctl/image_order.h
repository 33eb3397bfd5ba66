// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// In which order a listing of images stands.
#pragma once

#include <string>
#include <vector>

#include "engine/lineage/sizes.h"
#include "helper/ctl/image_query.h"

namespace onggi::ctl {

// The figures of all images, by index.
std::vector<ImageSizes> allImageSizes(const StoreView& view, const Forest& forest);

// `order`: the name of a column, with ":desc" or ":asc" behind it. Lines that are alike in it stay
// in their order. Throws UsageError naming the columns there are.
void sortLines(std::vector<ImageLine>& lines, const StoreView& view,
               const std::vector<ImageSizes>& sizes, const std::string& order);

// The digest by which the repository of the line's tag knows the image; of any repository where the
// line has no tag. Empty where none is known.
std::string digestOfLine(const StoreView& view, const ImageLine& line);

} // namespace onggi::ctl
