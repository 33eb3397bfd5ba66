// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The lineage of the whole store: as a graph whose heights are bytes, and as an outline of the same
// nodes. Both have one selection. What can be done with nodes comes from outside, as actions.
#pragma once

#include <vector>

#include "gui/graph/graph_tree.h"
#include "gui/models/deletion.h"
#include "gui/models/live_store.h"
#include "gui/pages/page.h"

class QLineEdit;
class QMenu;
class QPushButton;
class QStackedWidget;
class QToolButton;

namespace onggi {

class ChoiceBox;
class EmptyState;
class ErrorBar;
class GraphView;
class Label;
class LineageDeletion;
class LineageLegend;
class LineageOutline;
class LineageStatus;
class WaitingLabel;

class LineagePage : public Page {
    Q_OBJECT

public:
    // Both must outlive the page.
    LineagePage(HelperLink& link, LiveStore& store, QWidget* parent = nullptr);
    ~LineagePage() override;

    // Shows an action in the menus, in the order in which they come. Its owner keeps text and
    // enabledness right: see selectionChanged().
    void addNodeAction(QAction* action);
    // Of all selected nodes, in the order of the graph.
    std::vector<Serial> selectedImages() const;
    // Selects the node that the image ends on and shows it; nothing where it is gone.
    void selectImage(Serial image);
    ErrorBar& errors() const noexcept { return *m_errors; }

    GraphView& graph() const noexcept { return *m_view; }
    LineageOutline& outline() const noexcept { return *m_outline; }
    // Writes the graph as SVG or PNG, by the end of the name; what fails is told on the page.
    bool exportTo(const QString& path);

    QString title() const override;
    QString iconName() const override;
    bool hasOwnStatus() const override { return true; }

signals:
    void selectionChanged();

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QWidget* makeHeader();
    void makeBody();
    QWidget* makeFooter();
    void makeActions();
    QAction* addOwnAction(const QKeySequence& keys, void (LineagePage::*slot)());
    QToolButton* makeButton(QAction* action);
    void retranslate();

    void showStore();
    void showGraph();
    void showSelection();
    void takeOutlineSelection();
    void showStatus();
    void showLit();
    void chooseHeights(int index);
    void showZoom();
    void resetZoom();
    void showFailure(const QDBusError& error);
    void showContextMenu(const QPoint& global);

    void findNodes();
    void findText(const QString& text);
    void showFound();
    void toggleOutline();
    void toggleFolding();
    void toggleNode();
    void askExport();
    void beginDeletion();
    void endDeletion();
    void showDeletion();
    void include(Serial image);
    void confirmDeletion();

    std::vector<std::size_t> selectedIndices() const;

    HelperLink& m_link;
    LiveStore& m_store;
    GraphTree m_tree;
    Deletion m_deletion;
    DeletionPlan m_plan; // while the panel is open
    bool m_isDeleting = false;
    bool m_isSelecting = false; // one view tells the other
    bool m_hasLoaded = false;

    Label* m_title = nullptr;
    ChoiceBox* m_heights = nullptr;
    QPushButton* m_foldButton = nullptr;
    QLineEdit* m_text = nullptr;
    Label* m_found = nullptr;
    Label* m_zoom = nullptr;
    QToolButton* m_outlineButton = nullptr;
    ErrorBar* m_errors = nullptr;
    QStackedWidget* m_stack = nullptr;
    EmptyState* m_empty = nullptr;
    WaitingLabel* m_waiting = nullptr;
    QWidget* m_body = nullptr;
    QStackedWidget* m_twins = nullptr; // graph and outline
    GraphView* m_view = nullptr;
    LineageOutline* m_outline = nullptr;
    QWidget* m_footer = nullptr;
    LineageStatus* m_status = nullptr;
    LineageLegend* m_legend = nullptr;
    LineageDeletion* m_panel = nullptr;

    QAction* m_find = nullptr;
    QAction* m_fold = nullptr;
    QAction* m_foldNode = nullptr;
    QAction* m_fit = nullptr;
    QAction* m_zoomIn = nullptr;
    QAction* m_zoomOut = nullptr;
    QAction* m_zoomReset = nullptr;
    QAction* m_showOutline = nullptr;
    QAction* m_export = nullptr;
    QAction* m_delete = nullptr;
    QList<QAction*> m_nodeActions; // of the context menu
};

} // namespace onggi
