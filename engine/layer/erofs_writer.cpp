// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The bytes of an index, in order, after the plan of erofs_layout. Fixed: UUID, times, and
// everything else that other tools take from the clock or at random.

#include "engine/layer/erofs_writer.h"

#include <cstring>

#include "engine/core/error.h"
#include "engine/layer/erofs_format.h"
#include "engine/layer/erofs_layout.h"

namespace onggi {

using namespace erofs;

namespace {

// Of every index: they are told apart by name and content.
constexpr char kUuid[] = "Onggi index v1.0";
static_assert(sizeof kUuid == 16 + 1);

constexpr std::uint16_t kTypeBits[] = {0100000, 0040000, 0120000, 0020000,
                                       0060000, 0010000, 0140000, 0020000};
constexpr std::uint8_t kFileTypes[] = {FtRegular, FtDirectory, FtSymlink, FtCharacter,
                                       FtBlock,   FtFifo,      FtSocket,  FtCharacter};

// As the kernel's new_encode_dev().
std::uint32_t encodeDevice(std::uint32_t major, std::uint32_t minor)
{
    return (minor & 0xff) | (major << 8) | ((minor & ~std::uint32_t(0xff)) << 12);
}

// Gathers small pieces, and knows how far the file has come.
class Output {
public:
    explicit Output(const ByteSink& sink)
        : m_sink(sink)
    {
        m_buffer.reserve(kBuffer);
    }

    std::uint64_t position() const noexcept { return m_position; }
    void put(std::span<const std::byte> bytes)
    {
        if (m_buffer.size() + bytes.size() > kBuffer)
            flush();
        m_position += bytes.size();
        if (bytes.size() >= kBuffer)
            m_sink(bytes);
        else
            m_buffer.insert(m_buffer.end(), bytes.begin(), bytes.end());
    }
    void put(std::string_view text) { put(std::as_bytes(std::span(text))); }
    void padTo(std::uint64_t position)
    {
        static constexpr std::array<std::byte, kBlock> kZeros{};
        while (m_position < position)
            put(std::span(kZeros).first(std::min(kBlock, position - m_position)));
    }
    void flush()
    {
        if (!m_buffer.empty())
            m_sink(m_buffer);
        m_buffer.clear();
    }

private:
    static constexpr std::size_t kBuffer = 256 * 1024;
    const ByteSink& m_sink;
    std::vector<std::byte> m_buffer;
    std::uint64_t m_position = 0;
};

class Writer {
public:
    Writer(const Tree& tree, std::span<const DeviceSlot> devices, const CopySource& copySource,
           std::string_view subject, const LayerLimits& limits, const ByteSink& sink)
        : m_tree(tree)
        , m_devices(devices)
        , m_copySource(copySource)
        , m_subject(subject)
        , m_plan(planLayout(tree, devices.size(), subject, limits))
        , m_out(sink)
    {
        m_parents.resize(tree.size(), kRootNode);
        for (const NodeId id : m_plan.order) {
            if (const auto& directory = tree[id].directory) {
                for (const auto& [name, child] : directory->children)
                    m_parents[child] = id;
            }
        }
    }

    void run()
    {
        m_out.padTo(kSuperOffset);
        writeSuper();
        m_out.padTo(m_plan.metaStart);
        for (const NodeId id : m_plan.order)
            writeInode(id);
        m_out.padTo(m_plan.dataStart);
        for (const NodeId id : m_plan.order)
            writeData(id);
        m_out.padTo(m_plan.end);
        m_out.flush();
    }

private:
    std::uint64_t nid(NodeId id) const
    {
        return (m_plan.places[id].position - m_plan.metaStart) / kNidUnit;
    }

    // Superblock and device table.
    void writeSuper()
    {
        std::vector<std::byte> bytes(m_plan.metaStart - kSuperOffset);
        store<std::uint32_t>(bytes, kSbMagic, kMagic);
        store<std::uint32_t>(bytes, kSbCompat, kCompatMtime);
        store<std::uint8_t>(bytes, kSbBlockBits, kBlockBits);
        store<std::uint16_t>(bytes, kSbRootNid, static_cast<std::uint16_t>(nid(kRootNode)));
        store<std::uint64_t>(bytes, kSbInodes, m_plan.order.size());
        store<std::uint32_t>(bytes, kSbBlocks, static_cast<std::uint32_t>(m_plan.end / kBlock));
        store<std::uint32_t>(bytes, kSbMetaBlock,
                             static_cast<std::uint32_t>(m_plan.metaStart / kBlock));
        std::memcpy(bytes.data() + kSbUuid, kUuid, 16);
        store<std::uint32_t>(bytes, kSbIncompat, kIncompatChunked | kIncompatDeviceTable);
        store<std::uint16_t>(bytes, kSbExtraDevices, static_cast<std::uint16_t>(m_devices.size()));
        store<std::uint16_t>(bytes, kSbDeviceSlot,
                             static_cast<std::uint16_t>(kTableOffset / kSlotSize));
        std::uint64_t mapped = m_plan.end / kBlock;
        for (std::size_t i = 0; i < m_devices.size(); ++i) {
            const std::size_t slot = kSuperSize + i * kSlotSize;
            std::memcpy(bytes.data() + slot, m_devices[i].tag.data(),
                        std::min(m_devices[i].tag.size(), kSlotTag));
            store<std::uint32_t>(bytes, slot + kSlotTag,
                                 static_cast<std::uint32_t>(m_devices[i].blocks));
            store<std::uint32_t>(bytes, slot + kSlotMapped, mappedAddress(mapped));
            mapped += m_devices[i].blocks;
        }
        m_out.put(bytes);
    }

    Layout layoutOf(const Node& node, const Place& place) const
    {
        if (node.type == NodeType::Regular && node.size > 0)
            return ChunkBased;
        return place.inlineTail > 0 ? FlatInline : FlatPlain;
    }

    std::uint32_t unionOf(const Node& node, const Place& place) const
    {
        switch (node.type) {
        case NodeType::Regular:
            return node.size == 0 ? kNullBlock : kChunkIndexes | (place.chunkBits - kBlockBits);
        case NodeType::Directory:
        case NodeType::Symlink:
            return place.dataBlocks == 0 ? kNullBlock : static_cast<std::uint32_t>(place.dataBlock);
        case NodeType::CharacterDevice:
        case NodeType::BlockDevice:
            return encodeDevice(node.major, node.minor);
        default:
            return 0;
        }
    }

    void writeInode(NodeId id)
    {
        const Node& node = m_tree[id];
        const Place& place = m_plan.places[id];
        m_out.padTo(place.position);
        std::array<std::byte, kExtendedSize> inode{};
        const unsigned format =
            (layoutOf(node, place) << kLayoutShift) | (place.isExtended ? kVersionExtended : 0);
        const auto type = static_cast<std::size_t>(node.type);
        store<std::uint16_t>(inode, 0, static_cast<std::uint16_t>(format));
        if (place.xattrSize > 0)
            store<std::uint16_t>(
                inode, 2, static_cast<std::uint16_t>((place.xattrSize - kXattrHeader) / 4 + 1));
        store<std::uint16_t>(inode, 4,
                             static_cast<std::uint16_t>(kTypeBits[type] | node.meta.mode));
        store<std::uint32_t>(inode, 16, unionOf(node, place));
        store<std::uint32_t>(inode, 20, ++m_inodeNumber);
        if (place.isExtended) {
            store<std::uint64_t>(inode, 8, place.size);
            store<std::uint32_t>(inode, 24, node.meta.uid);
            store<std::uint32_t>(inode, 28, node.meta.gid);
            store<std::uint64_t>(inode, 32, static_cast<std::uint64_t>(node.meta.modified.seconds));
            store<std::uint32_t>(inode, 40, node.meta.modified.nanoseconds);
            store<std::uint32_t>(inode, 44, place.links);
        } else {
            store<std::uint16_t>(inode, 6, static_cast<std::uint16_t>(place.links));
            store<std::uint32_t>(inode, 8, static_cast<std::uint32_t>(place.size));
            store<std::uint16_t>(inode, 24, static_cast<std::uint16_t>(node.meta.uid));
            store<std::uint16_t>(inode, 26, static_cast<std::uint16_t>(node.meta.gid));
        }
        m_out.put(std::span(inode).first(place.inodeSize()));
        if (place.xattrSize > 0)
            m_out.put(encodeXattrs(node, m_subject));
        if (place.inlineTail > 0)
            m_out.put(
                std::string_view(directoryOrTarget(id)).substr(place.size - place.inlineTail));
        if (place.chunkCount() > 0 && node.type == NodeType::Regular)
            writeChunks(node, place);
    }

    void writeChunks(const Node& node, const Place& place)
    {
        m_out.padTo(roundUp(m_out.position(), kChunkEntry));
        ChunkCursor cursor(node.extents, place.chunkBits);
        const bool isStored = isCopied(node);
        std::uint64_t stored = place.dataBlock;
        for (std::uint64_t chunk = 0; chunk < place.chunkCount(); ++chunk) {
            std::array<std::byte, kChunkEntry> entry{};
            const Extent* extent = cursor.seek(chunk);
            std::uint32_t block = kNullBlock;
            if (extent && isStored) {
                block = static_cast<std::uint32_t>(stored);
                stored += std::uint64_t(1) << (place.chunkBits - kBlockBits);
            } else if (extent) {
                const std::uint64_t into = (chunk << place.chunkBits) - extent->logical;
                block = static_cast<std::uint32_t>((extent->offset + into) / kBlock);
                store<std::uint16_t>(entry, 2, static_cast<std::uint16_t>(extent->device + 1));
            }
            store<std::uint32_t>(entry, 4, block);
            m_out.put(entry);
        }
    }

    std::string directoryOrTarget(NodeId id) const
    {
        return m_tree[id].directory ? directoryBytes(id) : m_tree[id].target;
    }

    std::string directoryBytes(NodeId id) const
    {
        std::string all;
        std::vector<std::pair<std::string_view, NodeId>> block;
        std::uint64_t used = 0;
        const auto finishBlock = [&] {
            std::string entries(block.size() * kDirent, '\0');
            std::string names;
            for (std::size_t i = 0; i < block.size(); ++i) {
                const auto& [name, child] = block[i];
                const std::span entry =
                    std::as_writable_bytes(std::span(entries)).subspan(i * kDirent, kDirent);
                store<std::uint64_t>(entry, 0, nid(child));
                store<std::uint16_t>(entry, 8,
                                     static_cast<std::uint16_t>(entries.size() + names.size()));
                store<std::uint8_t>(entry, 10,
                                    kFileTypes[static_cast<std::size_t>(m_tree[child].type)]);
                names += name;
            }
            all += entries + names;
            block.clear();
            used = 0;
        };
        forEachDirent(*m_tree[id].directory, id, m_parents[id],
                      [&](std::string_view name, NodeId child) {
                          if (used + kDirent + name.size() > kBlock) {
                              finishBlock();
                              all.resize(roundUp(all.size(), kBlock));
                          }
                          block.emplace_back(name, child);
                          used += kDirent + name.size();
                      });
        finishBlock();
        return all;
    }

    void writeData(NodeId id)
    {
        const Node& node = m_tree[id];
        const Place& place = m_plan.places[id];
        if (place.dataBlocks == 0)
            return;
        m_out.padTo(place.dataBlock * kBlock);
        if (node.type == NodeType::Regular)
            writeCopied(node, place);
        else
            m_out.put(
                std::string_view(directoryOrTarget(id)).substr(0, place.size - place.inlineTail));
        m_out.padTo((place.dataBlock + place.dataBlocks) * kBlock);
    }

    // Every chunk that holds anything, with zeros in its holes.
    void writeCopied(const Node& node, const Place& place)
    {
        ChunkCursor cursor(node.extents, place.chunkBits);
        const std::uint64_t chunkSize = std::uint64_t(1) << place.chunkBits;
        std::vector<std::byte> bytes(chunkSize);
        const Extent* const end = node.extents.data() + node.extents.size();
        for (std::uint64_t chunk = 0; chunk < place.chunkCount(); ++chunk) {
            const std::uint64_t start = chunk << place.chunkBits;
            const Extent* extent = cursor.seek(chunk);
            if (!extent)
                continue;
            std::fill(bytes.begin(), bytes.end(), std::byte(0));
            for (; extent < end && extent->logical < start + chunkSize; ++extent) {
                const std::uint64_t from = std::max(start, extent->logical);
                const std::uint64_t to =
                    std::min(start + chunkSize, extent->logical + extent->length);
                if (from < to)
                    m_copySource(extent->device, extent->offset + (from - extent->logical),
                                 std::span(bytes).subspan(from - start, to - from));
            }
            m_out.put(bytes);
        }
    }

    const Tree& m_tree;
    std::span<const DeviceSlot> m_devices;
    const CopySource& m_copySource;
    std::string m_subject;
    LayoutPlan m_plan;
    Output m_out;
    std::vector<NodeId> m_parents;
    std::uint32_t m_inodeNumber = 0;
};

} // namespace

void writeErofs(const Tree& tree, std::span<const DeviceSlot> devices, const CopySource& copySource,
                std::string_view subject, const LayerLimits& limits, const ByteSink& sink)
{
    constexpr std::size_t kMaxDevices = 65534;
    if (devices.size() > kMaxDevices)
        throw Error(Code::LayerTooLarge, std::string(subject), "it has too many layers");
    Writer(tree, devices, copySource, subject, limits, sink).run();
}

} // namespace onggi
