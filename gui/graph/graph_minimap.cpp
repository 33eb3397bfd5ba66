// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/graph/graph_minimap.h"

#include <algorithm>

#include <QPainter>

namespace onggi {
namespace {

constexpr QSize kSize{176, 112};
constexpr int kMargin = 16;
constexpr int kPadding = 4;

} // namespace

GraphMinimap::GraphMinimap(const GraphScene& scene, const QSize& room)
    : m_scene(scene)
    , m_place(
          QPoint(room.width() - kSize.width() - kMargin, room.height() - kSize.height() - kMargin),
          kSize)
    , m_inside(QRectF(m_place).adjusted(kPadding, kPadding, -kPadding, -kPadding))
    , m_zoom(std::min(m_inside.width() / scene.size().width(),
                      m_inside.height() / scene.size().height()))
{
}

QPointF GraphMinimap::toScene(const QPointF& place) const
{
    return (place - m_inside.topLeft()) / m_zoom;
}

void GraphMinimap::paint(QPainter& painter, const GraphMarks& marks, const Colours& colours,
                         const QRectF& visible) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(mixed(colours.base, colours.text, 0.25));
    painter.setBrush(colours.window);
    painter.drawRoundedRect(QRectF(m_place).adjusted(0.5, 0.5, -0.5, -0.5), radius::kControl,
                            radius::kControl);
    painter.save();
    painter.translate(m_inside.topLeft());
    painter.scale(m_zoom, m_zoom);
    GraphPainter(m_scene, marks, colours)
        .paintBars(painter, QRectF(QPointF(), m_scene.size()), m_zoom);
    painter.restore();
    const QRectF frame(m_inside.topLeft() + visible.topLeft() * m_zoom, visible.size() * m_zoom);
    painter.setPen(colours.accent);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(frame.intersected(m_inside).adjusted(0.5, 0.5, -0.5, -0.5));
}

} // namespace onggi
