// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What is painted and in which order, and the edges; boxes and words are in graph_node_painter.cpp.

#include "gui/graph/graph_painter.h"

#include <algorithm>

#include <QPainter>

namespace onggi {
namespace {

using namespace graph;

constexpr double kCorner = 6;
constexpr double kAll = 0.75;     // from this zoom on: everything
constexpr double kReduced = 0.45; // no verbs and captions
constexpr double kBars = 0.2;     // hardly any labels

} // namespace

Detail detailAt(double zoom) noexcept
{
    return zoom >= kAll       ? Detail::Full
           : zoom >= kReduced ? Detail::Reduced
           : zoom >= kBars    ? Detail::Bars
                              : Detail::Lines;
}

GraphPainter::GraphPainter(const GraphScene& scene, const GraphMarks& marks, const Colours& colours)
    : m_scene(scene)
    , m_marks(marks)
    , m_colours(colours)
{
}

Light GraphPainter::lightOf(BlockIndex block) const
{
    return m_marks.lights.empty() || !m_marks.fates.empty() ? Light::None : m_marks.lights[block];
}

Fate GraphPainter::fateOf(BlockIndex block) const
{
    return m_marks.fates.empty() ? Fate::Stays : m_marks.fates[block].fate;
}

bool GraphPainter::isFound(BlockIndex block) const
{
    return !m_marks.found.empty() && m_marks.found[block];
}

GraphPainter::Ink GraphPainter::inkOf(BlockIndex block) const
{
    const Colours& colours = m_colours;
    const QColor grey = mixed(colours.base, colours.text, 0.38);
    Ink ink;
    ink.fill = colours.nodeFill;
    ink.border = grey;
    ink.labelFill = colours.base;
    ink.labelBorder = grey;
    ink.labelText = colours.text;
    ink.bytes = colours.text;
    ink.bar = colours.layerBase;
    ink.mini = colours.layerBase;
    if (isFound(block)) {
        ink.labelFill = colours.selection;
        ink.labelBorder = colours.accent;
        ink.border = colours.accent;
    }
    switch (lightOf(block)) {
    case Light::Selected:
        ink.fill = colours.ancestors;
        ink.border = ink.labelFill = ink.labelBorder = ink.bar = ink.mini = colours.accent;
        ink.labelText = colours.onAccent;
        ink.width = 2;
        break;
    case Light::Ancestor:
        ink.fill = colours.ancestors;
        ink.border = ink.labelBorder = ink.bar = colours.accent;
        ink.mini = mixed(colours.base, colours.accent, 0.5);
        ink.width = 1.5;
        break;
    case Light::Descendant:
        ink.fill = colours.descendants;
        ink.border = ink.labelBorder = ink.bar = ink.mini = colours.warning;
        ink.width = 1.5;
        ink.isDashed = true;
        break;
    case Light::None:
        break;
    }
    switch (fateOf(block)) {
    case Fate::Deleted:
        ink.fill = colours.removed;
        ink.border = ink.labelFill = ink.labelBorder = ink.bar = ink.mini = colours.failed;
        ink.labelText = colours.base;
        ink.bytes = colours.failed;
        ink.width = 1.5;
        ink.isHatched = true;
        break;
    case Fate::Kept:
    case Fate::KeepsBase:
        ink.border = ink.labelBorder = colours.text;
        ink.mini = fateOf(block) == Fate::Kept ? colours.text : colours.secondary;
        ink.bar = ink.mini;
        ink.width = fateOf(block) == Fate::Kept ? 2 : 1.5;
        break;
    case Fate::Stays:
        break;
    }
    return ink;
}

GraphPainter::EdgeKind GraphPainter::edgeTo(BlockIndex child) const
{
    const auto parent = m_scene.graph().blocks[child].parent;
    switch (fateOf(child)) {
    case Fate::Deleted:
        return EdgeKind::Deleted;
    case Fate::KeepsBase:
        return EdgeKind::Kept;
    case Fate::Kept:
        if (parent && fateOf(*parent) == Fate::Kept)
            return EdgeKind::Kept;
        break;
    case Fate::Stays:
        break;
    }
    switch (lightOf(child)) {
    case Light::Descendant:
        return EdgeKind::Descendant;
    case Light::Selected: {
        // Of several that are selected, one may stand apart from what is lit.
        const bool isOnPath = !parent || lightOf(*parent) == Light::Ancestor;
        return isOnPath ? EdgeKind::Ancestor : EdgeKind::Plain;
    }
    case Light::Ancestor:
        return EdgeKind::Ancestor;
    case Light::None:
        break;
    }
    return EdgeKind::Plain;
}

QPen GraphPainter::penOf(EdgeKind kind, Detail detail) const
{
    QPen pen(mixed(m_colours.base, m_colours.text, 0.32), 1.2);
    switch (kind) {
    case EdgeKind::Descendant:
        pen = QPen(m_colours.warning, 1.6);
        break;
    case EdgeKind::Ancestor:
        pen = QPen(m_colours.accent, 2.2);
        break;
    case EdgeKind::Deleted:
        pen = QPen(m_colours.failed, 1.6);
        break;
    case EdgeKind::Kept:
        pen = QPen(m_colours.text, 2);
        break;
    case EdgeKind::Plain:
        break;
    }
    if (detail == Detail::Lines) {
        pen.setWidthF(1);
        pen.setCosmetic(true);
    } else if (kind == EdgeKind::Descendant || kind == EdgeKind::Deleted) {
        pen.setDashPattern({3, 1.8});
        pen.setCapStyle(Qt::FlatCap);
    }
    return pen;
}

// All children of a kind share one trunk: the outermost are drawn from the parent on, those between
// from the trunk.
QPainterPath GraphPainter::edgesOf(BlockIndex parent, EdgeKind kind, const QRectF& exposed,
                                   Detail detail) const
{
    const QRectF& from = m_scene.shapes()[parent].box;
    const double start = from.center().y();
    const double trunk = from.right() + kTrunk;
    const auto& children = m_scene.graph().blocks[parent].children;
    std::optional<BlockIndex> top;
    std::optional<BlockIndex> bottom;
    for (const BlockIndex child : children) {
        if (edgeTo(child) == kind) {
            top = top.value_or(child);
            bottom = child;
        }
    }
    QPainterPath path;
    for (const BlockIndex child : children) {
        const QRectF& box = m_scene.shapes()[child].box;
        const double end = box.center().y();
        const bool isOutermost = child == top || child == bottom;
        const bool isVisible = end >= exposed.top() - kCorner && end <= exposed.bottom() + kCorner;
        if (edgeTo(child) != kind || (!isOutermost && !isVisible))
            continue;
        const double distance = end - start;
        const double corner =
            detail == Detail::Lines ? 0 : std::min(kCorner, std::abs(distance) / 2);
        const double way = distance < 0 ? -corner : corner;
        if (isOutermost) {
            path.moveTo(from.right(), start);
            path.lineTo(trunk - corner, start);
            path.quadTo(trunk, start, trunk, start + way);
            path.lineTo(trunk, end - way);
        } else {
            path.moveTo(trunk, end - way);
        }
        path.quadTo(trunk, end, trunk + corner, end);
        path.lineTo(box.left(), end);
    }
    return path;
}

void GraphPainter::paintEdges(QPainter& painter, const QRectF& exposed, Detail detail) const
{
    const auto& graph = m_scene.graph();
    const auto& shapes = m_scene.shapes();
    std::vector<EdgeKind> kinds{EdgeKind::Plain};
    if (!m_marks.fates.empty())
        kinds = {EdgeKind::Plain, EdgeKind::Deleted, EdgeKind::Kept};
    else if (!m_marks.lights.empty())
        kinds = {EdgeKind::Plain, EdgeKind::Descendant, EdgeKind::Ancestor};
    const auto centre = [&](BlockIndex at) { return shapes[at].box.center().y(); };
    painter.setBrush(Qt::NoBrush);
    for (const auto& column : m_scene.columns()) {
        for (const EdgeKind kind : kinds) {
            QPainterPath all;
            for (const BlockIndex parent : column) {
                const auto& children = graph.blocks[parent].children;
                if (children.empty())
                    continue;
                const double top = std::min(centre(parent), centre(children.front()));
                const double bottom = std::max(centre(parent), centre(children.back()));
                if (bottom < exposed.top() || top > exposed.bottom())
                    continue;
                all.addPath(edgesOf(parent, kind, exposed, detail));
            }
            if (!all.isEmpty())
                painter.strokePath(all, penOf(kind, detail));
        }
    }
    for (const BlockIndex root : m_scene.columns().front()) {
        const QRectF& box = shapes[root].box;
        painter.setPen(penOf(edgeTo(root), detail));
        painter.drawLine(QPointF(box.left() - 10, centre(root)), QPointF(box.left(), centre(root)));
    }
}

void GraphPainter::paint(QPainter& painter, const QRectF& exposed, double zoom, Detail detail) const
{
    if (m_scene.shapes().empty())
        return;
    painter.setRenderHint(QPainter::Antialiasing, detail != Detail::Lines);
    paintEdges(painter, exposed, detail);
    if (detail == Detail::Lines) {
        paintBars(painter, exposed, zoom);
        return;
    }
    for (std::size_t column = 0; column < m_scene.columns().size(); ++column) {
        for (const BlockIndex at : m_scene.touched(column, exposed.top(), exposed.bottom())) {
            if (m_scene.shapes()[at].extent.intersects(exposed))
                paintNode(painter, at, zoom, detail);
        }
    }
}

void GraphPainter::paintBars(QPainter& painter, const QRectF& exposed, double zoom) const
{
    const double thinnest = 1 / zoom;
    for (std::size_t column = 0; column < m_scene.columns().size(); ++column) {
        for (const BlockIndex at : m_scene.touched(column, exposed.top(), exposed.bottom())) {
            QRectF box = m_scene.shapes()[at].box;
            box.setHeight(std::max(box.height(), thinnest));
            painter.fillRect(box, inkOf(at).mini);
        }
    }
}

} // namespace onggi
