// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What can be done on the page by mouse and keyboard, and what it says in the language of now.

#include <algorithm>

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>

#include "gui/dialogs/remove_containers_dialog.h"
#include "gui/pages/container_details.h"
#include "gui/pages/containers_page.h"
#include "gui/pages/log_panel.h"
#include "gui/pages/waiting_label.h"
#include "gui/widgets/empty_state.h"
#include "gui/widgets/icons.h"
#include "gui/widgets/label.h"
#include "gui/widgets/table_view.h"
#include "helper/api/convert.h"

namespace onggi {

QAction* ContainersPage::addOwnAction(const char* icon, const QKeySequence& keys,
                                      void (ContainersPage::*slot)())
{
    auto* action = new QAction(this);
    if (*icon != '\0')
        action->setIcon(namedIcon(QLatin1String(icon)));
    action->setShortcut(keys);
    connect(action, &QAction::triggered, this, slot);
    addAction(action);
    return action;
}

void ContainersPage::makeActions()
{
    m_run = addOwnAction("media-playback-start", QKeySequence(Qt::CTRL | Qt::Key_N),
                         &ContainersPage::runNew);
    m_find = addOwnAction("view-filter", QKeySequence::Find, &ContainersPage::find);
    m_start = addOwnAction("media-playback-start", QKeySequence(Qt::CTRL | Qt::Key_Return),
                           &ContainersPage::start);
    m_stop = addOwnAction("media-playback-stop", QKeySequence(Qt::CTRL | Qt::Key_Period),
                          &ContainersPage::stop);
    m_kill =
        addOwnAction("", QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_K), &ContainersPage::kill);
    m_runAnother =
        addOwnAction("", QKeySequence(Qt::CTRL | Qt::Key_R), &ContainersPage::runAnother);
    m_commit = addOwnAction("", QKeySequence(Qt::CTRL | Qt::Key_M), &ContainersPage::commit);
    m_remove = addOwnAction("edit-delete", QKeySequence::Delete, &ContainersPage::remove);
    m_remove->setIconVisibleInMenu(false);
    m_showLog =
        addOwnAction("", QKeySequence(Qt::CTRL | Qt::Key_L), &ContainersPage::showLogOfCurrent);
    m_copyName = addOwnAction("edit-copy", QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C),
                              &ContainersPage::copyName);
    m_copyId =
        addOwnAction("", QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_I), &ContainersPage::copyId);
    for (QAction* action : {m_start, m_stop, m_kill, m_runAnother, m_remove})
        m_details->addActionButton(action);
    m_empty->addActionButton(m_run);
}

// Start and Stop take each other's place; with several rows each is there for those that it fits.
void ContainersPage::enableActions()
{
    const auto rows = selectedRows();
    const bool isLive = m_store.isLive();
    const bool hasRunning = std::ranges::any_of(rows, &ContainerListRow::isRunning);
    const bool hasStopped = !std::ranges::all_of(rows, &ContainerListRow::isRunning);
    m_run->setEnabled(isLive);
    m_start->setEnabled(isLive && hasStopped);
    m_start->setVisible(hasStopped || rows.empty());
    m_stop->setEnabled(isLive && hasRunning);
    m_stop->setVisible(hasRunning);
    m_kill->setEnabled(isLive && hasRunning);
    m_kill->setVisible(hasRunning);
    m_remove->setEnabled(isLive && !rows.empty());
    m_runAnother->setEnabled(isLive && rows.size() == 1);
    m_commit->setEnabled(isLive && rows.size() == 1);
    for (QAction* action : {m_showLog, m_copyName, m_copyId})
        action->setEnabled(currentContainer() != 0);
}

void ContainersPage::showContextMenu(const QPoint& place)
{
    if (selectedRows().empty())
        return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions({m_start, m_stop, m_kill, m_showLog, m_runAnother, m_commit});
    menu->addSeparator();
    menu->addActions({m_copyName, m_copyId});
    menu->addSeparator();
    menu->addAction(m_remove);
    menu->popup(m_view->viewport()->mapToGlobal(place));
}

void ContainersPage::runOnSelected(ContainerJobs::Verb verb, bool isRunning)
{
    m_failures = {};
    for (const ContainerListRow* row : selectedRows()) {
        if (row->isRunning() == isRunning)
            m_jobs.run(verb, toText(row->container.id), toText(row->container.name));
    }
}

void ContainersPage::start()
{
    runOnSelected(ContainerJobs::Verb::Start, false);
}

void ContainersPage::stop()
{
    runOnSelected(ContainerJobs::Verb::Stop, true);
}

void ContainersPage::kill()
{
    runOnSelected(ContainerJobs::Verb::Kill, true);
}

// Asks only where something would be lost: what a container that has run has written.
void ContainersPage::remove()
{
    std::vector<ContainerListRow> rows;
    for (const ContainerListRow* row : selectedRows())
        rows.push_back(*row);
    const auto removeAll = [this, rows] {
        m_failures = {};
        for (const ContainerListRow& row : rows)
            m_jobs.run(ContainerJobs::Verb::Remove, toText(row.container.id),
                       toText(row.container.name));
    };
    if (std::ranges::all_of(
            rows, [](const ContainerListRow& row) { return row.container.started == 0; })) {
        removeAll();
        return;
    }
    auto* dialog = new RemoveContainersDialog(rows, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, removeAll);
    dialog->open();
}

void ContainersPage::runNew()
{
    emit runRequested(0, {});
}

void ContainersPage::runAnother()
{
    if (const ContainerListRow* row = currentRow())
        emit runRequested(row->container.image, toText(row->container.imageName));
}

void ContainersPage::commit()
{
    if (currentContainer() != 0)
        emit commitRequested(currentContainer());
}

// In the log: looks through it. Elsewhere: narrows the table.
void ContainersPage::find()
{
    if (m_details->isLogShown() && m_details->isAncestorOf(QApplication::focusWidget())) {
        m_details->log().startSearch();
        return;
    }
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

void ContainersPage::showLogOfCurrent()
{
    m_details->showLog();
}

void ContainersPage::copyName()
{
    if (const ContainerListRow* row = currentRow())
        QApplication::clipboard()->setText(toText(row->container.name));
}

void ContainersPage::copyId()
{
    if (const ContainerListRow* row = currentRow())
        QApplication::clipboard()->setText(toText(row->container.id));
}

// Escape leaves the filter.
void ContainersPage::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && m_text->hasFocus()) {
        m_text->clear();
        m_view->setFocus();
    } else {
        Page::keyPressEvent(event);
    }
}

void ContainersPage::retranslate()
{
    m_title->setText(title());
    m_running->setToolTip(tr("Only containers that run"));
    m_stopped->setToolTip(tr("Only containers that do not run"));
    m_text->setPlaceholderText(tr("Filter"));
    m_text->setAccessibleName(tr("Filter containers"));
    m_text->setToolTip(tr("Names, images, ports, commands and ids (%1)")
                           .arg(m_find->shortcut().toString(QKeySequence::NativeText)));
    m_view->setAccessibleName(tr("Containers"));
    m_view->setEmptyText(tr("No container matches the filter."));
    m_details->setAccessibleName(tr("Details of the container"));
    m_waiting->setSentence(tr("Reading the containers…"));
    m_empty->setText(tr("No containers yet"),
                     tr("A container runs a program with the files of an image, apart from the "
                        "rest of this machine. This page shows what runs, what it says, and what "
                        "has ended."));
    m_run->setText(tr("Run…"));
    m_run->setToolTip(tr("Run a container"));
    //: a list
    m_find->setText(tr("Filter containers"));
    m_start->setText(tr("Start"));
    m_stop->setText(tr("Stop"));
    m_stop->setToolTip(tr("Ask it to end, and kill it if it has not after ten seconds"));
    m_kill->setText(tr("Kill"));
    m_kill->setToolTip(tr("End it at once, without asking it"));
    m_remove->setText(tr("Remove…"));
    m_runAnother->setText(tr("Run another…"));
    m_runAnother->setToolTip(tr("Run a new container of the same image"));
    m_commit->setText(tr("Commit…"));
    m_commit->setToolTip(tr("Make an image of what the container has written"));
    m_showLog->setText(tr("Show log"));
    m_copyName->setText(tr("Copy name"));
    m_copyId->setText(tr("Copy id"));
    m_table.retranslate();
    showCounts();
    showSelection();
}

} // namespace onggi
