// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Where the graph stands in its view: zoom, scrolling, and what stays in sight.

#include <algorithm>
#include <cmath>

#include <QApplication>
#include <QScrollBar>

#include "gui/graph/graph_view.h"

namespace onggi {
namespace {

constexpr double kLeastZoom = 0.02;
constexpr double kMostZoom = 4;
constexpr double kDrawnLine = 18;

} // namespace

double GraphView::pixels() const
{
    return m_zoom * std::max(1.0, QFontMetricsF(QApplication::font()).height() / kDrawnLine);
}

QPointF GraphView::offset() const
{
    return {static_cast<double>(horizontalScrollBar()->value()),
            static_cast<double>(verticalScrollBar()->value())};
}

QRectF GraphView::placeOf(BlockIndex block) const
{
    const QRectF& box = m_scene.shapes().at(block).box;
    return {box.topLeft() * pixels() - offset(), box.size() * pixels()};
}

void GraphView::updateBars()
{
    const QSizeF whole = m_scene.size() * pixels();
    const auto set = [](QScrollBar* bar, double length, int page) {
        bar->setPageStep(page);
        bar->setRange(0, std::max(0, static_cast<int>(std::floor(length + 0.01)) - page));
    };
    set(horizontalScrollBar(), whole.width(), viewport()->width());
    set(verticalScrollBar(), whole.height(), viewport()->height());
    viewport()->update();
}

void GraphView::scrollBy(const QPointF& distance)
{
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() + qRound(distance.x()));
    verticalScrollBar()->setValue(verticalScrollBar()->value() + qRound(distance.y()));
}

void GraphView::zoomAbout(const QPointF& place, double zoom)
{
    const QPointF held = toScene(place);
    m_isFitted = false;
    m_zoom = std::clamp(zoom, kLeastZoom, kMostZoom);
    updateBars();
    scrollBy(held * pixels() - offset() - place);
    emit zoomChanged();
}

void GraphView::setZoom(double zoom)
{
    zoomAbout(QRectF(viewport()->rect()).center(), zoom);
}

// As wide as it fits, then lower boxes, and only then smaller ones.
void GraphView::fit()
{
    if (graph().blocks.empty())
        return;
    const QSize room = maximumViewportSize();
    m_zoom = 1;
    m_zoom = std::clamp(room.width() / (m_scene.size().width() * pixels()), kLeastZoom, 1.0);
    double scale = graph::kLargestScale;
    m_scene.setScale(scale);
    while (scale > graph::kSmallestScale && m_scene.size().height() * pixels() > room.height()) {
        scale -= 0.5;
        m_scene.setScale(scale);
    }
    const double shrink = room.height() / (m_scene.size().height() * pixels());
    m_zoom = std::max(kLeastZoom, m_zoom * std::min(1.0, shrink));
    updateBars();
    m_isFitted = true;
    emit zoomChanged();
}

void GraphView::reveal(BlockIndex block)
{
    const double air = graph::kStub * pixels();
    const QRectF& extent = m_scene.shapes()[block].extent;
    const QRectF place = QRectF(extent.topLeft() * pixels() - offset(), extent.size() * pixels())
                             .adjusted(-air, -air, air, air);
    const auto distance = [](double from, double to, double room) {
        if (from < 0 || to - from > room)
            return from;
        return to > room ? to - room : 0.0;
    };
    const QPointF way(distance(place.left(), place.right(), viewport()->width()),
                      distance(place.top(), place.bottom(), viewport()->height()));
    const QRectF visible(viewport()->rect());
    if (!visible.contains(place.adjusted(air, air, -air, -air)))
        scrollBy(way);
}

GraphMinimap GraphView::minimap() const
{
    return {m_scene, viewport()->size()};
}

// Where everything can be seen the map stands back for the nodes in its corner.
bool GraphView::isMinimapShown() const
{
    if (graph().blocks.empty())
        return false;
    if (horizontalScrollBar()->maximum() > 0 || verticalScrollBar()->maximum() > 0)
        return true;
    const QRectF place(minimap().place());
    const QRectF corner(toScene(place.topLeft()), place.size() / pixels());
    return std::ranges::none_of(
        m_scene.shapes(), [&](const NodeShape& shape) { return shape.extent.intersects(corner); });
}

void GraphView::centreByMinimap(const QPoint& place)
{
    const QPointF wanted = minimap().toScene(place) * pixels();
    scrollBy(wanted - offset() - QRectF(viewport()->rect()).center());
}

void GraphView::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    if (m_isFitted)
        fit();
    else
        updateBars();
}

} // namespace onggi
