// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How one node looks: box or bar, label, words, containers, and the sign of how it came.

#include <algorithm>

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>

#include "gui/graph/graph_painter.h"
#include "gui/models/format.h"
#include "gui/widgets/glyphs.h"

namespace onggi {
namespace {

using namespace graph;

constexpr double kHatch = 7;
constexpr double kDisc = 18;
constexpr double kGlyph = 12;
constexpr double kShape = 9;
constexpr double kLock = 13;

struct GraphTexts {
    Q_DECLARE_TR_FUNCTIONS(onggi::Graph)
};

// A sharp line of one pixel stands in the middle of pixels.
QRectF inset(const QRectF& box, double width)
{
    const double half = width / 2;
    return box.adjusted(half, half, -half, -half);
}

void drawWords(QPainter& painter, const QRectF& place, Qt::Alignment alignment, const QString& text)
{
    painter.drawText(place.adjusted(-2, 0, 2, 0).adjusted(2, 0, -2, 0),
                     static_cast<int>(alignment | Qt::AlignVCenter) | Qt::TextDontClip |
                         Qt::TextSingleLine,
                     text);
}

} // namespace

void GraphPainter::paintNode(QPainter& painter, BlockIndex block, double zoom, Detail detail) const
{
    const Ink ink = inkOf(block);
    paintBox(painter, block, ink);
    if (detail == Detail::Bars) {
        const bool isBase = !m_scene.graph().blocks[block].children.empty();
        const bool isMarked =
            lightOf(block) == Light::Selected || isFound(block) || fateOf(block) == Fate::Deleted;
        if (isBase || isMarked)
            paintFarLabel(painter, block, ink, zoom);
        return;
    }
    paintFold(painter, block, ink);
    paintWords(painter, block, ink, detail);
    paintLabel(painter, block, ink);
    paintContainers(painter, block, detail);
    paintOrigin(painter, block);
}

void GraphPainter::paintBox(QPainter& painter, BlockIndex block, const Ink& ink) const
{
    const QRectF& box = m_scene.shapes()[block].box;
    const double corner = std::min(radius::kControl, box.height() / 2);
    painter.setPen(Qt::NoPen);
    if (box.height() < kBar) {
        painter.setBrush(ink.bar);
        painter.drawRoundedRect(box, corner, corner);
        return;
    }
    const QRectF frame = inset(box, ink.width);
    painter.setBrush(ink.fill);
    painter.drawRoundedRect(frame, corner, corner);
    if (ink.isHatched) {
        painter.save();
        painter.setClipRect(frame, Qt::IntersectClip);
        QColor line = ink.border;
        line.setAlphaF(0.4F);
        painter.setPen(QPen(line, 1));
        for (double x = frame.left() - box.height(); x < frame.right(); x += kHatch)
            painter.drawLine(QPointF(x, frame.bottom()), QPointF(x + box.height(), frame.top()));
        painter.restore();
    }
    QPen pen(ink.border, ink.width);
    if (ink.isDashed) {
        pen.setDashPattern({3, 1.8});
        pen.setCapStyle(Qt::FlatCap);
    }
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(frame, corner, corner);
}

// A gutter with a tick per step, and a sign that there is more to see.
void GraphPainter::paintFold(QPainter& painter, BlockIndex block, const Ink& ink) const
{
    const Block& source = m_scene.graph().blocks[block];
    const QRectF& box = m_scene.shapes()[block].box;
    if (!source.isFolded() || box.height() < kBar)
        return;
    const double edge = box.left() + kGutter;
    painter.setPen(QPen(ink.border, 1));
    painter.drawLine(QPointF(edge, box.top() + 1), QPointF(edge, box.bottom() - 1));
    const double step = box.height() / static_cast<double>(source.steps.size());
    if (step >= 3) {
        for (double y = box.top() + step; y < box.bottom() - 1; y += step)
            painter.drawLine(QPointF(box.left() + 1, y), QPointF(edge, y));
    }
    const QPointF tip(box.right() - 9, box.center().y());
    painter.setPen(QPen(m_colours.secondary, 1.3));
    painter.drawPolyline(QPolygonF{tip + QPointF(-5, -5.5), tip, tip + QPointF(-5, 5.5)});
}

void GraphPainter::paintWords(QPainter& painter, BlockIndex block, const Ink& ink,
                              Detail detail) const
{
    const NodeShape& shape = m_scene.shapes()[block];
    if (detail != Detail::Full && shape.isCaption)
        return;
    const bool isDeleted = fateOf(block) == Fate::Deleted;
    const NodeWords words = m_scene.wordsOf(block);
    QString bytesText = words.bytesText;
    if (isDeleted)
        //: bytes that come back: "−83.0 MB", with a minus sign
        bytesText = GraphTexts::tr("−%1").arg(sizeText(m_marks.fates[block].freed));
    const QFontMetricsF bold(m_scene.boldFont());
    const double bytesWidth = bold.horizontalAdvance(bytesText);
    QRectF bytes = words.bytes;
    QRectF verb = words.verb;
    if (shape.isCaption)
        verb.setRight(std::min(verb.right(), bytes.right() - bytesWidth - 6));
    if (fateOf(block) == Fate::Kept) {
        // Before the words: in the box the bytes, below it the verb.
        QRectF& after = shape.isCaption ? verb : bytes;
        fillGlyph(painter,
                  QRectF(after.left() - 1, after.center().y() - kLock / 2 - 1, kLock, kLock),
                  lockPath(), m_colours.text);
        after.setLeft(after.left() + kLock + 3);
    } else if (isDeleted && !shape.isCaption && shape.box.height() >= kBar) {
        // The hatch would run through the words.
        painter.fillRect(QRectF(bytes.left() - 2, bytes.top() + 1, bytesWidth + 4, kLine - 2),
                         ink.fill);
    }
    if (detail == Detail::Full && !verb.isNull()) {
        const QFontMetricsF plain(m_scene.font());
        const QString text =
            plain.elidedText(m_scene.graph().nodes[block].verb, Qt::ElideRight, verb.width());
        if (isDeleted && !shape.isCaption)
            painter.fillRect(QRectF(verb.left() - 2, verb.top() + 1,
                                    plain.horizontalAdvance(text) + 4, kLine - 2),
                             ink.fill);
        painter.setFont(m_scene.font());
        painter.setPen(m_colours.secondary);
        drawWords(painter, verb, Qt::AlignLeft, text);
    }
    painter.setFont(m_scene.boldFont());
    painter.setPen(ink.bytes);
    drawWords(painter, bytes, shape.isCaption ? Qt::AlignRight : Qt::AlignLeft, bytesText);
}

void GraphPainter::paintLabel(QPainter& painter, BlockIndex block, const Ink& ink) const
{
    const QRectF& label = m_scene.shapes()[block].label;
    if (label.isNull())
        return;
    painter.setPen(QPen(ink.labelBorder, 1));
    painter.setBrush(ink.labelFill);
    painter.drawRoundedRect(inset(label, 1), radius::kLabel, radius::kLabel);
    painter.setFont(m_scene.boldFont());
    painter.setPen(ink.labelText);
    drawWords(painter, label, Qt::AlignHCenter, m_scene.graph().nodes[block].label);
}

// As large as at 100 %, since it stands for what else cannot be read.
void GraphPainter::paintFarLabel(QPainter& painter, BlockIndex block, const Ink& ink,
                                 double zoom) const
{
    const NodeShape& shape = m_scene.shapes()[block];
    if (shape.label.isNull())
        return;
    painter.save();
    painter.translate(shape.box.right() + kOverhang, shape.label.center().y());
    painter.scale(1 / zoom, 1 / zoom);
    const double width = shape.label.width();
    const QRectF label(-width, -kLabel / 2, width, kLabel);
    painter.setPen(QPen(ink.labelBorder, 1));
    painter.setBrush(ink.labelFill);
    painter.drawRoundedRect(inset(label, 1), radius::kLabel, radius::kLabel);
    painter.setFont(m_scene.boldFont());
    painter.setPen(ink.labelText);
    drawWords(painter, label, Qt::AlignHCenter, m_scene.graph().nodes[block].label);
    painter.restore();
}

void GraphPainter::paintContainers(QPainter& painter, BlockIndex block, Detail detail) const
{
    const auto& containers = m_scene.graph().nodes[block].containers;
    QPointF place = m_scene.shapes()[block].containers;
    if (detail != Detail::Full && m_scene.shapes()[block].isCaption)
        place.ry() -= kCaption; // there is none
    painter.setFont(m_scene.font());
    const QFontMetricsF metrics(m_scene.font());
    const std::size_t shown = std::min(containers.size(), kShownContainers);
    for (std::size_t at = 0; at < shown; ++at) {
        const StateShape shape = stateShape(containers[at].state);
        fillGlyph(painter,
                  QRectF(place.x() + 1, place.y() + (kContainer - kShape) / 2, kShape, kShape),
                  stateShapePath(shape), stateColour(shape, m_colours));
        const QRectF room(place.x() + 16, place.y(), kNodeWidth - 16, kContainer);
        if (detail == Detail::Full) {
            painter.setPen(m_colours.text);
            drawWords(painter, room, Qt::AlignLeft,
                      metrics.elidedText(containers[at].name, Qt::ElideMiddle, room.width()));
        }
        place.ry() += kContainer;
    }
    if (containers.size() > shown && detail == Detail::Full) {
        painter.setPen(m_colours.secondary);
        //: containers below a node of the graph
        drawWords(painter, QRectF(place.x() + 16, place.y(), kNodeWidth - 16, kContainer),
                  Qt::AlignLeft,
                  GraphTexts::tr("%n more", nullptr, static_cast<int>(containers.size() - shown)));
    }
}

void GraphPainter::paintOrigin(QPainter& painter, BlockIndex block) const
{
    const GraphNode& node = m_scene.graph().nodes[block];
    if (!node.begins)
        return;
    const QPointF centre = m_scene.shapes()[block].origin;
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_colours.base);
    painter.drawEllipse(centre, kDisc / 2, kDisc / 2);
    QColor colour = m_colours.secondary;
    switch (edgeTo(block)) {
    case EdgeKind::Plain:
        break;
    case EdgeKind::Ancestor:
        colour = m_colours.accent;
        break;
    case EdgeKind::Descendant:
        colour = m_colours.warning;
        break;
    case EdgeKind::Deleted:
        colour = m_colours.failed;
        break;
    case EdgeKind::Kept:
        colour = m_colours.text;
        break;
    }
    fillGlyph(painter, QRectF(centre.x() - kGlyph / 2, centre.y() - kGlyph / 2, kGlyph, kGlyph),
              provenancePath(*node.begins), colour);
}

} // namespace onggi
