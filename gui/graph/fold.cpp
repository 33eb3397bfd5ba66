// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Decides which steps of a forest share a box.

#include "gui/graph/fold.h"

namespace onggi {
namespace {

class Folder {
public:
    Folder(const StoreView& view, const Forest& forest, const Folding& folding)
        : m_view(view)
        , m_forest(forest)
        , m_folding(folding)
    {
        m_blocks.reserve(forest.nodes().size());
    }

    std::vector<Block> fold()
    {
        const auto& roots = m_forest.roots();
        m_pending.reserve(roots.size());
        for (auto root = roots.rbegin(); root != roots.rend(); ++root)
            m_pending.push_back({*root, std::nullopt, true});
        while (!m_pending.empty()) {
            const Pending next = m_pending.back();
            m_pending.pop_back();
            place(next);
        }
        return std::move(m_blocks);
    }

private:
    struct Pending {
        NodeIndex node;
        std::optional<BlockIndex> parent;
        bool mayFold; // false inside a chain that is open
    };

    void place(const Pending& next)
    {
        const auto& nodes = m_forest.nodes();
        Block block;
        block.parent = next.parent;
        block.column = next.parent ? m_blocks[*next.parent].column + 1 : 0;
        const bool isOpen =
            !next.mayFold || !m_folding.isOn || m_folding.open.contains(nodes[next.node].chain);
        NodeIndex last = next.node;
        addStep(block, last);
        while (!isOpen && isPlainStep(nodes[last]) &&
               isPlainStep(nodes[nodes[last].children.front()])) {
            last = nodes[last].children.front();
            addStep(block, last);
        }
        const BlockIndex index = m_blocks.size();
        if (block.parent)
            m_blocks[*block.parent].children.push_back(index);
        const bool isInsideOpen = isOpen && isPlainStep(nodes[next.node]);
        m_blocks.push_back(std::move(block));
        const auto& children = nodes[last].children;
        for (auto child = children.rbegin(); child != children.rend(); ++child)
            m_pending.push_back({*child, index, !(isInsideOpen && isPlainStep(nodes[*child]))});
    }

    void addStep(Block& block, NodeIndex node) const
    {
        const LayerRow& layer = m_view.layers.at(m_forest.nodes()[node].layer);
        block.steps.push_back(node);
        block.content += layer.content;
        block.disk += layer.disk;
    }

    const StoreView& m_view;
    const Forest& m_forest;
    const Folding& m_folding;
    std::vector<Block> m_blocks;
    std::vector<Pending> m_pending;
};

} // namespace

bool isPlainStep(const LineageNode& node) noexcept
{
    return node.images.empty() && node.containers.empty() && node.children.size() == 1;
}

std::vector<Block> foldSteps(const StoreView& view, const Forest& forest, const Folding& folding)
{
    return Folder(view, forest, folding).fold();
}

} // namespace onggi
