// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Inodes stand in breadth-first order, so that listing a directory reads neighbouring blocks. The
// end of a directory and a symbolic link's target stand behind their inode where they fit into its
// block: the kernel requires that such a tail does not cross one.

#include "engine/layer/erofs_layout.h"

#include <algorithm>
#include <bit>

#include "engine/core/error.h"
#include "engine/layer/erofs_format.h"

namespace onggi::erofs {

namespace {

// Copied contents are stored in units of this: large enough for short tables, small enough for
// holes.
constexpr unsigned kCopiedChunkBits = 12;

void appendXattr(std::string& out, std::string_view name, std::string_view value,
                 std::string_view subject)
{
    for (const XattrPrefix& prefix : kXattrPrefixes) {
        if (!name.starts_with(prefix.text))
            continue;
        const std::string_view rest = name.substr(std::string_view(prefix.text).size());
        if (rest.empty() != prefix.isWhole || rest.size() > kMaxName ||
            value.size() > kMaxXattrValue)
            break;
        std::array<std::byte, kXattrEntry> entry{};
        store<std::uint8_t>(entry, 0, static_cast<std::uint8_t>(rest.size()));
        store<std::uint8_t>(entry, 1, prefix.number);
        store<std::uint16_t>(entry, 2, static_cast<std::uint16_t>(value.size()));
        out.append(reinterpret_cast<const char*>(entry.data()), entry.size());
        out.append(rest).append(value);
        out.resize(roundUp(out.size(), 4));
        return;
    }
    throw Error(Code::LayerUnsupported, std::string(subject),
                "an extended attribute with the name " + std::string(name.substr(0, 300)));
}

// Directory data: how many whole blocks, and how many bytes in the last one.
std::pair<std::uint64_t, unsigned> directoryData(const Directory& directory)
{
    std::uint64_t full = 0;
    std::uint64_t used = 0;
    forEachDirent(directory, 0, 0, [&](std::string_view name, NodeId) {
        const std::uint64_t need = kDirent + name.size();
        if (used + need > kBlock) {
            ++full;
            used = 0;
        }
        used += need;
    });
    return {full, static_cast<unsigned>(used)};
}

unsigned coveringChunkBits(std::uint64_t size)
{
    const unsigned bits = static_cast<unsigned>(std::bit_width(size - 1));
    return std::clamp(bits, kBlockBits, kBlockBits + kChunkBitsMask);
}

// The largest chunk at whose multiples all pieces start, and end unless the file does.
unsigned chunkBitsOf(const Node& node)
{
    if (isCopied(node))
        return kCopiedChunkBits;
    std::uint64_t edges = 0;
    for (const Extent& extent : node.extents) {
        edges |= extent.logical;
        if (extent.logical + extent.length != node.size)
            edges |= extent.length;
    }
    const unsigned covering = coveringChunkBits(node.size);
    return edges == 0 ? covering
                      : std::min(covering, static_cast<unsigned>(std::countr_zero(edges)));
}

std::uint64_t touchedChunks(const Node& node, const Place& place)
{
    std::uint64_t touched = 0;
    std::uint64_t next = 0; // the first chunk that is not counted yet
    for (const Extent& extent : node.extents) {
        if (extent.length == 0)
            continue;
        const std::uint64_t first = std::max(next, extent.logical >> place.chunkBits);
        const std::uint64_t last = (extent.logical + extent.length - 1) >> place.chunkBits;
        if (last >= first)
            touched += last - first + 1;
        next = std::max(next, last + 1);
    }
    return touched;
}

class Planner {
public:
    Planner(const Tree& tree, std::size_t devices, std::string_view subject,
            const LayerLimits& limits)
        : m_tree(tree)
        , m_subject(subject)
        , m_limits(limits)
    {
        m_plan.places.resize(tree.size());
        m_plan.metaStart = roundUp(kTableOffset + devices * kSlotSize, kBlock);
        m_cursor = m_plan.metaStart;
    }

    LayoutPlan run()
    {
        add(kRootNode);
        for (std::size_t i = 0; i < m_plan.order.size(); ++i) {
            const Node& node = m_tree[m_plan.order[i]];
            if (!node.directory)
                continue;
            for (const auto& [name, id] : node.directory->children) {
                if (m_plan.places[id].position == 0)
                    add(id);
            }
        }
        m_plan.dataStart = roundUp(m_cursor, kBlock);
        placeData();
        return std::move(m_plan);
    }

private:
    void add(NodeId id)
    {
        const Node& node = m_tree[id];
        Place& place = m_plan.places[id];
        place.links = node.links;
        std::uint64_t tail = 0;
        if (node.directory) {
            const auto [full, last] = directoryData(*node.directory);
            place.size = full * kBlock + last;
            tail = last;
            place.links = 2;
            for (const auto& [name, child] : node.directory->children)
                place.links += m_tree.isDirectory(child) ? 1 : 0;
        } else if (node.type == NodeType::Symlink) {
            place.size = node.target.size();
            tail = node.target.size();
        } else if (node.type == NodeType::Regular) {
            place.size = node.size;
        }
        place.xattrSize = encodeXattrs(node, m_subject).size();
        if (place.xattrSize > kMaxXattrs)
            throw Error(Code::LayerTooLarge, m_subject, "a file has too many extended attributes");
        place.isExtended = needsExtended(node, place);
        put(node, place, tail);
        m_plan.order.push_back(id);
    }

    // A compact inode has no time: it shows that of the superblock, which is 0.
    static bool needsExtended(const Node& node, const Place& place)
    {
        return node.meta.modified != Time{} || node.meta.uid > 0xffff || node.meta.gid > 0xffff ||
               place.links > 0xffff || place.size > 0xffffffff;
    }

    void put(const Node& node, Place& place, std::uint64_t tail)
    {
        const std::uint64_t head = place.inodeSize() + place.xattrSize;
        const bool isInline = tail > 0 && head + tail <= kBlock;
        // What must not cross a block: the inode, or the inode with its tail.
        const std::uint64_t whole = isInline ? head + tail : place.inodeSize();
        std::uint64_t position = roundUp(m_cursor, kNidUnit);
        if (position % kBlock + whole > kBlock)
            position = roundUp(position, kBlock);
        place.position = position;
        m_cursor = position + head;
        if (isInline) {
            place.inlineTail = static_cast<unsigned>(tail);
            m_cursor += tail;
        }
        if (node.type == NodeType::Regular && node.size > 0) {
            place.chunkBits = chunkBitsOf(node);
            m_cursor = roundUp(m_cursor, kChunkEntry);
            grow(place.chunkCount(), kChunkEntry);
        }
        grow(0, 1);
    }

    void placeData()
    {
        std::uint64_t block = m_plan.dataStart / kBlock;
        for (const NodeId id : m_plan.order) {
            const Node& node = m_tree[id];
            Place& place = m_plan.places[id];
            if (node.type == NodeType::Directory || node.type == NodeType::Symlink)
                place.dataBlocks = roundUp(place.size - place.inlineTail, kBlock) / kBlock;
            else if (isCopied(node))
                place.dataBlocks = touchedChunks(node, place) << (place.chunkBits - kBlockBits);
            place.dataBlock = block;
            block += place.dataBlocks;
            m_cursor = block * kBlock;
            grow(0, 1);
        }
        m_plan.end = block * kBlock;
    }

    void grow(std::uint64_t count, std::uint64_t unit)
    {
        const std::uint64_t most = std::min(m_limits.indexBytes, (std::uint64_t(1) << 32) * kBlock);
        if (m_cursor > most || count > (most - m_cursor) / unit)
            throw Error(Code::LayerTooLarge, m_subject, "its index would be too large");
        m_cursor += count * unit;
    }

    const Tree& m_tree;
    std::string m_subject;
    const LayerLimits& m_limits;
    LayoutPlan m_plan;
    std::uint64_t m_cursor = 0;
};

} // namespace

std::uint64_t Place::inodeSize() const noexcept
{
    return isExtended ? kExtendedSize : kCompactSize;
}

std::uint64_t Place::chunkCount() const noexcept
{
    return size == 0 ? 0 : ((size - 1) >> chunkBits) + 1;
}

bool isCopied(const Node& node)
{
    return !node.extents.empty() && node.extents.front().isCopied;
}

const Extent* ChunkCursor::seek(std::uint64_t chunk)
{
    const std::uint64_t start = chunk << m_chunkBits;
    const std::uint64_t end = start + (std::uint64_t(1) << m_chunkBits);
    while (m_next < m_extents.size() &&
           m_extents[m_next].logical + m_extents[m_next].length <= start)
        ++m_next;
    if (m_next == m_extents.size() || m_extents[m_next].logical >= end)
        return nullptr;
    return &m_extents[m_next];
}

LayoutPlan planLayout(const Tree& tree, std::size_t devices, std::string_view subject,
                      const LayerLimits& limits)
{
    return Planner(tree, devices, subject, limits).run();
}

std::string encodeXattrs(const Node& node, std::string_view subject)
{
    const bool isOpaque = node.directory && node.directory->isOpaque;
    const bool isImplied = node.directory && node.directory->isImplied;
    if (node.meta.xattrs.empty() && !isOpaque && !isImplied)
        return {};
    // The header says nothing: no filter, no shared attributes.
    std::string out(kXattrHeader, '\0');
    for (const Xattr& xattr : node.meta.xattrs)
        appendXattr(out, xattr.name, xattr.value, subject);
    if (isOpaque)
        appendXattr(out, kOpaqueXattr, kSetValue, subject);
    if (isImplied)
        appendXattr(out, kImpliedXattr, kSetValue, subject);
    return out;
}

} // namespace onggi::erofs
