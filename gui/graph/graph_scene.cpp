// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/graph/graph_scene.h"

#include <algorithm>

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

void GraphScene::set(Graph graph, const QFont& application, Heights heights)
{
    m_graph = std::move(graph);
    m_heights = heights;
    m_font = application;
    m_font.setPixelSize(kFontPixels);
    m_boldFont = semibold(m_font);
    measureLabels();
    placeColumns();
    arrangeNodes();
}

void GraphScene::setScale(double scale)
{
    m_scale = std::clamp(scale, kSmallestScale, kLargestScale);
    arrangeNodes();
}

void GraphScene::measureLabels()
{
    const QFontMetricsF bold(m_boldFont);
    m_labels.clear();
    m_labels.reserve(m_graph.nodes.size());
    for (const GraphNode& node : m_graph.nodes)
        m_labels.push_back(
            node.label.isEmpty() ? 0 : bold.horizontalAdvance(node.label) + 2 * kLabelPadding);
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
        overhang[column] = std::max(overhang[column], m_labels[at] - kNodeWidth - kOverhang);
    }
    m_lefts.clear();
    double next = kMargin + kStub;
    for (const double wider : overhang) {
        m_lefts.push_back(next + std::max(0.0, wider));
        next = m_lefts.back() + kNodeWidth + kGap;
    }
}

void GraphScene::arrangeNodes()
{
    const std::size_t count = m_graph.blocks.size();
    m_shapes.assign(count, {});
    std::vector<Extent> extents;
    extents.reserve(count);
    for (BlockIndex at = 0; at < count; ++at) {
        m_shapes[at].isCaption = hasCaption(at);
        extents.push_back(extentOf(at));
    }
    const Arrangement arrangement = arrange(m_graph.blocks, extents);
    for (BlockIndex at = 0; at < count; ++at)
        place(at, extents[at], arrangement.tops[at] + kMargin);
    m_size = m_lefts.empty() ? QSizeF()
                             : QSizeF(m_lefts.back() + kNodeWidth + kOverhang + kMargin,
                                      arrangement.height + 2 * kMargin);
}

double GraphScene::heightOf(BlockIndex block) const
{
    return boxHeight(bytesOf(m_graph.blocks[block], m_heights), m_scale);
}

QString GraphScene::bytesText(BlockIndex block) const
{
    return sizeText(bytesOf(m_graph.blocks[block], m_heights));
}

bool GraphScene::hasCaption(BlockIndex block) const
{
    const double height = heightOf(block);
    if (m_labels[block] == 0)
        return height < kOneLine;
    if (height >= kLabelled)
        return false;
    if (height < kBesideLabel)
        return true;
    const double free = kNodeWidth + kOverhang - m_labels[block] - kPadding - 4;
    return QFontMetricsF(m_boldFont).horizontalAdvance(bytesText(block)) > free;
}

Extent GraphScene::extentOf(BlockIndex block) const
{
    Extent extent;
    extent.box = std::max(heightOf(block), m_labels[block] > 0 ? kLabel : 0.0);
    const std::size_t containers = m_graph.nodes[block].containers.size();
    extent.below = m_shapes[block].isCaption ? kCaption : 0;
    extent.below += kContainer * static_cast<double>(std::min(containers, kShownContainers + 1));
    return extent;
}

void GraphScene::place(BlockIndex block, const Extent& extent, double top)
{
    const double height = heightOf(block);
    const double left = m_lefts[m_graph.blocks[block].column];
    NodeShape& shape = m_shapes[block];
    shape.box = QRectF(left, top + (extent.box - height) / 2, kNodeWidth, height);
    if (const double width = m_labels[block]; width > 0) {
        const double labelTop = height >= kLabelled ? top + 6 : shape.box.center().y() - kLabel / 2;
        shape.label = QRectF(shape.box.right() + kOverhang - width, labelTop, width, kLabel);
    }
    const double sign = m_graph.blocks[block].parent ? kGlyphAt : kRootGlyphAt;
    const double first = shape.label.isNull() ? left : std::min(left, shape.label.left());
    shape.origin = QPointF(first - sign, shape.box.center().y());
    shape.containers = QPointF(left, top + extent.box + (shape.isCaption ? kCaption : 0.0));
    shape.extent =
        QRectF(left - kStub, top, kNodeWidth + kStub + kOverhang, extent.box + extent.below)
            .united(shape.label)
            .united(QRectF(first - kStub, top, kStub, extent.box));
}

NodeWords GraphScene::wordsOf(BlockIndex block) const
{
    const NodeShape& shape = m_shapes[block];
    const QRectF& box = shape.box;
    const bool isFolded = m_graph.blocks[block].isFolded();
    const bool isLabelled = m_labels[block] > 0;
    const double left = box.left() + (isFolded ? kGutter + 8 : kPadding);
    const double width = box.right() - left - (isFolded ? kChevronRoom : kPadding / 2);
    const auto line = [&](double centre) { return QRectF(left, centre - kLine / 2, width, kLine); };
    const double middle = box.center().y();
    NodeWords words;
    words.bytesText = bytesText(block);
    if (shape.isCaption) {
        const double bytes = QFontMetricsF(m_boldFont).horizontalAdvance(words.bytesText);
        const double top = std::max(box.bottom(), middle + (isLabelled ? kLabel / 2 : 0)) + 1;
        words.bytes = QRectF(box.right() - bytes, top, bytes, kLine);
        words.verb = QRectF(box.left(), top, kNodeWidth - bytes - kBeforeBytes, kLine);
    } else if (isLabelled && box.height() >= kLabelled) {
        words.bytes = line(box.bottom() - 14);
        if (box.height() >= kTallLabelled)
            words.verb = line(box.bottom() - 30);
    } else if (!isLabelled && box.height() >= kTwoLines) {
        words.verb = line(middle - 7.5);
        words.bytes = line(middle + 8.5);
    } else {
        words.bytes = line(middle);
        const double verb = QFontMetricsF(m_font).horizontalAdvance(m_graph.nodes[block].verb);
        const double bytes = QFontMetricsF(m_boldFont).horizontalAdvance(words.bytesText);
        if (!isLabelled && verb + kBeforeBytes + bytes <= width) {
            words.verb = QRectF(left, middle - kLine / 2, verb + 1, kLine);
            words.bytes.setLeft(left + verb + kBeforeBytes);
        }
    }
    return words;
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
