// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Nodes are named by their numbers, and all text from outside stands in quoted labels, in which
// only a quote and a backslash mean anything. Quoted labels, not HTML-like ones: those would have a
// markup of their own to escape.

#include "helper/ctl/lineage_dot.h"

#include "engine/core/printable.h"
#include "engine/lineage/base_image.h"
#include "engine/lineage/removal.h"
#include "helper/ctl/text.h"

namespace onggi::ctl {

namespace {

constexpr std::size_t kLabelWidth = 60;

std::string escaped(const std::string& text)
{
    std::string safe;
    // Graphviz reads UTF-8.
    for (const char c : shortened(printable(text), kLabelWidth, false)) {
        if (c == '"' || c == '\\')
            safe += '\\';
        safe += c;
    }
    return safe;
}

std::string nodeName(NodeIndex node)
{
    return "layer" + std::to_string(node);
}

std::string nodeLabel(const StoreView& view, const LineageNode& node)
{
    const LayerRow& layer = view.layers[node.layer];
    // "\l" ends a line that is aligned to the left.
    std::string label =
        escaped(layer.createdBy.empty() ? "layer " + layer.diffId.shortHex() : layer.createdBy) +
        "\\l" + humanSize(layer.content) + ", " + humanSize(layer.disk) + " on disk\\l";
    for (const std::size_t image : node.images) {
        for (const std::string& tag : view.images[image].tags)
            label += escaped(familiarName(tag)) + "\\l";
        if (view.images[image].tags.empty())
            label += "<none> " + view.images[image].id.shortHex() + "\\l";
    }
    return label;
}

std::string labelEdges(const StoreView& view, const Forest& forest)
{
    const BaseImages bases(view, forest);
    std::string text;
    for (std::size_t image = 0; image < view.images.size(); ++image) {
        const BaseImage base = bases.of(image);
        if (!base.byLabel || base.byLabel == base.byChain)
            continue;
        const auto from = forest.nodeOfImage(*base.byLabel);
        const auto to = forest.nodeOfImage(image);
        if (from && to && from != to)
            text += "  " + nodeName(*from) + " -> " + nodeName(*to) +
                    " [style=dashed, label=\"by label\"];\n";
    }
    return text;
}

} // namespace

std::string lineageDot(const StoreView& view, const Forest& forest)
{
    std::string text = "digraph lineage {\n"
                       "  charset=\"UTF-8\";\n"
                       "  rankdir=TB;\n"
                       "  node [shape=box, fontname=\"monospace\"];\n";
    for (NodeIndex i = 0; i < forest.nodes().size(); ++i) {
        const LineageNode& node = forest.nodes()[i];
        text += "  " + nodeName(i) + " [label=\"" + nodeLabel(view, node) + "\"" +
                (node.images.empty() ? "" : ", style=bold") + "];\n";
        if (node.parent)
            text += "  " + nodeName(*node.parent) + " -> " + nodeName(i) + ";\n";
        for (const std::size_t container : node.containers) {
            const ContainerRow& row = view.containers[container];
            const std::string name = "container" + std::to_string(container);
            text += "  " + name + " [shape=ellipse, label=\"" + escaped(row.name) + "\\n" +
                    containerStateName(row.state) + "\"];\n  " + nodeName(i) + " -> " + name +
                    " [arrowhead=none];\n";
        }
    }
    return text + labelEdges(view, forest) + "}\n";
}

} // namespace onggi::ctl
