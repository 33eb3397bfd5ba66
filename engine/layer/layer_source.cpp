// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What is compared here is what the helper compares before it mounts: one device, the tar that the
// index names, of the length that it has.

#include "engine/layer/layer_source.h"

#include <algorithm>

#include "engine/core/error.h"
#include "engine/layer/erofs_reader.h"

namespace onggi {

namespace {

constexpr std::uint64_t kUnit = 512;
// An image may have hundreds of layers, and a process a thousand descriptors.
constexpr std::size_t kMostOpened = 32;

std::uint64_t paddedLength(Bytes tar)
{
    return (tar.count() + kUnit - 1) / kUnit * kUnit;
}

} // namespace

LayerSource::LayerSource(std::vector<SourceLayer> layers, Open open, const LayerLimits& limits)
    : m_layers(std::move(layers))
    , m_open(std::move(open))
    , m_limits(limits)
{
}

std::string LayerSource::nameOf(std::size_t layer) const
{
    return "layer " + m_layers[layer].diffId.text();
}

const LayerFiles& LayerSource::opened(std::size_t layer)
{
    const auto known = m_opened.find(layer);
    if (known != m_opened.end())
        return known->second;
    LayerFiles files = m_open(m_layers[layer].diffId);
    if (fileSize(files.tar.get(), nameOf(layer)) != paddedLength(m_layers[layer].tar))
        throw Error(Code::StoreCorrupt, nameOf(layer), "the length of its tar is wrong");
    if (m_opened.size() >= kMostOpened)
        m_opened.erase(m_opened.begin());
    return m_opened.emplace(layer, std::move(files)).first->second;
}

Tree LayerSource::readTree(std::size_t layer)
{
    const LayerFiles& files = opened(layer);
    ErofsIndex index = readErofs(files.index.get(), nameOf(layer), m_limits);
    const DeviceSlot expected{m_layers[layer].diffId.hex(),
                              paddedLength(m_layers[layer].tar) / kUnit};
    if (index.devices.size() != 1 || index.devices.front() != expected)
        throw Error(Code::StoreCorrupt, nameOf(layer), "its index is that of another layer");
    return std::move(index.tree);
}

std::size_t LayerSource::read(std::size_t layer, const Node& file, std::uint64_t offset,
                              std::span<std::byte> buffer)
{
    if (offset >= file.size)
        return 0;
    buffer = buffer.first(std::min<std::uint64_t>(buffer.size(), file.size - offset));
    std::fill(buffer.begin(), buffer.end(), std::byte(0));
    const std::uint64_t end = offset + buffer.size();
    auto extent = std::upper_bound(
        file.extents.begin(), file.extents.end(), offset,
        [](std::uint64_t at, const Extent& e) { return at < e.logical + e.length; });
    for (; extent != file.extents.end() && extent->logical < end; ++extent) {
        const std::uint64_t from = std::max(offset, extent->logical);
        const std::uint64_t to = std::min(end, extent->logical + extent->length);
        const LayerFiles& files = opened(layer);
        const std::span<std::byte> part = buffer.subspan(from - offset, to - from);
        if (readFullyAt(extent->isCopied ? files.index.get() : files.tar.get(), part,
                        extent->offset + (from - extent->logical), nameOf(layer)) != part.size())
            throw Error(Code::StoreCorrupt, nameOf(layer), "a file ends beyond it");
    }
    return buffer.size();
}

} // namespace onggi
