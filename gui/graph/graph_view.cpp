// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What is shown and where; mouse and keyboard are in graph_view_input.cpp.

#include "gui/graph/graph_view.h"

#include <algorithm>
#include <cmath>

#include <QApplication>
#include <QPainter>
#include <QResizeEvent>
#include <QScrollBar>

#include "gui/models/format.h"

namespace onggi {
namespace {

constexpr double kLeastZoom = 0.02;
constexpr double kMostZoom = 4;
constexpr QSize kMinimap{176, 112};
constexpr int kMinimapMargin = 16;
constexpr int kMinimapPadding = 4;
constexpr double kDrawnLine = 18;
constexpr int kSingleStep = 24;

} // namespace

GraphView::GraphView(QWidget* parent)
    : QAbstractScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setBackgroundRole(QPalette::Base);
    viewport()->setAutoFillBackground(true);
    for (QScrollBar* bar : {horizontalScrollBar(), verticalScrollBar()})
        bar->setSingleStep(kSingleStep);
}

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

void GraphView::setStore(const StoreView& view, const Forest& forest)
{
    m_store = &view;
    m_forest = &forest;
    m_plan = nullptr;
    rebuild();
}

void GraphView::setFolding(bool isOn)
{
    if (m_folding.isOn == isOn && m_folding.open.empty())
        return;
    m_folding.isOn = isOn;
    m_folding.open.clear();
    rebuild();
}

void GraphView::toggleFold(BlockIndex block)
{
    const Graph& shown = graph();
    if (shown.blocks[block].isFolded()) {
        m_folding.open.insert(shown.nodes[block].first);
    } else if (shown.nodes[block].isOneOfOpen && m_folding.isOn) {
        BlockIndex first = block;
        while (!shown.nodes[first].mayFold)
            first = *shown.blocks[first].parent;
        m_folding.open.erase(shown.nodes[first].first);
    } else {
        return;
    }
    rebuild();
}

// What stands where it stood: the selected node if it can be seen, else the one nearest the middle.
std::optional<BlockIndex> GraphView::anchor() const
{
    const QRectF visible(QPointF(), QSizeF(viewport()->size()));
    if (const auto at = current(); at && visible.intersects(placeOf(*at)))
        return at;
    std::optional<BlockIndex> nearest;
    double best = 0;
    for (BlockIndex at = 0; at < graph().blocks.size(); ++at) {
        const QPointF way = placeOf(at).center() - visible.center();
        const double distance = QPointF::dotProduct(way, way);
        if (!nearest || distance < best) {
            nearest = at;
            best = distance;
        }
    }
    return nearest;
}

void GraphView::rebuild()
{
    if (!m_store)
        return;
    const auto anchored = anchor();
    const bool wasEmpty = graph().blocks.empty();
    std::optional<Digest> chain;
    QPointF before;
    if (anchored) {
        chain = graph().nodes[*anchored].last;
        before = placeOf(*anchored).center();
    }
    Graph next = makeGraph(*m_store, *m_forest, m_folding, m_order);
    const std::set<Digest> selectedBefore = m_selected;
    keepSelection(next);
    m_scene.set(std::move(next), QApplication::font());
    showMarks();
    find(m_searched);
    if (wasEmpty) {
        m_isFitted = true;
        fit();
    } else {
        updateBars();
        if (const auto at = chain ? graph().find(*chain) : std::nullopt)
            scrollBy(placeOf(*at).center() - before);
    }
    emit graphChanged();
    announceSelection();
    if (m_selected != selectedBefore)
        emit selectionChanged();
}

// A node that was folded into a chain, or came out of one, stays selected as what it is now.
void GraphView::keepSelection(const Graph& next)
{
    const auto now = [&](const Digest& chain) {
        const auto at = next.find(chain);
        return at ? std::optional(next.nodes[*at].last) : std::nullopt;
    };
    std::set<Digest> kept;
    for (const Digest& chain : m_selected) {
        if (const auto found = now(chain))
            kept.insert(*found);
    }
    m_selected = std::move(kept);
    if (m_current)
        m_current = now(*m_current);
}

std::optional<BlockIndex> GraphView::current() const
{
    return m_current ? graph().find(*m_current) : std::nullopt;
}

std::vector<BlockIndex> GraphView::selectedBlocks() const
{
    std::vector<BlockIndex> blocks;
    for (const Digest& chain : m_selected) {
        if (const auto at = graph().find(chain))
            blocks.push_back(*at);
    }
    std::ranges::sort(blocks);
    return blocks;
}

void GraphView::select(const std::vector<Digest>& chains)
{
    std::set<Digest> wanted;
    std::optional<Digest> last;
    for (const Digest& chain : chains) {
        if (const auto at = graph().find(chain)) {
            last = graph().nodes[*at].last;
            wanted.insert(*last);
        }
    }
    if (last)
        reveal(*graph().find(*last));
    if (wanted == m_selected && last == m_current)
        return;
    m_selected = std::move(wanted);
    m_current = last;
    showMarks();
    announceSelection();
    emit selectionChanged();
}

void GraphView::showPlan(const RemovalPlan* plan)
{
    m_plan = plan;
    showMarks();
}

void GraphView::showMarks()
{
    if (!m_store)
        return;
    m_marks.lights =
        m_selected.empty() ? std::vector<Light>() : lightFrom(graph().blocks, current());
    for (const BlockIndex at : selectedBlocks())
        m_marks.lights[at] = Light::Selected;
    m_marks.fates =
        m_plan ? fatesOf(*m_store, *m_forest, graph().blocks, *m_plan) : std::vector<BlockFate>();
    viewport()->update();
}

void GraphView::find(const QString& text)
{
    m_searched = text;
    m_found.clear();
    m_marks.found.assign(text.isEmpty() ? 0 : graph().nodes.size(), false);
    const QString wanted = text.toLower();
    for (BlockIndex at = 0; at < m_marks.found.size(); ++at) {
        if (graph().nodes[at].search.contains(wanted)) {
            m_marks.found[at] = true;
            m_found.push_back(at);
        }
    }
    viewport()->update();
}

std::optional<std::size_t> GraphView::foundAt() const
{
    const auto at = current();
    const auto found = at ? std::ranges::find(m_found, *at) : m_found.end();
    return found == m_found.end()
               ? std::nullopt
               : std::optional(static_cast<std::size_t>(found - m_found.begin()));
}

void GraphView::findNext(bool isForward)
{
    if (m_found.empty())
        return;
    const std::size_t count = m_found.size();
    const auto at = foundAt();
    std::size_t next = isForward ? 0 : count - 1;
    if (at)
        next = (*at + (isForward ? 1 : count - 1)) % count;
    selectBlock(m_found[next]);
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

void GraphView::paintEvent(QPaintEvent* event)
{
    const Colours colours = Colours::of(QApplication::palette());
    QPainter painter(viewport());
    painter.save();
    painter.translate(-offset());
    painter.scale(pixels(), pixels());
    const QRectF exposed(toScene(event->rect().topLeft()), QSizeF(event->rect().size()) / pixels());
    GraphPainter(m_scene, m_marks, colours).paint(painter, exposed, pixels(), detailAt(pixels()));
    painter.restore();
    if (isMinimapShown())
        paintMinimap(painter, colours);
}

QRect GraphView::minimap() const
{
    const QSize room = viewport()->size();
    return {QPoint(room.width() - kMinimap.width() - kMinimapMargin,
                   room.height() - kMinimap.height() - kMinimapMargin),
            kMinimap};
}

// Where everything can be seen the map stands back for the nodes in its corner.
bool GraphView::isMinimapShown() const
{
    if (graph().blocks.empty())
        return false;
    if (horizontalScrollBar()->maximum() > 0 || verticalScrollBar()->maximum() > 0)
        return true;
    const QRectF corner(toScene(minimap().topLeft()), QSizeF(kMinimap) / pixels());
    return std::ranges::none_of(
        m_scene.shapes(), [&](const NodeShape& shape) { return shape.extent.intersects(corner); });
}

double GraphView::minimapZoom() const
{
    const QSizeF room = QSizeF(kMinimap) - QSizeF(2 * kMinimapPadding, 2 * kMinimapPadding);
    return std::min(room.width() / m_scene.size().width(), room.height() / m_scene.size().height());
}

void GraphView::paintMinimap(QPainter& painter, const Colours& colours) const
{
    const QRectF frame = QRectF(minimap()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(mixed(colours.base, colours.text, 0.25));
    painter.setBrush(colours.window);
    painter.drawRoundedRect(frame, radius::kControl, radius::kControl);
    const QRectF inside = QRectF(minimap()).adjusted(kMinimapPadding, kMinimapPadding,
                                                     -kMinimapPadding, -kMinimapPadding);
    const double zoom = minimapZoom();
    painter.save();
    painter.translate(inside.topLeft());
    painter.scale(zoom, zoom);
    GraphPainter(m_scene, m_marks, colours)
        .paintBars(painter, QRectF(QPointF(), m_scene.size()), zoom);
    painter.restore();
    const QRectF visible(inside.topLeft() + toScene(QPointF()) * zoom,
                         QSizeF(viewport()->size()) / pixels() * zoom);
    painter.setPen(colours.accent);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(visible.intersected(inside).adjusted(0.5, 0.5, -0.5, -0.5));
}

void GraphView::centreByMinimap(const QPoint& place)
{
    const QPointF inside(place - minimap().topLeft() - QPoint(kMinimapPadding, kMinimapPadding));
    const QPointF wanted = inside / minimapZoom() * pixels();
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

void GraphView::changeEvent(QEvent* event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::ApplicationFontChange || event->type() == QEvent::FontChange ||
        event->type() == QEvent::LanguageChange)
        rebuild();
}

} // namespace onggi
