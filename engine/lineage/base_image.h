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
    // The one with the manifest that the image's label or annotation org.opencontainers.image.base.
    // digest names; where there is none, the one that has the tag which base.name names. It may
    // have moved on since, and then is no part of the image's chain.
    std::optional<std::size_t> byLabel;
};

// Made once for a store; the view and the forest outlive it.
class BaseImages {
public:
    BaseImages(const StoreView& view, const Forest& forest);

    BaseImage of(std::size_t image) const;

private:
    std::optional<std::size_t> byLabel(std::size_t image) const;

    const StoreView& m_view;
    const Forest& m_forest;
    std::unordered_map<std::string_view, std::size_t> m_imageOfTag;
    std::unordered_map<Digest, std::size_t> m_imageOfDigest; // of manifests
};

} // namespace onggi
