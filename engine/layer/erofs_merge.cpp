// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The walk that lays one tree on another. Nodes are moved, not copied; hard links stay hard links
// within the layer that has them, and a link that a later layer replaces leaves the others as they
// were.

#include "engine/layer/erofs_merge.h"

#include <unordered_map>
#include <utility>
#include <vector>

namespace onggi {

namespace {

class Overlay {
public:
    Overlay(Tree& base, Tree& layer, std::uint32_t slot)
        : m_base(base)
        , m_layer(layer)
        , m_slot(slot)
    {
    }

    void run()
    {
        mergeDirectory(kRootNode, kRootNode);
        while (!m_pending.empty()) {
            const auto [below, above] = m_pending.back();
            m_pending.pop_back();
            for (const auto& [name, id] : m_layer[above].directory->children)
                place(below, name, id);
        }
    }

private:
    void mergeDirectory(NodeId below, NodeId above)
    {
        Node& node = m_layer[above];
        if (node.directory->isOpaque)
            m_base.unlinkChildren(below);
        if (!node.directory->isImplied) {
            m_base[below].meta = std::move(node.meta);
            m_base[below].layer = m_slot;
        }
        m_base[below].directory->isImplied = false;
        m_pending.emplace_back(below, above);
    }

    NodeId addDirectory(NodeId parent, const std::string& name)
    {
        const NodeId added = m_base.add(parent, name, NodeType::Directory);
        m_base[added].layer = m_slot;
        return added;
    }

    void place(NodeId directory, const std::string& name, NodeId id)
    {
        Node& node = m_layer[id];
        if (node.type == NodeType::Whiteout) {
            m_base.unlink(directory, name);
        } else if (node.type == NodeType::Directory) {
            const std::optional<NodeId> below = m_base.child(directory, name);
            const bool isMerged = below && m_base.isDirectory(*below);
            mergeDirectory(isMerged ? *below : addDirectory(directory, name), id);
        } else if (const auto known = m_links.find(id); known != m_links.end()) {
            m_base.link(directory, name, known->second);
        } else {
            const NodeId placed = m_base.add(directory, name, node.type);
            if (node.links > 1)
                m_links.emplace(id, placed);
            fill(m_base[placed], node);
        }
    }

    void fill(Node& target, Node& source) const
    {
        target.meta = std::move(source.meta);
        target.layer = m_slot;
        target.size = source.size;
        target.major = source.major;
        target.minor = source.minor;
        target.target = std::move(source.target);
        target.extents = std::move(source.extents);
        for (Extent& extent : target.extents)
            extent.device = m_slot;
    }

    Tree& m_base;
    Tree& m_layer;
    std::uint32_t m_slot;
    std::vector<std::pair<NodeId, NodeId>> m_pending;
    std::unordered_map<NodeId, NodeId> m_links; // of the layer: where they are in the base
};

} // namespace

void applyLayer(Tree& base, Tree layer, std::uint32_t slot)
{
    Overlay(base, layer, slot).run();
}

} // namespace onggi
