// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The JSON documents of the listings, to the letter of what scripts may rely on: digests as
// "sha256:<hex>", tags as full references, times as RFC 3339 (null where there is none).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "engine/image/config.h"
#include "engine/lineage/forest.h"
#include "engine/lineage/removal.h"

namespace onggi::ctl {

// Members stay in the order in which they are documented.
using OrderedJson = nlohmann::ordered_json;

// `images`: only the images with these indices.
OrderedJson imagesJson(const StoreView& view, const Forest& forest,
                       const std::vector<std::size_t>& images);
OrderedJson lineageJson(const StoreView& view, const Forest& forest);
// What containers have written, on the disk; reclaimable is that of those that do not run.
struct ContainerBytes {
    Bytes disk;
    Bytes reclaimable;
};
OrderedJson dfJson(const StoreView& view, const Forest& forest, const ContainerBytes& containers);
OrderedJson containersJson(const StoreView& view, const std::vector<std::size_t>& containers);
// The steps of one image, base first; `image` is its index.
OrderedJson historyJson(const StoreView& view, std::size_t image, const ImageConfig& config);
// What planFromJson() of helper/ctl/plan_file.h takes back.
OrderedJson planJson(const RemovalPlan& plan);
// One image as Docker's `inspect` shows it.
OrderedJson inspectJson(const StoreView& view, const Forest& forest, std::size_t image,
                        std::string_view config);

// One document, indented, with a line end. Bytes that are not UTF-8 become U+FFFD.
std::string documentText(const OrderedJson& json);

} // namespace onggi::ctl
