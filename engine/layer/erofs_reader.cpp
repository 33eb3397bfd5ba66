// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A strict reader: an index may have been written by a scanner that a crafted tar has taken over.
// The walk is breadth-first and bounded twice: by the entry limit, and by a budget of bytes, which
// an honest index never exceeds because nothing in it is read for two inodes.

#include "engine/layer/erofs_reader.h"

#include <cstring>
#include <unordered_map>
#include <unordered_set>

#include "engine/layer/erofs_format.h"
#include "engine/layer/erofs_pages.h"

namespace onggi {

using namespace erofs;

namespace {

// An inode without what the tree holds of it.
struct InodeHead {
    std::uint64_t position = 0;
    std::uint64_t size = 0;
    std::uint64_t head = 0;  // bytes of inode and attributes
    std::uint32_t value = 0; // the union: block address, device number or chunk format
    std::uint32_t links = 0;
    unsigned layout = 0;
};

struct Inode : InodeHead {
    std::uint16_t mode = 0;
    Metadata meta;
};

NodeType typeOf(std::uint16_t mode, std::uint32_t device, const Pages& pages)
{
    switch (mode & 0170000) {
    case 0100000:
        return NodeType::Regular;
    case 0040000:
        return NodeType::Directory;
    case 0120000:
        return NodeType::Symlink;
    case 0020000:
        return device == 0 ? NodeType::Whiteout : NodeType::CharacterDevice;
    case 0060000:
        return NodeType::BlockDevice;
    case 0010000:
        return NodeType::Fifo;
    case 0140000:
        return NodeType::Socket;
    default:
        pages.refuse("a file of an unknown type");
    }
}

std::uint8_t fileTypeOf(NodeType type)
{
    constexpr std::uint8_t kTypes[] = {FtRegular, FtDirectory, FtSymlink, FtCharacter,
                                       FtBlock,   FtFifo,      FtSocket,  FtCharacter};
    return kTypes[static_cast<std::size_t>(type)];
}

class Reader {
public:
    Reader(int fd, std::string_view subject, const LayerLimits& limits, std::uint32_t source)
        : m_pages(fd, subject)
        , m_super(readSuper(m_pages))
        , m_tree(limits.entries)
        , m_source(source)
        , m_budget(m_pages.size())
    {
    }

    ErofsIndex run()
    {
        const Inode root = readInode(m_super.rootNid);
        if (typeOf(root.mode, 1, m_pages) != NodeType::Directory)
            m_pages.refuse("its root is no directory");
        fillDirectory(kRootNode, root);
        m_pending.push_back({kRootNode, root.position, root});
        m_directories.insert(m_super.rootNid);
        m_inodes = 1;
        // Breadth first, so that the pending directories are few and the pages near each other.
        for (std::size_t i = 0; i < m_pending.size(); ++i)
            readDirectory(Pending(m_pending[i]));
        if (m_inodes != m_super.inodes)
            m_pages.refuse("its number of files is wrong");
        for (const auto& [nid, known] : m_linked) {
            if (m_tree[known.node].links != known.links)
                m_pages.refuse("a file's number of links is wrong");
        }
        return {std::move(m_tree), std::move(m_super.devices)};
    }

private:
    struct Pending {
        NodeId node;
        std::uint64_t parent; // position of its inode
        InodeHead inode;
    };
    struct Linked {
        NodeId node;
        std::uint32_t links;
    };

    void spend(std::uint64_t bytes)
    {
        if (bytes > m_budget)
            m_pages.refuse("it uses bytes twice");
        m_budget -= bytes;
    }

    std::uint64_t positionOf(std::uint64_t nid) const
    {
        if (nid > m_pages.size() / kNidUnit)
            m_pages.refuse("a file lies beyond its end");
        return m_super.metaStart + nid * kNidUnit;
    }

    Inode readInode(std::uint64_t nid)
    {
        Inode inode;
        inode.position = positionOf(nid);
        std::array<std::byte, kExtendedSize> raw{};
        m_pages.read(inode.position, std::span(raw).first(kCompactSize));
        const auto format = load<std::uint16_t>(raw, 0);
        const bool isExtended = (format & kVersionExtended) != 0;
        inode.layout = format >> kLayoutShift;
        inode.head = isExtended ? kExtendedSize : kCompactSize;
        if (isExtended)
            m_pages.read(inode.position, raw);
        const auto xattrs = load<std::uint16_t>(raw, 2);
        inode.mode = load<std::uint16_t>(raw, 4);
        inode.value = load<std::uint32_t>(raw, 16);
        inode.meta.mode = inode.mode & 07777;
        if (isExtended) {
            inode.size = load<std::uint64_t>(raw, 8);
            inode.meta.uid = load<std::uint32_t>(raw, 24);
            inode.meta.gid = load<std::uint32_t>(raw, 28);
            inode.meta.modified.seconds = static_cast<std::int64_t>(load<std::uint64_t>(raw, 32));
            inode.meta.modified.nanoseconds = load<std::uint32_t>(raw, 40);
            inode.links = load<std::uint32_t>(raw, 44);
        } else {
            inode.links = load<std::uint16_t>(raw, 6);
            inode.size = load<std::uint32_t>(raw, 8);
            inode.meta.uid = load<std::uint16_t>(raw, 24);
            inode.meta.gid = load<std::uint16_t>(raw, 26);
        }
        if (inode.meta.modified.nanoseconds >= 1'000'000'000 || inode.meta.uid == 0xffffffff ||
            inode.meta.gid == 0xffffffff || inode.size > kMaxFileSize)
            m_pages.refuse("a file's metadata are out of range");
        spend(inode.head);
        if (xattrs > 0)
            readXattrs(inode, kXattrHeader + 4 * (xattrs - std::uint64_t(1)));
        return inode;
    }

    void readXattrs(Inode& inode, std::uint64_t size)
    {
        spend(size);
        std::string text(size, '\0');
        const std::span bytes = std::as_writable_bytes(std::span(text));
        m_pages.read(inode.position + inode.head, bytes);
        inode.head += size;
        if (load<std::uint32_t>(bytes, 4) != 0)
            m_pages.refuse("shared attributes");
        for (std::uint64_t at = kXattrHeader; at < size;) {
            const std::uint64_t nameSize = load<std::uint8_t>(bytes, at);
            const auto number = load<std::uint8_t>(bytes, at + 1);
            const std::uint64_t valueSize = load<std::uint16_t>(bytes, at + 2);
            at += kXattrEntry;
            if (nameSize + valueSize > size - at)
                m_pages.refuse("an attribute lies beyond its end");
            inode.meta.xattrs.push_back({xattrName(number, text.substr(at, nameSize)),
                                         text.substr(at + nameSize, valueSize)});
            at = roundUp(at + nameSize + valueSize, 4);
        }
    }

    std::string xattrName(std::uint8_t number, const std::string& rest) const
    {
        for (const XattrPrefix& prefix : kXattrPrefixes) {
            if (prefix.number == number && rest.empty() == prefix.isWhole &&
                rest.find('\0') == std::string::npos)
                return prefix.text + rest;
        }
        m_pages.refuse("an attribute has no valid name");
    }

    // Takes what we say by attribute out of the attributes.
    void fillDirectory(NodeId id, const Inode& inode)
    {
        Node& node = m_tree[id];
        node.meta = inode.meta;
        node.directory->isImplied = false;
        auto& xattrs = node.meta.xattrs;
        node.directory->isOpaque =
            std::erase_if(xattrs, [](const Xattr& x) { return x.name == kOpaqueXattr; }) > 0;
        node.directory->isImplied =
            std::erase_if(xattrs, [](const Xattr& x) { return x.name == kImpliedXattr; }) > 0;
        checkXattrs(xattrs);
    }

    void checkXattrs(const std::vector<Xattr>& xattrs) const
    {
        for (std::size_t i = 1; i < xattrs.size(); ++i) {
            if (xattrs[i - 1].name >= xattrs[i].name)
                m_pages.refuse("attributes are out of order");
        }
    }

    void readDirectory(const Pending& pending)
    {
        const std::string data = readData(pending.inode);
        std::uint32_t subdirectories = 0;
        std::string last;
        bool hasDot = false;
        bool hasDots = false;
        for (std::uint64_t start = 0; start < data.size(); start += kBlock) {
            const std::string_view block = std::string_view(data).substr(start, kBlock);
            const std::span bytes = std::as_bytes(std::span(block));
            const std::uint64_t first = block.size() < kDirent ? 0 : load<std::uint16_t>(bytes, 8);
            if (first == 0 || first % kDirent != 0 || first > block.size())
                m_pages.refuse("a directory is damaged");
            for (std::uint64_t at = 0; at < first; at += kDirent) {
                const std::uint64_t from = load<std::uint16_t>(bytes, at + 8);
                const bool isLast = at + kDirent == first;
                const std::uint64_t to =
                    isLast ? block.size() : load<std::uint16_t>(bytes, at + kDirent + 8);
                if (from < first || to < from || to > block.size())
                    m_pages.refuse("a directory is damaged");
                std::string_view name = block.substr(from, to - from);
                if (isLast)
                    name = name.substr(0, name.find('\0'));
                if (name.empty() || name.size() > kMaxName || name.find('/') != name.npos ||
                    name.find('\0') != name.npos || (!last.empty() && name <= last))
                    m_pages.refuse("a directory has a wrong name in it");
                last = name;
                const auto nid = load<std::uint64_t>(bytes, at);
                const auto type = load<std::uint8_t>(bytes, at + 10);
                if (name == "." || name == "..") {
                    (name == "." ? hasDot : hasDots) = true;
                    if (positionOf(nid) != (name == "." ? pending.inode.position : pending.parent))
                        m_pages.refuse("a directory is not where it says");
                } else {
                    subdirectories += addEntry(pending, name, nid, type);
                }
            }
        }
        if (!hasDot || !hasDots || pending.inode.links != 2 + subdirectories)
            m_pages.refuse("a directory is incomplete");
    }

    // Returns 1 for a directory, else 0.
    std::uint32_t addEntry(const Pending& parent, std::string_view name, std::uint64_t nid,
                           std::uint8_t fileType)
    {
        if (const auto known = m_linked.find(nid); known != m_linked.end()) {
            if (fileType != fileTypeOf(m_tree[known->second.node].type))
                m_pages.refuse("a file's type is wrong");
            m_tree.link(parent.node, std::string(name), known->second.node);
            return 0;
        }
        Inode inode = readInode(nid);
        ++m_inodes;
        const NodeType type = typeOf(inode.mode, inode.value, m_pages);
        if (fileType != fileTypeOf(type))
            m_pages.refuse("a file's type is wrong");
        const NodeId id = m_tree.add(parent.node, std::string(name), type);
        if (type == NodeType::Directory) {
            if (!m_directories.insert(nid).second)
                m_pages.refuse("a directory has two names");
            fillDirectory(id, inode);
            m_pending.push_back({id, parent.inode.position, inode});
            return 1;
        }
        if (inode.links == 0)
            m_pages.refuse("a file's number of links is wrong");
        if (inode.links > 1)
            m_linked.emplace(nid, Linked{id, inode.links});
        fillFile(m_tree[id], inode);
        return 0;
    }

    void fillFile(Node& node, Inode& inode)
    {
        checkXattrs(inode.meta.xattrs);
        node.meta = std::move(inode.meta);
        switch (node.type) {
        case NodeType::Regular:
            node.size = inode.size;
            readExtents(node, inode);
            break;
        case NodeType::Symlink:
            if (inode.size == 0 || inode.size > kMaxTarget)
                m_pages.refuse("a symbolic link's length is wrong");
            node.target = readData(inode);
            if (node.target.find('\0') != std::string::npos)
                m_pages.refuse("a symbolic link is damaged");
            break;
        case NodeType::CharacterDevice:
        case NodeType::BlockDevice:
            node.major = (inode.value >> 8) & 0xfff;
            node.minor = (inode.value & 0xff) | ((inode.value >> 12) & 0xfff00);
            [[fallthrough]];
        default:
            if (inode.size != 0 || inode.layout != FlatPlain)
                m_pages.refuse("a special file with contents");
        }
    }

    std::string readData(const InodeHead& inode)
    {
        if (inode.layout != FlatPlain && inode.layout != FlatInline)
            m_pages.refuse("an unknown layout");
        spend(inode.size);
        std::string data(inode.size, '\0');
        const std::span bytes = std::as_writable_bytes(std::span(data));
        const std::uint64_t tail = inode.layout == FlatInline ? (inode.size - 1) % kBlock + 1 : 0;
        if (inode.size == 0 || tail > inode.size)
            m_pages.refuse("a file without its contents");
        if (tail < inode.size)
            m_pages.read(std::uint64_t(inode.value) * kBlock, bytes.first(inode.size - tail));
        const std::uint64_t at = inode.position + inode.head;
        if (tail > 0 && at % kBlock + tail > kBlock)
            m_pages.refuse("contents cross a block");
        m_pages.read(at, bytes.last(tail));
        return data;
    }

    void readExtents(Node& node, const Inode& inode)
    {
        if (node.size == 0) {
            if (inode.layout != FlatPlain)
                m_pages.refuse("an empty file with contents");
            return;
        }
        if (inode.layout != ChunkBased || (inode.value & ~kChunkBitsMask) != kChunkIndexes)
            m_pages.refuse("an unknown layout");
        const unsigned bits = kBlockBits + (inode.value & kChunkBitsMask);
        const std::uint64_t count = ((node.size - 1) >> bits) + 1;
        if (count > m_pages.size() / kChunkEntry)
            m_pages.refuse("a file's map lies beyond its end");
        spend(count * kChunkEntry);
        const std::uint64_t start = roundUp(inode.position + inode.head, kChunkEntry);
        for (std::uint64_t chunk = 0; chunk < count; ++chunk) {
            std::array<std::byte, kChunkEntry> entry;
            m_pages.read(start + chunk * kChunkEntry, entry);
            const auto block = load<std::uint32_t>(entry, 4);
            if (block == kNullBlock)
                continue;
            Extent extent;
            extent.logical = chunk << bits;
            extent.length = std::min(std::uint64_t(1) << bits, node.size - extent.logical);
            extent.offset = block * kBlock;
            addExtent(node, extent, load<std::uint16_t>(entry, 2));
        }
    }

    void addExtent(Node& node, Extent extent, std::uint16_t device)
    {
        extent.isCopied = device == 0;
        extent.device = device == 0 ? m_source : device - 1u;
        if (device > m_super.devices.size())
            m_pages.refuse("a file on a device that does not exist");
        const std::uint64_t room =
            device == 0 ? m_pages.size() : m_super.devices[device - 1u].blocks * kBlock;
        if (extent.offset > room || extent.length > room - extent.offset)
            m_pages.refuse("a file lies beyond the end of its layer");
        if (extent.isCopied)
            spend(extent.length);
        if (!node.extents.empty()) {
            Extent& last = node.extents.back();
            if (last.isCopied != extent.isCopied)
                m_pages.refuse("a file of two kinds");
            if (last.device == extent.device && last.logical + last.length == extent.logical &&
                last.offset + last.length == extent.offset) {
                last.length += extent.length;
                return;
            }
        }
        node.extents.push_back(extent);
    }

    // What the kernel's largest file is, and no sum of a few overflows.
    static constexpr std::uint64_t kMaxFileSize = std::uint64_t(1) << 56;

    Pages m_pages;
    Super m_super;
    Tree m_tree;
    std::uint32_t m_source;
    std::uint64_t m_budget;
    std::uint64_t m_inodes = 0;
    std::vector<Pending> m_pending;
    std::unordered_map<std::uint64_t, Linked> m_linked; // by nid: files with several names
    std::unordered_set<std::uint64_t> m_directories;    // by nid
};

} // namespace

std::vector<DeviceSlot> readDeviceTable(int fd, std::string_view subject)
{
    Pages pages(fd, subject);
    return readSuper(pages).devices;
}

ErofsIndex readErofs(int fd, std::string_view subject, const LayerLimits& limits,
                     std::uint32_t source)
{
    return Reader(fd, subject, limits, source).run();
}

} // namespace onggi
