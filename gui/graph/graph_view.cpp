// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What is shown, selected and found; where is in graph_view_place.cpp, mouse and keyboard are in
// graph_view_input.cpp.

#include "gui/graph/graph_view.h"

#include <algorithm>

#include <QApplication>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>

#include "gui/graph/graph_words.h"

namespace onggi {
namespace {

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

void GraphView::setHeights(Heights heights)
{
    if (m_heights == heights)
        return;
    m_heights = heights;
    rebuild();
    if (m_isFitted)
        fit();
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
    const QPointF middle = toScene(visible.center());
    std::optional<BlockIndex> nearest;
    double best = 0;
    for (BlockIndex at = 0; at < graph().blocks.size(); ++at) {
        const QPointF way = m_scene.shapes()[at].box.center() - middle;
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
    m_scene.set(std::move(next), QApplication::font(), m_heights);
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
        if (searchText(*m_store, *m_forest, graph().blocks[at]).contains(wanted)) {
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
        minimap().paint(painter, m_marks, colours,
                        QRectF(toScene(QPointF()), QSizeF(viewport()->size()) / pixels()));
}

void GraphView::changeEvent(QEvent* event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::ApplicationFontChange || event->type() == QEvent::FontChange ||
        event->type() == QEvent::LanguageChange)
        rebuild();
}

} // namespace onggi
