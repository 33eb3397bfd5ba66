// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Layers that are made of tars in memory, opened as the helper would hand them over.
#pragma once

#include "engine/core/sha256.h"
#include "engine/layer/image_files.h"
#include "tests/support/layer_maker.h"
#include "tests/support/tar_builder.h"

namespace onggi::test {

inline LayerFiles openedLayer(std::string tar)
{
    const DeviceSlot slot{Sha256::of(tar).hex(), (tar.size() + 511) / 512};
    const std::string index = indexOf(scan(tar), {slot}, tar);
    tar.resize((tar.size() + 511) / 512 * 512);
    return {fileOf(index), fileOf(tar)};
}

// Base first.
inline LayerSource sourceOf(const std::vector<std::string>& tars, const LayerLimits& limits = {})
{
    std::vector<SourceLayer> layers;
    std::map<Digest, std::string> byDiffId;
    for (const std::string& tar : tars) {
        layers.push_back({Sha256::of(tar), Bytes(tar.size())});
        byDiffId.emplace(layers.back().diffId, tar);
    }
    return LayerSource(
        layers, [byDiffId](const Digest& diffId) { return openedLayer(byDiffId.at(diffId)); },
        limits);
}

inline ImageFiles filesOf(const std::vector<std::string>& tars, const LayerLimits& limits = {})
{
    return ImageFiles::merged(sourceOf(tars, limits));
}

// "path@layer" of everything below `start`, a line each.
inline std::string pathsOf(const ImageFiles& files, NodeId start = kRootNode,
                           const std::string& startPath = "/")
{
    std::string text;
    walkFiles(files.tree(), start, startPath,
              [&](const std::string& path, const Node& node, NodeId, std::size_t) {
                  text += path + '@' + std::to_string(node.layer) + '\n';
                  return true;
              });
    return text;
}

} // namespace onggi::test
