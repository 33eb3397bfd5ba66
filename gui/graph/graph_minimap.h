// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The whole graph in a corner of its view, as bars, and a frame around what is visible. GUI thread.
#pragma once

#include "gui/graph/graph_painter.h"

namespace onggi {

class GraphMinimap {
public:
    // `room` is the size of the view; the scene must outlive this.
    GraphMinimap(const GraphScene& scene, const QSize& room);

    QRect place() const noexcept { return m_place; }
    // From a place in the view.
    QPointF toScene(const QPointF& place) const;
    // `visible` in the scene.
    void paint(QPainter& painter, const GraphMarks& marks, const Colours& colours,
               const QRectF& visible) const;

private:
    const GraphScene& m_scene;
    QRect m_place;
    QRectF m_inside;
    double m_zoom = 1;
};

} // namespace onggi
