// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Layers and indexes of tests, in unnamed files.
#pragma once

#include <cstdio>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <sys/mman.h>

#include "engine/core/fd.h"
#include "engine/layer/erofs_reader.h"
#include "engine/layer/erofs_writer.h"
#include "engine/layer/tar_scan.h"

namespace onggi::test {

inline Fd fileOf(std::string_view bytes)
{
    Fd fd(::memfd_create("test", MFD_CLOEXEC));
    writeFully(fd.get(), bytes, "test file");
    return fd;
}

inline Tree scan(std::string_view tarBytes, const LayerLimits& limits = {})
{
    const Fd fd = fileOf(tarBytes);
    GrowingFile tar(fd.get(), "the layer");
    return scanTar(tar, "the layer", limits);
}

inline DeviceSlot slotOf(std::uint64_t tarBytes, char digit = 'a')
{
    return {std::string(64, digit), (tarBytes + 511) / 512};
}

// The index of a tree whose copied data come from `source`.
inline std::string indexOf(const Tree& tree, const std::vector<DeviceSlot>& devices,
                           std::string_view source = {}, const LayerLimits& limits = {})
{
    std::string index;
    writeErofs(
        tree, devices,
        [&](std::uint32_t, std::uint64_t offset, std::span<std::byte> bytes) {
            if (offset + bytes.size() > source.size())
                throw std::out_of_range("copied data beyond the source");
            std::copy_n(std::as_bytes(std::span(source)).begin() + static_cast<std::ptrdiff_t>(offset),
                        bytes.size(), bytes.begin());
        },
        "the layer", limits,
        [&](std::span<const std::byte> bytes) {
            index.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        });
    return index;
}

inline std::string indexOfTar(std::string_view tar)
{
    return indexOf(scan(tar), {slotOf(tar.size())}, tar);
}

inline ErofsIndex readIndex(std::string_view index, const LayerLimits& limits = {})
{
    const Fd fd = fileOf(index);
    return readErofs(fd.get(), "the index", limits);
}

// A line for each name, parents first: "path type mode uid:gid [size|target|device] [marks]".
inline void describeNode(const Tree& tree, NodeId id, const std::string& path, std::string& out)
{
    static constexpr char kLetters[] = "-dlcbpsw";
    const Node& node = tree[id];
    char head[64];
    std::snprintf(head, sizeof head, " %c %o %u:%u", kLetters[static_cast<int>(node.type)],
                  node.meta.mode, node.meta.uid, node.meta.gid);
    out += path + (node.type == NodeType::Whiteout ? " w" : head);
    if (node.type == NodeType::Regular)
        out += ' ' + std::to_string(node.size);
    if (node.type == NodeType::Symlink)
        out += " -> " + node.target;
    if (node.type == NodeType::CharacterDevice || node.type == NodeType::BlockDevice)
        out += ' ' + std::to_string(node.major) + ',' + std::to_string(node.minor);
    if (!node.directory && node.links > 1)
        out += " links=" + std::to_string(node.links);
    for (const Xattr& xattr : node.meta.xattrs)
        out += ' ' + xattr.name + '=' + xattr.value;
    if (node.directory && node.directory->isImplied)
        out += " implied";
    if (node.directory && node.directory->isOpaque)
        out += " opaque";
    out += '\n';
    if (node.directory) {
        for (const auto& [name, child] : node.directory->children)
            describeNode(tree, child, path + '/' + name, out);
    }
}
inline std::string describe(const Tree& tree)
{
    std::string out;
    describeNode(tree, kRootNode, "", out);
    return out;
}

} // namespace onggi::test
