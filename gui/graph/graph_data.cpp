// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Folds the forest, sorts siblings, then tells each block's words; every pass is linear but for the
// sorting.

#include "gui/graph/graph_data.h"

#include <algorithm>

#include <QCoreApplication>

#include "gui/graph/graph_words.h"
#include "gui/models/names.h"
#include "helper/api/convert.h"

namespace onggi {
namespace {

struct GraphTexts {
    Q_DECLARE_TR_FUNCTIONS(onggi::Graph)
};

// How the layer of a node came: with the earliest of the images that need it.
std::vector<const Provenance*> provenances(const StoreView& view, const Forest& forest)
{
    const auto& nodes = forest.nodes();
    std::vector<const Provenance*> earliest(nodes.size(), nullptr);
    const auto take = [](const Provenance*& known, const Provenance* other) {
        if (other && (!known || other->time < known->time))
            known = other;
    };
    for (NodeIndex node = nodes.size(); node-- > 0;) {
        for (const std::size_t image : nodes[node].images)
            take(earliest[node], &view.images[image].provenance);
        if (nodes[node].parent)
            take(earliest[*nodes[node].parent], earliest[node]);
    }
    return earliest;
}

class Maker {
public:
    Maker(const StoreView& view, const Forest& forest, const Folding& folding, GraphOrder& order)
        : m_view(view)
        , m_forest(forest)
        , m_order(order)
        , m_blocks(foldSteps(view, forest, folding))
        , m_names(m_blocks.size())
    {
    }

    Graph make()
    {
        nameBlocks();
        sortBlocks();
        describe();
        return std::move(m_graph);
    }

private:
    const LineageNode& lastStep(const Block& block) const
    {
        return m_forest.nodes()[block.steps.back()];
    }

    std::vector<const ImageRow*> imagesOf(const Block& block) const
    {
        std::vector<const ImageRow*> images;
        for (const std::size_t image : lastStep(block).images)
            images.push_back(&m_view.images[image]);
        return images;
    }

    // A block without a tag is sorted by the first name among what is made of it.
    void nameBlocks()
    {
        for (BlockIndex at = m_blocks.size(); at-- > 0;) {
            const Block& block = m_blocks[at];
            for (const ImageRow* image : imagesOf(block)) {
                for (const std::string& tag : image->tags)
                    takeName(m_own, shownName(tag));
            }
            if (!m_own.isEmpty())
                m_names[at] = m_own;
            m_own.clear();
            if (block.parent)
                takeName(m_names[*block.parent], m_names[at]);
        }
    }

    static void takeName(QString& known, const QString& other)
    {
        if (!other.isEmpty() && (known.isEmpty() || other < known))
            known = other;
    }

    std::vector<BlockIndex> sorted(const std::vector<BlockIndex>& siblings)
    {
        std::vector<GraphOrder::Sibling> list;
        list.reserve(siblings.size());
        for (const BlockIndex block : siblings)
            list.push_back(
                {block, m_forest.nodes()[m_blocks[block].steps.front()].chain, m_names[block]});
        m_order.sort(list);
        std::vector<BlockIndex> result;
        result.reserve(list.size());
        for (const GraphOrder::Sibling& sibling : list)
            result.push_back(sibling.block);
        return result;
    }

    // Numbers the blocks anew in the order in which they are shown.
    void sortBlocks()
    {
        std::vector<BlockIndex> roots;
        for (BlockIndex at = 0; at < m_blocks.size(); ++at) {
            if (!m_blocks[at].parent)
                roots.push_back(at);
        }
        std::vector<BlockIndex> pending = sorted(roots);
        std::ranges::reverse(pending);
        std::vector<BlockIndex> renumbered(m_blocks.size());
        m_graph.blocks.reserve(m_blocks.size());
        while (!pending.empty()) {
            const BlockIndex old = pending.back();
            pending.pop_back();
            std::vector<BlockIndex> children = sorted(m_blocks[old].children);
            pending.insert(pending.end(), children.rbegin(), children.rend());
            renumbered[old] = m_graph.blocks.size();
            Block block = std::move(m_blocks[old]);
            block.children.clear();
            if (block.parent) {
                block.parent = renumbered[*block.parent];
                m_graph.blocks[*block.parent].children.push_back(m_graph.blocks.size());
            }
            m_graph.blocks.push_back(std::move(block));
        }
        m_order.forgetOthers();
    }

    void describe()
    {
        const auto origins = provenances(m_view, m_forest);
        m_graph.nodes.reserve(m_graph.blocks.size());
        for (BlockIndex at = 0; at < m_graph.blocks.size(); ++at) {
            const Block& block = m_graph.blocks[at];
            for (const NodeIndex step : block.steps)
                m_graph.byChain.emplace(m_forest.nodes()[step].chain, at);
            m_graph.nodes.push_back(nodeOf(block, origins));
        }
    }

    GraphNode nodeOf(const Block& block, const std::vector<const Provenance*>& origins) const
    {
        const LineageNode& first = m_forest.nodes()[block.steps.front()];
        const LineageNode& last = lastStep(block);
        GraphNode node;
        node.first = first.chain;
        node.last = last.chain;
        node.label = graphLabel(imagesOf(block));
        node.verb = block.isFolded() ? GraphTexts::tr("%n step(s)", nullptr,
                                                      static_cast<int>(block.steps.size()))
                                     : stepText(m_view.layers[last.layer].createdBy);
        for (const std::size_t image : last.images) {
            node.images.push_back(m_view.images[image].serial);
            node.ids.push_back(toText(m_view.images[image].id.shortHex()));
        }
        for (const std::size_t container : last.containers)
            node.containers.push_back(
                {toText(m_view.containers[container].name), m_view.containers[container].state});
        node.begins = beginning(block, origins);
        const auto isPlainParent = [&](const Block& other) {
            return !other.isFolded() && isPlainStep(lastStep(other));
        };
        if (!block.isFolded() && isPlainStep(last)) {
            const bool followsOne = block.parent && isPlainParent(m_graph.blocks[*block.parent]);
            const bool leadsToOne = isPlainStep(m_forest.nodes()[last.children.front()]);
            node.isOneOfOpen = followsOne || leadsToOne;
            node.mayFold = !followsOne && leadsToOne;
        }
        return node;
    }

    // After an image, and where the kind is another than the step's before.
    std::optional<ProvenanceKind> beginning(const Block& block,
                                            const std::vector<const Provenance*>& origins) const
    {
        const Provenance* own = origins[block.steps.front()];
        if (!own)
            return std::nullopt;
        if (!block.parent)
            return own->kind;
        const Block& parent = m_graph.blocks[*block.parent];
        const Provenance* before = origins[parent.steps.back()];
        const bool isNew = !lastStep(parent).images.empty() || !before || before->kind != own->kind;
        return isNew ? std::optional(own->kind) : std::nullopt;
    }

    const StoreView& m_view;
    const Forest& m_forest;
    GraphOrder& m_order;
    std::vector<Block> m_blocks;  // in the forest's order
    std::vector<QString> m_names; // of these
    QString m_own;
    Graph m_graph;
};

} // namespace

std::optional<BlockIndex> Graph::find(const Digest& chain) const
{
    const auto found = byChain.find(chain);
    return found == byChain.end() ? std::nullopt : std::optional(found->second);
}

std::optional<BlockIndex> Graph::findImage(Serial image) const
{
    const auto found = std::ranges::find_if(nodes, [image](const GraphNode& node) {
        return std::ranges::find(node.images, image) != node.images.end();
    });
    return found == nodes.end() ? std::nullopt
                                : std::optional(static_cast<BlockIndex>(found - nodes.begin()));
}

Graph makeGraph(const StoreView& view, const Forest& forest, const Folding& folding,
                GraphOrder& order)
{
    return Maker(view, forest, folding, order).make();
}

} // namespace onggi
