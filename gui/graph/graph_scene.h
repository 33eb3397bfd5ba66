// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Where everything of the graph stands: boxes, labels, words, containers, and which of it a
// rectangle touches. Lengths are those of the pictures, at 100 % and a body font with lines of 18
// pixels; who paints scales them all together. GUI thread.
//
// Of the texts only those are measured that decide where something stands: measuring is what costs
// most in a large graph, and hardly anything of it is in sight.
#pragma once

#include <QFont>
#include <QRectF>

#include "gui/graph/graph_data.h"
#include "gui/graph/layout.h"

namespace onggi {

namespace graph {
inline constexpr double kNodeWidth = 128;
inline constexpr double kGap = 46;     // between columns
inline constexpr double kTrunk = 14;   // of edges, right of the parent
inline constexpr double kGlyphAt = 14; // left of the child
inline constexpr double kRootGlyphAt = 18;
inline constexpr double kStub = 30; // before a root
inline constexpr double kLabel = 20;
inline constexpr double kOverhang = 8; // of a label over the right edge
inline constexpr double kLine = 16;    // of a text
inline constexpr double kCaption = 18;
inline constexpr double kContainer = 19;
inline constexpr double kGutter = 10; // of a folded chain
inline constexpr double kBar = 11;    // boxes lower than this are a bar without a border
inline constexpr double kLargestScale = 7.5;
inline constexpr double kSmallestScale = 3.5;
inline constexpr double kMargin = 24;
inline constexpr std::size_t kShownContainers = 3;
} // namespace graph

struct NodeShape {
    QRectF box;
    QRectF label;           // null where there is none
    bool isCaption = false; // words stand below the box, the bytes at its right end
    QPointF origin;         // the middle of the sign of how it came, left of box and label
    QPointF containers;     // where the first of them stands
    QRectF extent;          // with all that belongs to the node
};

// What stands in a box or below it.
struct NodeWords {
    QRectF verb; // null where there is no room
    QRectF bytes;
    QString bytesText;
};

class GraphScene {
public:
    // `application` is the font whose family is used; its size does not matter here.
    void set(Graph graph, const QFont& application, Heights heights = Heights::Content);
    // Pixels per square root of a megabyte, for all boxes alike.
    void setScale(double scale);
    double scale() const noexcept { return m_scale; }

    const Graph& graph() const noexcept { return m_graph; }
    const std::vector<NodeShape>& shapes() const noexcept { return m_shapes; }
    NodeWords wordsOf(BlockIndex block) const;
    // Of the bytes that the height stands for.
    QString bytesText(BlockIndex block) const;
    // With a margin all around.
    QSizeF size() const noexcept { return m_size; }
    std::optional<BlockIndex> nodeAt(const QPointF& place) const;

    // In each column, from the top.
    const std::vector<std::vector<BlockIndex>>& columns() const noexcept { return m_columns; }
    // Blocks of a column whose extent touches the span from `top` to `bottom`.
    std::span<const BlockIndex> touched(std::size_t column, double top, double bottom) const;

    const QFont& font() const noexcept { return m_font; }
    const QFont& boldFont() const noexcept { return m_boldFont; }

private:
    void measureLabels();
    void placeColumns();
    void arrangeNodes();
    double heightOf(BlockIndex block) const;
    bool hasCaption(BlockIndex block) const;
    Extent extentOf(BlockIndex block) const;
    void place(BlockIndex block, const Extent& extent, double top);

    Graph m_graph;
    QFont m_font;
    QFont m_boldFont;
    double m_scale = graph::kLargestScale;
    Heights m_heights = Heights::Content;
    std::vector<double> m_labels; // their widths; 0 where there is none
    std::vector<double> m_lefts;  // of each column's boxes
    std::vector<NodeShape> m_shapes;
    std::vector<std::vector<BlockIndex>> m_columns;
    QSizeF m_size;
};

} // namespace onggi
