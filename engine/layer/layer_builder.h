// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Makes the tree of a layer from the entries of its tar, in their order: names become components of
// a tree in memory, and nothing of a host is ever touched.
//
// The rules: a leading '/' is stripped, ".." is refused, a parent that was not listed is implied, a
// name that comes twice is what came last, no entry goes through one that is no directory, a hard
// link's target is an earlier name of the same layer.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "engine/layer/limits.h"
#include "engine/layer/tree.h"

namespace onggi {

class LayerBuilder {
public:
    explicit LayerBuilder(const LayerLimits& limits)
        : m_limits(limits)
        , m_tree(limits.entries)
    {
    }

    // All throw Error(LayerUnsafeName), Error(LayerCorrupt) or Error(LayerTooLarge) naming the
    // path. Where the name is a whiteout it is noted, and there is no node. Valid until the next
    // call; the metadata and contents are for the caller to fill in.
    Node* add(std::string_view path, NodeType type);
    void addHardLink(std::string_view path, std::string_view target);

    // Whiteouts become nodes and opaque marks.
    Tree finish();

private:
    struct Place {
        NodeId directory;
        std::string_view name;
    };
    // The directory that the last component is in, and that component; an empty name is the root.
    Place locate(std::string_view path);
    // False where the name is a whiteout or to be left out.
    bool noteWhiteout(Place& place);
    void checkLength(std::string_view path) const;

    LayerLimits m_limits;
    Tree m_tree;
    std::uint64_t m_whiteouts = 0;
};

} // namespace onggi
