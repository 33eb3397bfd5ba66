// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The files of a layer, or of a whole chain, as a tree in memory: what the scanner makes of a tar,
// what an index holds, and what is merged.
//
// Nodes live in one vector and are named by their index in it; the root is node 0. A node with
// several names (a hard link) is one node. Names are bytes, never empty, ".", "..", and without '/'
// and NUL.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/layer/limits.h"

namespace onggi {

using NodeId = std::uint32_t;
constexpr NodeId kRootNode = 0;

enum class NodeType : std::uint8_t {
    Regular,
    Directory,
    Symlink,
    CharacterDevice,
    BlockDevice,
    Fifo,
    Socket,
    Whiteout, // hides the name in the layers below
};

// Where a piece of a regular file's bytes lies. What no extent covers reads as zeros.
struct Extent {
    std::uint64_t logical = 0; // offset in the file
    std::uint64_t length = 0;
    std::uint64_t offset = 0; // in the device or source, in bytes
    std::uint32_t device = 0; // index into the device table; for `isCopied` that of a data source
    bool isCopied = false;    // the bytes are (to be) in the index file itself
    friend bool operator==(const Extent&, const Extent&) = default;
};

struct Xattr {
    std::string name; // "user.x"
    std::string value;
    friend auto operator<=>(const Xattr&, const Xattr&) = default;
};

struct Time {
    std::int64_t seconds = 0; // since 1970
    std::uint32_t nanoseconds = 0;
    friend auto operator<=>(const Time&, const Time&) = default;
};

struct Metadata {
    std::uint32_t mode = 0755; // permission bits, set-id bits and sticky bit
    std::uint32_t uid = 0;
    std::uint32_t gid = 0;
    Time modified = {};
    std::vector<Xattr> xattrs = {}; // sorted by name
    friend bool operator==(const Metadata&, const Metadata&) = default;
};

struct Directory {
    std::map<std::string, NodeId, std::less<>> children; // in the order of their bytes
    bool isOpaque = false;                               // hides what the layers below have in it
    bool isImplied = false; // the layer does not list it: its metadata are those of the layer below
    // Names that the layer hides below, whether or not it has them itself; see resolveWhiteouts().
    std::set<std::string, std::less<>> whiteouts;
};

struct Node {
    NodeType type = NodeType::Regular;
    Metadata meta;
    std::uint32_t links = 0; // names of it; a directory has one
    std::uint32_t layer = 0; // in a merged tree: which of the layers it is from, 0 the base
    std::uint64_t size = 0;  // Regular
    std::uint32_t major = 0; // devices
    std::uint32_t minor = 0;
    std::string target;                   // Symlink
    std::vector<Extent> extents;          // Regular: ascending, without overlap, within size
    std::unique_ptr<Directory> directory; // Directory
};

class Tree {
public:
    // Of an implied root alone.
    explicit Tree(std::uint64_t entryLimit = LayerLimits{}.entries);

    Node& operator[](NodeId id) { return m_nodes[id]; }
    const Node& operator[](NodeId id) const { return m_nodes[id]; }
    // One more than the highest id; ids of nodes that lost their last name are used again.
    std::size_t size() const noexcept { return m_nodes.size(); }
    // Nodes that have a name.
    std::size_t liveCount() const noexcept { return m_nodes.size() - m_free.size(); }

    bool isDirectory(NodeId id) const { return m_nodes[id].type == NodeType::Directory; }
    std::optional<NodeId> child(NodeId directory, std::string_view name) const;
    // Follows no symbolic link. `path` has '/' between its components; empty ones and "." are
    // skipped.
    std::optional<NodeId> find(std::string_view path) const;

    // Makes a node and gives it this name, taking the name from whatever had it. Throws
    // Error(LayerTooLarge) beyond the limit.
    NodeId add(NodeId directory, std::string name, NodeType type);
    // Gives a node that is no directory a further name, taking the name from whatever had it.
    void link(NodeId directory, std::string name, NodeId node);
    // Takes a name away; a directory's children lose theirs too. A node without a name is gone.
    void unlink(NodeId directory, std::string_view name);
    void unlinkChildren(NodeId directory);

    // Sum of the sizes of regular files that have a name, each counted once.
    std::uint64_t contentBytes() const;

private:
    NodeId take(NodeType type);
    void dropReference(NodeId id);

    std::vector<Node> m_nodes;
    std::vector<NodeId> m_free;
    std::uint64_t m_entryLimit;
};

} // namespace onggi
