// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The graph by mouse and keyboard, and what it says of a node.

#include <algorithm>
#include <cmath>

#include <QApplication>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>

#include "gui/graph/graph_view.h"
#include "gui/models/format.h"

namespace onggi {
namespace {

constexpr double kNotch = 120; // of a wheel
constexpr double kPerNotch = 1.2;

} // namespace

void GraphView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton)
        return;
    const QPoint place = event->position().toPoint();
    const bool isOnMap = isMinimapShown() && minimap().place().contains(place);
    m_drag = isOnMap ? Drag::Minimap : Drag::Graph;
    m_hasDragged = false;
    m_dragStart = m_dragLast = place;
    if (isOnMap)
        centreByMinimap(place);
}

void GraphView::mouseMoveEvent(QMouseEvent* event)
{
    const QPoint place = event->position().toPoint();
    if (m_drag == Drag::Minimap) {
        centreByMinimap(place);
    } else if (m_drag == Drag::Graph) {
        m_hasDragged = m_hasDragged ||
                       (place - m_dragStart).manhattanLength() >= QApplication::startDragDistance();
        if (!m_hasDragged)
            return;
        viewport()->setCursor(Qt::ClosedHandCursor);
        scrollBy(QPointF(m_dragLast - place));
        m_dragLast = place;
    }
}

void GraphView::mouseReleaseEvent(QMouseEvent* event)
{
    const bool isClick =
        m_drag == Drag::Graph && !m_hasDragged && event->button() == Qt::LeftButton;
    m_drag = Drag::None;
    viewport()->unsetCursor();
    if (!isClick)
        return;
    const bool isAdded = event->modifiers().testFlag(Qt::ControlModifier);
    if (const auto block = m_scene.nodeAt(toScene(event->position())))
        choose(*block, isAdded);
    else if (!isAdded)
        select({});
}

void GraphView::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (const auto block = m_scene.nodeAt(toScene(event->position())))
        toggleFold(*block);
}

// With Ctrl a node joins the selection, or leaves it.
void GraphView::choose(BlockIndex block, bool isAdded)
{
    const Digest chain = graph().nodes[block].last;
    if (!isAdded) {
        select({chain});
        return;
    }
    std::vector<Digest> chains;
    for (const Digest& other : m_selected) {
        if (other != chain)
            chains.push_back(other);
    }
    if (!m_selected.contains(chain))
        chains.push_back(chain);
    select(chains);
}

// Shift scrolls sideways, as everywhere; without it the wheel zooms.
void GraphView::wheelEvent(QWheelEvent* event)
{
    const QPoint turned = event->angleDelta();
    if (event->modifiers().testFlag(Qt::ShiftModifier)) {
        scrollBy(QPointF(-(turned.x() + turned.y()), 0));
    } else if (turned.y() != 0) {
        zoomAbout(event->position(), m_zoom * std::pow(kPerNotch, turned.y() / kNotch));
    } else {
        scrollBy(QPointF(-turned.x(), 0));
    }
    event->accept();
}

std::optional<BlockIndex> GraphView::neighbour(int key) const
{
    if (graph().blocks.empty())
        return std::nullopt;
    const auto at = current();
    if (!at)
        return 0;
    const Block& block = graph().blocks[*at];
    const auto& column = m_scene.columns()[block.column];
    const auto own = std::ranges::find(column, *at);
    switch (key) {
    case Qt::Key_Left:
        return block.parent;
    case Qt::Key_Right:
        return block.children.empty() ? std::nullopt : std::optional(block.children.front());
    case Qt::Key_Up:
        return own == column.begin() ? std::nullopt : std::optional(*(own - 1));
    case Qt::Key_Down:
        return own + 1 == column.end() ? std::nullopt : std::optional(*(own + 1));
    case Qt::Key_Home:
        return 0;
    case Qt::Key_End:
        return graph().blocks.size() - 1;
    default:
        return std::nullopt;
    }
}

void GraphView::keyPressEvent(QKeyEvent* event)
{
    const auto at = current();
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_Home:
    case Qt::Key_End:
        if (const auto next = neighbour(event->key())) {
            if (event->modifiers().testFlag(Qt::ShiftModifier))
                choose(*next, !m_selected.contains(graph().nodes[*next].last));
            else
                selectBlock(*next);
        }
        break;
    case Qt::Key_Space:
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (at)
            toggleFold(*at);
        break;
    case Qt::Key_Escape:
        if (m_selected.empty())
            event->ignore();
        else
            select({});
        break;
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void GraphView::contextMenuEvent(QContextMenuEvent* event)
{
    if (event->reason() == QContextMenuEvent::Mouse) {
        const auto block = m_scene.nodeAt(toScene(event->pos()));
        if (!block)
            return;
        if (!m_selected.contains(graph().nodes[*block].last))
            selectBlock(*block);
        emit contextMenuAsked(event->globalPos());
    } else if (const auto block = current()) {
        emit contextMenuAsked(viewport()->mapToGlobal(placeOf(*block).center().toPoint()));
    }
}

bool GraphView::viewportEvent(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QAbstractScrollArea::viewportEvent(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    if (const auto block = m_scene.nodeAt(toScene(help->pos())))
        QToolTip::showText(help->globalPos(), plainToolTip(toolTipOf(*block)), viewport(),
                           placeOf(*block).toAlignedRect());
    else
        QToolTip::hideText();
    return true;
}

QString GraphView::toolTipOf(BlockIndex block) const
{
    const GraphNode& node = graph().nodes[block];
    QStringList lines;
    if (!node.label.isEmpty())
        lines << node.label;
    lines << node.verb;
    lines << tr("Content: %1").arg(exactSizeText(graph().blocks[block].content));
    lines << tr("On disk: %1").arg(exactSizeText(graph().blocks[block].disk));
    for (const QString& id : node.ids)
        lines << tr("Id: %1").arg(id);
    for (const GraphContainer& container : node.containers)
        lines << tr("Container: %1").arg(container.name);
    return lines.join(QLatin1Char('\n'));
}

// "python:3.13-slim, RUN pip setup, 4.5 MB, 2 made from it".
QString GraphView::describe(BlockIndex block) const
{
    const GraphNode& node = graph().nodes[block];
    QStringList words;
    if (!node.label.isEmpty())
        words << node.label;
    words << node.verb << m_scene.bytesText(block);
    if (const auto count = graph().blocks[block].children.size(); count > 0)
        //: nodes of the graph, read aloud
        words << tr("%n made from it", nullptr, static_cast<int>(count));
    for (const GraphContainer& container : node.containers)
        words << container.name;
    if (m_selected.size() > 1)
        //: nodes of the graph, read aloud
        words << tr("%n selected", nullptr, static_cast<int>(m_selected.size()));
    return words.join(QLatin1String(", "));
}

void GraphView::announceSelection()
{
    QString name = tr("Lineage of the images");
    if (const auto at = current())
        //: read aloud; %1: name of the graph, %2: the node that is selected
        name = tr("%1: %2").arg(name, describe(*at));
    setAccessibleName(name);
    //: read aloud
    setAccessibleDescription(tr("Arrow keys go from node to node, Space folds and unfolds chains, "
                                "Ctrl+T shows the same nodes as an outline."));
}

} // namespace onggi
