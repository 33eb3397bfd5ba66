// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Where everything goes in an index, decided before the first byte is written. Shared by the parts
// of the writer; nobody else needs it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/layer/limits.h"
#include "engine/layer/tree.h"

namespace onggi::erofs {

struct Place {
    std::uint64_t position = 0;  // of the inode, in bytes
    std::uint64_t dataBlock = 0; // of the first block in the data area
    std::uint64_t dataBlocks = 0;
    std::uint64_t size = 0;      // i_size
    std::uint64_t xattrSize = 0; // with its header; 0 without attributes
    std::uint32_t links = 0;
    unsigned inlineTail = 0; // bytes behind the inode that are the end of its data
    unsigned chunkBits = 0;
    bool isExtended = true;

    std::uint64_t inodeSize() const noexcept;
    std::uint64_t chunkCount() const noexcept;
};

struct LayoutPlan {
    std::vector<NodeId> order; // of the inodes: each directory's entries together, the root first
    std::vector<Place> places; // by node
    std::uint64_t metaStart = 0;
    std::uint64_t dataStart = 0;
    std::uint64_t end = 0;
};

LayoutPlan planLayout(const Tree& tree, std::size_t devices, std::string_view subject,
                      const LayerLimits& limits);

// The attributes as they stand behind the inode, header included; empty where there are none.
std::string encodeXattrs(const Node& node, std::string_view subject);

// Calls each(name, node) for every entry of a directory in the order of their names, "." and ".."
// among them.
template <typename Each>
void forEachDirent(const Directory& directory, NodeId self, NodeId parent, Each each)
{
    bool dotDone = false;
    bool dotsDone = false;
    const auto dots = [&](std::string_view next) {
        if (!dotDone && (next.empty() || next > ".")) {
            each(std::string_view("."), self);
            dotDone = true;
        }
        if (!dotsDone && (next.empty() || next > "..")) {
            each(std::string_view(".."), parent);
            dotsDone = true;
        }
    };
    for (const auto& [name, id] : directory.children) {
        dots(name);
        each(std::string_view(name), id);
    }
    dots({});
}

// Whether chunk number `chunk` of a copied file holds anything; asked in ascending order.
class ChunkCursor {
public:
    ChunkCursor(const std::vector<Extent>& extents, unsigned chunkBits)
        : m_extents(extents)
        , m_chunkBits(chunkBits)
    {
    }
    // The first extent that reaches into the chunk, or null.
    const Extent* seek(std::uint64_t chunk);

private:
    const std::vector<Extent>& m_extents;
    unsigned m_chunkBits;
    std::size_t m_next = 0;
};

bool isCopied(const Node& node);

} // namespace onggi::erofs
