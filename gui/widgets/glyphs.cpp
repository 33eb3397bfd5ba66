// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The drawings themselves. Strokes are made into outlines once, so that whoever paints only fills.

#include "gui/widgets/glyphs.h"

#include <algorithm>

#include <QPainter>
#include <QPainterPathStroker>
#include <QTransform>

namespace onggi {
namespace {

QPainterPath stroked(const QPainterPath& lines, qreal width = 1.3)
{
    QPainterPathStroker stroker;
    stroker.setWidth(width);
    stroker.setCurveThreshold(0.02);
    stroker.setCapStyle(Qt::FlatCap);
    stroker.setJoinStyle(Qt::MiterJoin);
    return stroker.createStroke(lines);
}

void addLines(QPainterPath& path, std::initializer_list<QPointF> points)
{
    path.moveTo(*points.begin());
    for (const QPointF& point : points)
        path.lineTo(point);
}

QPainterPath polygon(std::initializer_list<QPointF> points)
{
    QPainterPath path;
    addLines(path, points);
    path.closeSubpath();
    return path;
}

QPainterPath disc()
{
    QPainterPath path;
    path.addEllipse(QPointF(6, 6), 4.7, 4.7);
    return path;
}

// A ring, and its left half filled.
QPainterPath halfDisc()
{
    QPainterPath ring;
    ring.addEllipse(QPointF(6, 6), 4.1, 4.1);
    QPainterPath half;
    half.moveTo(6, 6);
    half.arcTo(QRectF(1.3, 1.3, 9.4, 9.4), 90, 180);
    half.closeSubpath();
    return stroked(ring, 1.2).united(half);
}

QPainterPath twoBars()
{
    QPainterPath path;
    path.addRect(QRectF(2.5, 1.8, 2.4, 8.4));
    path.addRect(QRectF(7.1, 1.8, 2.4, 8.4));
    return path;
}

QPainterPath square()
{
    QPainterPath path;
    path.addRect(QRectF(1.8, 1.8, 8.4, 8.4));
    return path;
}

// Down onto a line.
QPainterPath arrowOntoLine()
{
    QPainterPath lines;
    addLines(lines, {{6, 0.8}, {6, 7.4}});
    addLines(lines, {{2.9, 4.6}, {6, 7.7}, {9.1, 4.6}});
    addLines(lines, {{1, 10.8}, {11, 10.8}});
    return stroked(lines).simplified();
}

// To the right, against a bar.
QPainterPath arrowToBar()
{
    QPainterPath lines;
    addLines(lines, {{0.6, 6}, {7.8, 6}});
    addLines(lines, {{5, 2.9}, {8.1, 6}, {5, 9.1}});
    addLines(lines, {{10.6, 1.4}, {10.6, 10.6}});
    return stroked(lines).simplified();
}

QPainterPath tilted(const QPainterPath& upright)
{
    return QTransform().translate(6, 6).rotate(45).translate(-6, -6).map(upright);
}

QPainterPath hammer()
{
    QPainterPath head = polygon({{2.6, 1.2}, {8.4, 1.2}, {10.6, 2.9}, {8.4, 4.5}, {2.6, 4.5}});
    QPainterPath handle;
    handle.addRect(QRectF(4.4, 4.4, 2.2, 7.9));
    return tilted(head.united(handle));
}

QPainterPath pencil()
{
    QPainterPath outline = polygon({{4.2, 0.7}, {7.8, 0.7}, {7.8, 9.2}, {6, 12.2}, {4.2, 9.2}});
    QPainterPath ferrule;
    addLines(ferrule, {{4.2, 3}, {7.8, 3}});
    return tilted(stroked(outline, 1.2).united(stroked(ferrule, 1.1)));
}

QPainterPath lock()
{
    QPainterPath body;
    body.addRoundedRect(QRectF(2, 5.2, 8, 6), 0.8, 0.8);
    QPainterPath shackle;
    shackle.moveTo(3.9, 5.4);
    shackle.lineTo(3.9, 3.4);
    shackle.arcTo(QRectF(3.9, 1.3, 4.2, 4.2), 180, -180);
    shackle.lineTo(8.1, 5.4);
    return body.united(stroked(shackle, 1.2));
}

} // namespace

StateShape stateShape(ContainerState state) noexcept
{
    switch (state) {
    case ContainerState::Running:
        return StateShape::Running;
    case ContainerState::Failed:
        return StateShape::Failed;
    case ContainerState::Created:
    case ContainerState::Stopped:
        break;
    }
    return StateShape::Stopped;
}

QColor stateColour(StateShape shape, const Colours& colours)
{
    switch (shape) {
    case StateShape::Running:
        return colours.running;
    case StateShape::Changing:
        return colours.warning;
    case StateShape::Failed:
        return colours.failed;
    case StateShape::Paused:
    case StateShape::Stopped:
        break;
    }
    return colours.stopped;
}

const QPainterPath& stateShapePath(StateShape shape)
{
    static const QPainterPath running = disc();
    static const QPainterPath changing = halfDisc();
    static const QPainterPath paused = twoBars();
    static const QPainterPath stopped = square();
    static const QPainterPath failed = polygon({{6, 1}, {11.2, 10.6}, {0.8, 10.6}});
    switch (shape) {
    case StateShape::Running:
        return running;
    case StateShape::Changing:
        return changing;
    case StateShape::Paused:
        return paused;
    case StateShape::Failed:
        return failed;
    case StateShape::Stopped:
        break;
    }
    return stopped;
}

const QPainterPath& provenancePath(ProvenanceKind kind)
{
    static const QPainterPath pulled = arrowOntoLine();
    static const QPainterPath loaded = arrowToBar();
    static const QPainterPath built = hammer();
    static const QPainterPath committed = pencil();
    switch (kind) {
    case ProvenanceKind::Pulled:
        return pulled;
    case ProvenanceKind::Built:
        return built;
    case ProvenanceKind::Committed:
        return committed;
    case ProvenanceKind::Loaded:
    case ProvenanceKind::Imported:
        break;
    }
    return loaded;
}

const QPainterPath& checkPath()
{
    static const QPainterPath path = [] {
        QPainterPath line;
        line.moveTo(1.8, 6.4);
        line.lineTo(4.7, 9.3);
        line.lineTo(10.2, 3.2);
        QPainterPathStroker pen;
        pen.setWidth(1.5);
        return pen.createStroke(line);
    }();
    return path;
}

const QPainterPath& lockPath()
{
    static const QPainterPath path = lock();
    return path;
}

void fillGlyph(QPainter& painter, const QRectF& place, const QPainterPath& path,
               const QColor& colour)
{
    const qreal side = std::min(place.width(), place.height());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(place.center() - QPointF(side / 2, side / 2));
    painter.scale(side / kGlyphGrid, side / kGlyphGrid);
    painter.fillPath(path, colour);
    painter.restore();
}

} // namespace onggi
