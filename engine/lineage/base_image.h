// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What an image is made on: what its layers prove, and what its label says.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <unordered_map>

#include "engine/lineage/forest.h"

namespace onggi {

struct BaseImage {
    // Index into StoreView::images: the nearest one whose whole chain this image's begins with.
    std::optional<std::size_t> byChain;
    // The one that has the tag which the image's label or annotation org.opencontainers.image.base.
    // name names. It may have moved on since, and then is no part of the image's chain.
    std::optional<std::size_t> byLabel;
};

// Made once for a store; the view and the forest outlive it.
class BaseImages {
public:
    BaseImages(const StoreView& view, const Forest& forest);

    BaseImage of(std::size_t image) const;

private:
    const StoreView& m_view;
    const Forest& m_forest;
    std::unordered_map<std::string_view, std::size_t> m_imageOfTag;
};

} // namespace onggi
