// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What can be done on the page by mouse and keyboard.

#include <QAction>
#include <QApplication>
#include <QFileDialog>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QStackedWidget>

#include "gui/graph/graph_export.h"
#include "gui/graph/graph_view.h"
#include "gui/pages/lineage_outline.h"
#include "gui/pages/lineage_page.h"
#include "gui/widgets/error_bar.h"
#include "gui/widgets/icons.h"
#include "gui/widgets/label.h"

namespace onggi {

QAction* LineagePage::addOwnAction(const QKeySequence& keys, void (LineagePage::*slot)())
{
    auto* action = new QAction(this);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, slot);
    addAction(action);
    return action;
}

void LineagePage::makeActions()
{
    const auto addViewAction = [this](const QKeySequence& keys, const char* icon,
                                      void (GraphView::*slot)()) {
        QAction* action = addOwnAction(keys, &LineagePage::showZoom);
        connect(action, &QAction::triggered, m_view, slot);
        action->setIcon(namedIcon(QLatin1String(icon)));
        return action;
    };
    m_find = addOwnAction(QKeySequence::Find, &LineagePage::findNodes);
    m_find->setIcon(namedIcon(QStringLiteral("edit-find")));
    m_foldNode = addOwnAction({}, &LineagePage::toggleNode);
    m_fold =
        addOwnAction(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F), &LineagePage::toggleFolding);
    m_fold->setCheckable(true);
    m_fold->setIcon(namedIcon(QStringLiteral("collapse-all")));
    m_zoomIn = addViewAction(QKeySequence::ZoomIn, "list-add", &GraphView::zoomIn);
    m_zoomOut = addViewAction(QKeySequence::ZoomOut, "list-remove", &GraphView::zoomOut);
    // The plus sign needs Shift on many keyboards.
    m_zoomIn->setShortcuts(
        {QKeySequence(QKeySequence::ZoomIn), QKeySequence(Qt::CTRL | Qt::Key_Equal)});
    m_zoomReset = addOwnAction(QKeySequence(Qt::CTRL | Qt::Key_0), &LineagePage::resetZoom);
    m_fit = addViewAction(QKeySequence(Qt::Key_F), "zoom-fit-best", &GraphView::fit);
    m_showOutline = addOwnAction(QKeySequence(Qt::CTRL | Qt::Key_T), &LineagePage::toggleOutline);
    m_showOutline->setCheckable(true);
    m_showOutline->setIcon(namedIcon(QStringLiteral("view-list-tree")));
    m_export = addOwnAction(QKeySequence(Qt::CTRL | Qt::Key_E), &LineagePage::askExport);
    m_export->setIcon(namedIcon(QStringLiteral("document-export")));
    m_delete = addOwnAction(QKeySequence::Delete, &LineagePage::beginDeletion);
    m_delete->setIcon(namedIcon(QStringLiteral("edit-delete")));
    m_nodeActions = {m_foldNode, m_delete};
}

void LineagePage::addNodeAction(QAction* action)
{
    insertAction(m_delete, action);
    m_nodeActions.insert(m_nodeActions.indexOf(m_delete), action);
}

void LineagePage::showContextMenu(const QPoint& global)
{
    if (!m_view->current())
        return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions(m_nodeActions);
    menu->popup(global);
}

void LineagePage::findNodes()
{
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

void LineagePage::findText(const QString& text)
{
    m_view->find(text);
    if (m_view->foundCount() > 0 && !m_view->foundAt())
        m_view->findNext(true);
    showFound();
}

void LineagePage::showFound()
{
    const auto at = m_view->foundAt();
    const auto count = static_cast<qulonglong>(m_view->foundCount());
    QString text;
    if (m_text->text().isEmpty())
        text.clear();
    else if (count == 0)
        text = tr("Not found");
    else if (at)
        //: which of the nodes that were found is selected
        text = tr("%1 of %2").arg(*at + 1).arg(count);
    else
        text = tr("%n found", nullptr, static_cast<int>(count));
    m_found->setText(text);
}

void LineagePage::toggleFolding()
{
    m_view->setFolding(!m_view->isFolding());
}

void LineagePage::toggleNode()
{
    if (const auto block = m_view->current())
        m_view->toggleFold(*block);
}

void LineagePage::resetZoom()
{
    m_view->setZoom(1);
}

void LineagePage::toggleOutline()
{
    const bool isOutline = m_twins->currentWidget() == m_view;
    QWidget* shown = isOutline ? static_cast<QWidget*>(m_outline) : m_view;
    m_twins->setCurrentWidget(shown);
    m_showOutline->setChecked(isOutline);
    for (QAction* action : {m_zoomIn, m_zoomOut, m_zoomReset, m_fit})
        action->setEnabled(!isOutline);
    setContent(shown);
    shown->setFocus(Qt::ShortcutFocusReason);
    showSelection();
}

// One dialog for both formats; the name that is chosen says which.
void LineagePage::askExport()
{
    auto* dialog = new QFileDialog(this, tr("Export the graph"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("Drawing (*.svg)"), tr("Picture (*.png)")});
    dialog->setDefaultSuffix(QStringLiteral("svg"));
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString& filter) {
        const bool isPng = filter.contains(QLatin1String(".png"));
        dialog->setDefaultSuffix(isPng ? QStringLiteral("png") : QStringLiteral("svg"));
    });
    dialog->selectFile(tr("lineage"));
    connect(dialog, &QFileDialog::fileSelected, this, &LineagePage::exportTo);
    dialog->open();
}

bool LineagePage::exportTo(const QString& path)
{
    const Colours colours = Colours::of(QApplication::palette());
    if (exportGraph(m_view->scene(), m_view->marks(), colours, title(), path))
        return true;
    m_errors->show({tr("The graph could not be exported"),
                    //: %1: path of a file
                    tr("%1 could not be written.").arg(path),
                    {},
                    {}});
    return false;
}

// Enter goes from one node that was found to the next, Escape back to the graph.
void LineagePage::keyPressEvent(QKeyEvent* event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (m_text->hasFocus() && isEnter) {
        m_view->findNext(!event->modifiers().testFlag(Qt::ShiftModifier));
        showFound();
    } else if (m_text->hasFocus() && event->key() == Qt::Key_Escape) {
        m_text->clear();
        focusContent();
    } else if (m_isDeleting && event->key() == Qt::Key_Escape) {
        endDeletion();
    } else if (m_outline->hasFocus() && event->key() == Qt::Key_Space) {
        toggleNode();
    } else {
        Page::keyPressEvent(event);
    }
}

} // namespace onggi
