// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How nodes come and go: a node lives as long as it has a name. All walks are loops, because a path
// may be tens of thousands of directories deep.

#include "engine/layer/tree.h"

#include <cassert>
#include <limits>
#include <utility>

#include "engine/core/error.h"

namespace onggi {

Tree::Tree(std::uint64_t entryLimit)
    : m_entryLimit(entryLimit)
{
    Node& root = m_nodes[take(NodeType::Directory)];
    root.links = 1;
    root.directory->isImplied = true;
}

std::optional<NodeId> Tree::child(NodeId directory, std::string_view name) const
{
    const Node& node = m_nodes[directory];
    if (!node.directory)
        return std::nullopt;
    const auto found = node.directory->children.find(name);
    if (found == node.directory->children.end())
        return std::nullopt;
    return found->second;
}

std::optional<NodeId> Tree::find(std::string_view path) const
{
    NodeId node = kRootNode;
    while (!path.empty()) {
        const std::size_t slash = std::min(path.find('/'), path.size());
        const std::string_view name = path.substr(0, slash);
        path.remove_prefix(std::min(slash + 1, path.size()));
        if (name.empty() || name == ".")
            continue;
        const std::optional<NodeId> next = child(node, name);
        if (!next)
            return std::nullopt;
        node = *next;
    }
    return node;
}

NodeId Tree::take(NodeType type)
{
    NodeId id;
    if (!m_free.empty()) {
        id = m_free.back();
        m_free.pop_back();
    } else {
        if (m_nodes.size() >= m_entryLimit || m_nodes.size() >= std::numeric_limits<NodeId>::max())
            throw Error(Code::LayerTooLarge, "layer",
                        "it has more than " + std::to_string(m_entryLimit) + " entries");
        id = static_cast<NodeId>(m_nodes.size());
        m_nodes.emplace_back();
    }
    Node& node = m_nodes[id];
    node = Node{};
    node.type = type;
    if (type == NodeType::Directory)
        node.directory = std::make_unique<Directory>();
    return id;
}

NodeId Tree::add(NodeId directory, std::string name, NodeType type)
{
    unlink(directory, name);
    const NodeId id = take(type);
    m_nodes[id].links = 1;
    m_nodes[directory].directory->children.emplace(std::move(name), id);
    return id;
}

void Tree::link(NodeId directory, std::string name, NodeId node)
{
    assert(m_nodes[node].type != NodeType::Directory);
    // First, so that a name which the node has already does not take it away.
    ++m_nodes[node].links;
    unlink(directory, name);
    m_nodes[directory].directory->children.emplace(std::move(name), node);
}

void Tree::unlink(NodeId directory, std::string_view name)
{
    auto& children = m_nodes[directory].directory->children;
    const auto found = children.find(name);
    if (found == children.end())
        return;
    const NodeId id = found->second;
    children.erase(found);
    dropReference(id);
}

void Tree::unlinkChildren(NodeId directory)
{
    const auto children = std::exchange(m_nodes[directory].directory->children, {});
    for (const auto& [name, id] : children)
        dropReference(id);
}

void Tree::dropReference(NodeId first)
{
    std::vector<NodeId> pending{first};
    while (!pending.empty()) {
        const NodeId id = pending.back();
        pending.pop_back();
        if (--m_nodes[id].links > 0)
            continue;
        if (m_nodes[id].directory) {
            for (const auto& [name, child] : m_nodes[id].directory->children)
                pending.push_back(child);
        }
        m_nodes[id] = Node{};
        m_free.push_back(id);
    }
}

std::uint64_t Tree::contentBytes() const
{
    // What a database can hold; sparse files may claim to be longer together.
    constexpr std::uint64_t kMost = std::numeric_limits<std::int64_t>::max();
    std::uint64_t sum = 0;
    for (const Node& node : m_nodes) {
        if (node.links > 0 && node.type == NodeType::Regular)
            sum = node.size > kMost - sum ? kMost : sum + node.size;
    }
    return sum;
}

} // namespace onggi
