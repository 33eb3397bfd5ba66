// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Walks the forest with a stack of its own: a chain may be as deep as an image has layers. Whatever
// branches off holds at most half of what stands there, so that the prefix of a line grows with the
// logarithm of the store. Each line is a prefix of trunk lines, a text that is cut to what is left,
// and two figures at the right edge.

#include "helper/ctl/lineage_tree.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "engine/core/printable.h"
#include "engine/lineage/sizes.h"
#include "helper/ctl/text.h"

namespace onggi::ctl {

namespace {

// A reference as users type it; a file or a container as it is.
std::string sourceName(const Provenance& way)
{
    return way.kind == ProvenanceKind::Pulled ? familiarName(way.from) : way.from;
}

constexpr std::size_t kFigureWidth = 11; // "1023.99 GB" and a space
// However narrow the terminal is, this much of a text is left.
constexpr std::size_t kLeastText = 12;

struct Marks {
    const char* node;
    const char* trunk;
    const char* branch;
    const char* container;
};
constexpr Marks kUnicode{"● ", "│ ", "├─", "▸ "};
constexpr Marks kAscii{"o ", "| ", "|-", "> "};

// How many nodes there are at and below each.
std::vector<std::size_t> subtreeSizes(const Forest& forest)
{
    const std::vector<LineageNode>& nodes = forest.nodes();
    std::vector<std::size_t> sizes(nodes.size(), 1);
    for (NodeIndex node = nodes.size(); node-- > 0;) {
        if (nodes[node].parent)
            sizes[*nodes[node].parent] += sizes[node];
    }
    return sizes;
}

class Drawing {
public:
    Drawing(const StoreView& view, const Forest& forest, const TreeStyle& style)
        : m_view(view)
        , m_forest(forest)
        , m_style(style)
        , m_sizes(subtreeSizes(forest))
        , m_marks(style.isAscii ? kAscii : kUnicode)
    {
    }

    std::string draw()
    {
        line("", "LAYER", "CONTENT", "DISK");
        struct Visit {
            NodeIndex node;
            std::string prefix; // of lines beside the node's own
            bool isBranch;
        };
        std::vector<Visit> stack;
        const std::vector<NodeIndex>& roots = m_forest.roots();
        for (auto root = roots.rbegin(); root != roots.rend(); ++root)
            stack.push_back({*root, "", false});
        while (!stack.empty()) {
            const Visit visit = std::move(stack.back());
            stack.pop_back();
            const std::vector<NodeIndex> children = childrenOf(visit.node);
            drawNode(visit.node, visit.prefix, visit.isBranch, !children.empty());
            // Below a branch, the trunk that it left goes on at its side.
            const std::string side = visit.prefix + (visit.isBranch ? m_marks.trunk : "");
            for (std::size_t i = children.size(); i-- > 0;)
                stack.push_back({children[i], side, i + 1 < children.size()});
        }
        drawTotals();
        return std::move(m_text);
    }

private:
    // The largest last, of several the last one; the others as they came.
    std::vector<NodeIndex> childrenOf(NodeIndex node) const
    {
        std::vector<NodeIndex> children = m_forest.nodes()[node].children;
        const auto largest =
            std::max_element(children.rbegin(), children.rend(),
                             [this](NodeIndex a, NodeIndex b) { return m_sizes[a] < m_sizes[b]; });
        if (largest != children.rend())
            std::rotate(children.rbegin(), largest, std::next(largest));
        return children;
    }

    void drawNode(NodeIndex index, const std::string& prefix, bool isBranch, bool hasChildren)
    {
        const LineageNode& node = m_forest.nodes()[index];
        const LayerRow& layer = m_view.layers[node.layer];
        const std::string step =
            layer.createdBy.empty() ? "layer " + layer.diffId.shortHex() : layer.createdBy;
        line(prefix + (isBranch ? m_marks.branch : "") + m_marks.node, step,
             humanSize(layer.content), humanSize(layer.disk));

        const std::string below =
            prefix + (isBranch ? m_marks.trunk : "") + (hasChildren ? m_marks.trunk : "  ") + "  ";
        for (const std::size_t i : node.images)
            drawImage(m_view.images[i], below);
        for (const std::size_t i : node.containers) {
            const ContainerRow& container = m_view.containers[i];
            line(below, m_marks.container + container.name + " (" +
                            containerStateName(container.state) + ")");
        }
    }

    void drawImage(const ImageRow& image, const std::string& prefix)
    {
        std::string origin = originText(image);
        for (const std::string& tag : image.tags)
            line(prefix, familiarName(tag) + std::exchange(origin, {}));
        if (image.tags.empty())
            line(prefix, "<none> " + image.id.shortHex() + origin);
        // What it is made on by its layers stands above it.
        if (!image.baseName.empty())
            line(prefix, "  made on " + familiarName(image.baseName) + ", its label says");
    }

    // " (pulled 2 days ago)", " (loaded from shop.tar 2 days ago)"; nothing where nothing is known.
    std::string originText(const ImageRow& image) const
    {
        const Provenance& way = image.provenance;
        if (way.time == 0)
            return {};
        const bool isNamed = way.from.empty() || std::find(image.tags.begin(), image.tags.end(),
                                                           way.from) != image.tags.end();
        return std::string(" (") + provenanceKindName(way.kind) +
               (isNamed ? "" : " from " + sourceName(way)) + " " + agoText(way.time, m_style.now) +
               ")";
    }

    void drawTotals()
    {
        const StoreTotals totals = storeTotals(m_view, m_forest);
        m_text += "\n" + std::to_string(totals.layers) +
                  (totals.layers == 1 ? " layer, " : " layers, ") + humanSize(totals.layersDisk) +
                  " on disk\n";
    }

    void line(const std::string& prefix, const std::string& text, const std::string& content = {},
              const std::string& disk = {})
    {
        const std::size_t figures = content.empty() ? 0 : 2 * kFigureWidth;
        const std::size_t used = displayWidth(prefix) + figures;
        const std::size_t room =
            m_style.width > used + kLeastText ? m_style.width - used : kLeastText;
        std::string whole = prefix + shortened(printable(text), room, m_style.isAscii);
        if (figures > 0) {
            const std::size_t width = displayWidth(whole);
            const std::size_t column = std::max(m_style.width, width + figures) - figures;
            whole += std::string(column - width, ' ') + padded(content) + padded(disk);
        }
        m_text += whole + "\n";
    }

    static std::string padded(const std::string& figure)
    {
        return std::string(kFigureWidth - std::min(kFigureWidth, figure.size()), ' ') + figure;
    }

    const StoreView& m_view;
    const Forest& m_forest;
    const TreeStyle& m_style;
    const std::vector<std::size_t> m_sizes; // by node
    const Marks& m_marks;
    std::string m_text;
};

} // namespace

std::string lineageTree(const StoreView& view, const Forest& forest, const TreeStyle& style)
{
    return Drawing(view, forest, style).draw();
}

} // namespace onggi::ctl
