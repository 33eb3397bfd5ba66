// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What can be done on the page by mouse and keyboard, and what it says in the language of now.

#include <QAction>
#include <QApplication>
#include <QFileDialog>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>

#include "gui/graph/graph_export.h"
#include "gui/graph/graph_view.h"
#include "gui/models/deletion_run.h"
#include "gui/pages/lineage_deletion.h"
#include "gui/pages/lineage_legend.h"
#include "gui/pages/lineage_outline.h"
#include "gui/pages/lineage_page.h"
#include "gui/widgets/empty_state.h"
#include "gui/widgets/error_bar.h"
#include "gui/widgets/error_message.h"
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
    m_export->setIcon(namedIcon(QStringLiteral("document-save")));
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
    setFocusProxy(shown);
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

void LineagePage::beginDeletion()
{
    std::vector<DeletionTarget> targets;
    for (const Serial image : selectedImages())
        targets.push_back({image, {}});
    if (targets.empty())
        return;
    m_deletion = Deletion(std::move(targets));
    m_isDeleting = true;
    showDeletion();
    m_panel->focusCancel();
}

void LineagePage::endDeletion()
{
    m_isDeleting = false;
    showDeletion();
    focusProxy()->setFocus(Qt::OtherFocusReason);
}

void LineagePage::showDeletion()
{
    if (m_isDeleting) {
        m_plan = m_deletion.plan(m_store.view());
        m_isDeleting = !m_plan.rows.empty();
    }
    m_view->showPlan(m_isDeleting ? &m_plan.removal : nullptr);
    if (m_isDeleting)
        m_panel->showPlan(m_store.view(), m_plan, m_link.state() == HelperLink::State::Present);
    m_panel->setVisible(m_isDeleting);
    m_legend->setVisible(!m_isDeleting);
}

void LineagePage::confirmDeletion()
{
    m_errors->clear();
    auto* run = new DeletionRun(m_link, m_plan, this);
    connect(run, &DeletionRun::failed, this, [this](const QDBusError& error) {
        m_errors->show(errorMessage(tr("The images could not be deleted"), error));
    });
    endDeletion();
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
        focusProxy()->setFocus(Qt::OtherFocusReason);
    } else if (m_isDeleting && event->key() == Qt::Key_Escape) {
        endDeletion();
    } else if (m_outline->hasFocus() && event->key() == Qt::Key_Space) {
        toggleNode();
    } else {
        Page::keyPressEvent(event);
    }
}

void LineagePage::retranslate()
{
    m_title->setText(title());
    //: a button that stays pressed while steps without an image are drawn as one
    m_fold->setText(tr("Fold steps"));
    m_foldButton->setText(m_fold->text());
    m_text->setPlaceholderText(tr("Find in graph"));
    m_text->setAccessibleName(tr("Find in graph"));
    m_view->setAccessibleName(tr("Lineage of the images"));
    m_outline->setAccessibleName(tr("Outline of the lineage"));
    m_waiting->setText(tr("Reading the images…"));
    m_empty->setText(tr("No images yet"),
                     tr("This page draws which image is made from which, and how many bytes each "
                        "step adds. It fills with the first image."));
    m_find->setText(tr("Find in graph"));
    m_foldNode->setText(tr("Fold or unfold the chain (Space)"));
    m_fit->setText(tr("Fit into the window"));
    m_zoomIn->setText(tr("Zoom in"));
    m_zoomOut->setText(tr("Zoom out"));
    m_zoomReset->setText(tr("Zoom to 100%"));
    //: the graph as a tree of rows
    m_showOutline->setText(tr("Outline"));
    m_export->setText(tr("Export the graph…"));
    m_delete->setText(tr("Delete…"));
    for (QAction* action : {m_find, m_fold, m_fit, m_zoomIn, m_zoomOut, m_showOutline, m_export})
        action->setToolTip(QStringLiteral("%1 (%2)").arg(
            action->text(), action->shortcut().toString(QKeySequence::NativeText)));
    m_foldButton->setToolTip(m_fold->toolTip());
    m_text->setToolTip(tr("Names, tags, ids, steps and containers (%1)")
                           .arg(m_find->shortcut().toString(QKeySequence::NativeText)));
    m_legend->retranslate();
    m_panel->retranslate();
    m_tree.retranslate();
    showDeletion();
    showZoom();
    showSelection();
}

} // namespace onggi
