// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The graph on the screen: zoomed, dragged, walked through by keyboard, folded and selected.
//
// It paints what is visible, itself: an item per node, as QGraphicsScene wants it, would take a
// store of 10,000 steps longer to build and to index than a frame may last, while the columns of
// the scene are sorted already. When the store changes, zoom, selection and the place of the
// selected node, or of the one in the middle, stay. The current node is part of the accessible
// name, so that a screen reader tells of each that the keyboard comes to. GUI thread only.
#pragma once

#include <set>

#include <QAbstractScrollArea>

#include "gui/graph/graph_minimap.h"

namespace onggi {

class GraphView : public QAbstractScrollArea {
    Q_OBJECT

public:
    explicit GraphView(QWidget* parent = nullptr);

    // Both must stay as they are until the next call.
    void setStore(const StoreView& view, const Forest& forest);
    const Graph& graph() const noexcept { return m_scene.graph(); }
    const GraphScene& scene() const noexcept { return m_scene; }
    const GraphMarks& marks() const noexcept { return m_marks; }

    bool isFolding() const noexcept { return m_folding.isOn; }
    void setFolding(bool isOn);
    Heights heights() const noexcept { return m_heights; }
    void setHeights(Heights heights);
    // Opens the folded chain that the node is, or folds the open one that it is part of.
    void toggleFold(BlockIndex block);

    // Nodes by the chain of their last step; the current one is what is lit from.
    const std::set<Digest>& selected() const noexcept { return m_selected; }
    std::optional<BlockIndex> current() const;
    std::vector<BlockIndex> selectedBlocks() const;
    // Selects them and shows the last; an empty list selects nothing.
    void select(const std::vector<Digest>& chains);
    void selectBlock(BlockIndex block) { select({graph().nodes.at(block).last}); }

    // Draws what a plan of just this store does, or what is lit again.
    void showPlan(const RemovalPlan* plan);

    // Marks what the text is found in; which of these is current is told by foundAt().
    void find(const QString& text);
    std::size_t foundCount() const noexcept { return m_found.size(); }
    std::optional<std::size_t> foundAt() const;
    void findNext(bool isForward);

    double zoom() const noexcept { return m_zoom; }
    // About the middle of what is visible.
    void setZoom(double zoom);
    void zoomIn() { setZoom(m_zoom * 1.25); }
    void zoomOut() { setZoom(m_zoom / 1.25); }
    void fit();
    void reveal(BlockIndex block);
    // In pixels of the viewport.
    QRectF placeOf(BlockIndex block) const;

signals:
    void graphChanged(); // other nodes, or other ones folded
    void selectionChanged();
    void zoomChanged();
    void contextMenuAsked(const QPoint& global);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void rebuild();
    void keepSelection(const Graph& next);
    void announceSelection();
    void showMarks();
    double pixels() const; // of the screen per pixel of the scene
    QPointF offset() const;
    QPointF toScene(const QPointF& place) const { return (place + offset()) / pixels(); }
    void zoomAbout(const QPointF& place, double zoom);
    void updateBars();
    void scrollBy(const QPointF& distance);
    std::optional<BlockIndex> anchor() const;
    std::optional<BlockIndex> neighbour(int key) const;
    void choose(BlockIndex block, bool isAdded);
    QString toolTipOf(BlockIndex block) const;
    QString describe(BlockIndex block) const;

    GraphMinimap minimap() const;
    bool isMinimapShown() const;
    void centreByMinimap(const QPoint& place);

    const StoreView* m_store = nullptr;
    const Forest* m_forest = nullptr;
    const RemovalPlan* m_plan = nullptr;
    Folding m_folding;
    Heights m_heights = Heights::Content;
    GraphOrder m_order;
    GraphScene m_scene;
    GraphMarks m_marks;
    std::set<Digest> m_selected;
    std::optional<Digest> m_current;
    QString m_searched;
    std::vector<BlockIndex> m_found; // in the order of the columns
    double m_zoom = 1;
    bool m_isFitted = true; // and follows the size of the window
    enum class Drag { None, Graph, Minimap } m_drag = Drag::None;
    bool m_hasDragged = false;
    QPoint m_dragStart;
    QPoint m_dragLast;
};

} // namespace onggi
