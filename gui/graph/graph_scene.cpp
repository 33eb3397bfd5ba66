// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/graph/graph_scene.h"

#include <algorithm>
#include <numeric>

#include <QFontMetricsF>

#include "gui/models/format.h"
#include "gui/widgets/tokens.h"

namespace onggi {
namespace {

using namespace graph;

constexpr int kFontPixels = 11;
constexpr double kLabelPadding = 7;
constexpr double kPadding = 10;      // of words in a box
constexpr double kBeforeBytes = 6;   // after a verb in the same line
constexpr double kChevronRoom = 22;  // at the right of a folded chain
constexpr double kTallLabelled = 62; // verb above the bytes, below the label
constexpr double kLabelled = 42;     // bytes below the label
constexpr double kBesideLabel = 22;  // bytes beside it
constexpr double kTwoLines = 36;
constexpr double kOneLine = 18;

} // namespace

void GraphScene::set(Graph graph, const QFont& application)
{
    m_graph = std::move(graph);
    m_font = application;
    m_font.setPixelSize(kFontPixels);
    m_boldFont = semibold(m_font);
    measure();
    placeColumns();
    arrangeNodes();
}

void GraphScene::setScale(double scale)
{
    m_scale = std::clamp(scale, kSmallestScale, kLargestScale);
    arrangeNodes();
}

void GraphScene::measure()
{
    const QFontMetricsF plain(m_font);
    const QFontMetricsF bold(m_boldFont);
    const std::size_t count = m_graph.nodes.size();
    m_widths.assign(count, {});
    m_bytes.assign(count, {});
    for (BlockIndex at = 0; at < count; ++at) {
        const GraphNode& node = m_graph.nodes[at];
        m_bytes[at] = sizeText(m_graph.blocks[at].content);
        m_widths[at].bytes = bold.horizontalAdvance(m_bytes[at]);
        m_widths[at].verb = plain.horizontalAdvance(node.verb);
        if (!node.label.isEmpty())
            m_widths[at].label = bold.horizontalAdvance(node.label) + 2 * kLabelPadding;
    }
}

// A column whose labels are wider than its boxes stands as much further to the right.
void GraphScene::placeColumns()
{
    m_columns.clear();
    std::vector<double> overhang;
    for (BlockIndex at = 0; at < m_graph.blocks.size(); ++at) {
        const std::size_t column = m_graph.blocks[at].column;
        if (column >= m_columns.size()) {
            m_columns.resize(column + 1);
            overhang.resize(column + 1, 0);
        }
        m_columns[column].push_back(at);
        overhang[column] = std::max(overhang[column], m_widths[at].label - kNodeWidth - kOverhang);
    }
    m_lefts.clear();
    double next = kMargin + kStub;
    for (const double wider : overhang) {
        m_lefts.push_back(next + std::max(0.0, wider));
        next = m_lefts.back() + kNodeWidth + kGap;
    }
}

bool GraphScene::hasCaption(BlockIndex block, double height) const
{
    const Widths& widths = m_widths[block];
    if (widths.label == 0)
        return height < kOneLine;
    if (height >= kLabelled)
        return false;
    const double free = kNodeWidth + kOverhang - widths.label - kPadding - 4;
    return height < kBesideLabel || widths.bytes > free;
}

Extent GraphScene::extentOf(BlockIndex block) const
{
    const double height = boxHeight(m_graph.blocks[block].content, m_scale);
    Extent extent;
    extent.box = std::max(height, m_widths[block].label > 0 ? kLabel : 0.0);
    const std::size_t containers = m_graph.nodes[block].containers.size();
    extent.below = hasCaption(block, height) ? kCaption : 0;
    extent.below += kContainer * static_cast<double>(std::min(containers, kShownContainers + 1));
    return extent;
}

void GraphScene::arrangeNodes()
{
    const std::size_t count = m_graph.blocks.size();
    std::vector<Extent> extents;
    extents.reserve(count);
    for (BlockIndex at = 0; at < count; ++at)
        extents.push_back(extentOf(at));
    const Arrangement arrangement = arrange(m_graph.blocks, extents);
    m_shapes.clear();
    m_shapes.reserve(count);
    for (BlockIndex at = 0; at < count; ++at)
        m_shapes.push_back(shapeOf(at, arrangement.tops[at] + kMargin));
    m_size = m_lefts.empty() ? QSizeF()
                             : QSizeF(m_lefts.back() + kNodeWidth + kOverhang + kMargin,
                                      arrangement.height + 2 * kMargin);
}

NodeShape GraphScene::shapeOf(BlockIndex block, double top) const
{
    const Extent extent = extentOf(block);
    const Block& source = m_graph.blocks[block];
    const double height = boxHeight(source.content, m_scale);
    const double left = m_lefts[source.column];
    NodeShape shape;
    shape.box = QRectF(left, top + (extent.box - height) / 2, kNodeWidth, height);
    if (const double width = m_widths[block].label; width > 0) {
        const double labelTop = height >= kLabelled ? top + 6 : shape.box.center().y() - kLabel / 2;
        shape.label = QRectF(shape.box.right() + kOverhang - width, labelTop, width, kLabel);
    }
    shape.bytesText = m_bytes[block];
    shape.isCaption = hasCaption(block, height);
    placeWords(shape, block);
    shape.containers = QPointF(left, top + extent.box + (shape.isCaption ? kCaption : 0.0));
    shape.extent =
        QRectF(left - kStub, top, kNodeWidth + kStub + kOverhang, extent.box + extent.below)
            .united(shape.label);
    return shape;
}

void GraphScene::placeWords(NodeShape& shape, BlockIndex block) const
{
    const QRectF& box = shape.box;
    const Widths& widths = m_widths[block];
    const bool isFolded = m_graph.blocks[block].isFolded();
    const double left = box.left() + (isFolded ? kGutter + 8 : kPadding);
    const double width = box.right() - left - (isFolded ? kChevronRoom : kPadding / 2);
    const auto line = [&](double centre) { return QRectF(left, centre - kLine / 2, width, kLine); };
    const double middle = box.center().y();
    if (shape.isCaption) {
        const double top = std::max(box.bottom(), middle + (widths.label > 0 ? kLabel / 2 : 0));
        shape.bytes = QRectF(box.right() - widths.bytes, top + 1, widths.bytes, kLine);
        shape.verb = QRectF(box.left(), top + 1, kNodeWidth - widths.bytes - kBeforeBytes, kLine);
    } else if (widths.label > 0 && box.height() >= kLabelled) {
        shape.bytes = line(box.bottom() - 14);
        if (box.height() >= kTallLabelled)
            shape.verb = line(box.bottom() - 30);
    } else if (widths.label > 0) {
        shape.bytes = line(middle);
    } else if (box.height() >= kTwoLines) {
        shape.verb = line(middle - 7.5);
        shape.bytes = line(middle + 8.5);
    } else {
        shape.bytes = line(middle);
        if (widths.verb + kBeforeBytes + widths.bytes <= width) {
            shape.verb = QRectF(left, middle - kLine / 2, widths.verb + 1, kLine);
            shape.bytes.setLeft(left + widths.verb + kBeforeBytes);
        }
    }
}

std::span<const BlockIndex> GraphScene::touched(std::size_t column, double top, double bottom) const
{
    const auto& blocks = m_columns[column];
    const auto first = std::ranges::partition_point(
        blocks, [&](BlockIndex at) { return m_shapes[at].extent.bottom() < top; });
    const auto last = std::partition_point(
        first, blocks.end(), [&](BlockIndex at) { return m_shapes[at].extent.top() <= bottom; });
    return {first, last};
}

std::optional<BlockIndex> GraphScene::nodeAt(const QPointF& place) const
{
    for (std::size_t column = 0; column < m_columns.size(); ++column) {
        for (const BlockIndex at : touched(column, place.y() - kLabel, place.y() + kLabel)) {
            const NodeShape& shape = m_shapes[at];
            const QRectF body(shape.box.left(), shape.extent.top(), kNodeWidth,
                              shape.extent.height());
            if (body.contains(place) || shape.label.contains(place))
                return at;
        }
    }
    return std::nullopt;
}

} // namespace onggi
