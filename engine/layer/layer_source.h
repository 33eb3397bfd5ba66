// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The layers of an image as somebody reads them who is only handed descriptors: the index of each,
// and the bytes of its tar. Nothing in them is trusted: an index that does not belong to its tar,
// and a tar of another length than the store says, are refused.
#pragma once

#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "engine/core/bytes.h"
#include "engine/core/fd.h"
#include "engine/image/digest.h"
#include "engine/layer/limits.h"
#include "engine/layer/tree.h"

namespace onggi {

// Both files of a layer, open for reading.
struct LayerFiles {
    Fd index;
    Fd tar;
};

struct SourceLayer {
    Digest diffId;
    Bytes tar; // true length of the uncompressed archive
};

class LayerSource {
public:
    using Open = std::function<LayerFiles(const Digest& diffId)>;

    // Base first. `open` may be called more than once for a layer: only a few are kept open.
    LayerSource(std::vector<SourceLayer> layers, Open open, const LayerLimits& limits = {});

    const std::vector<SourceLayer>& layers() const noexcept { return m_layers; }
    const LayerLimits& limits() const noexcept { return m_limits; }

    // The tree of one layer, whiteouts and opaque directories included. Throws Error(StoreCorrupt).
    Tree readTree(std::size_t layer);

    // Bytes of a file of the layer from `offset` on, as many as there are and `buffer` holds; what
    // no extent covers reads as zeros. Returns their number, 0 at the end.
    std::size_t read(std::size_t layer, const Node& file, std::uint64_t offset,
                     std::span<std::byte> buffer);

private:
    const LayerFiles& opened(std::size_t layer);
    std::string nameOf(std::size_t layer) const;

    std::vector<SourceLayer> m_layers;
    Open m_open;
    LayerLimits m_limits;
    std::map<std::size_t, LayerFiles> m_opened;
};

} // namespace onggi
