// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The containers of the store: a table of them, and below it what the current one is and says.
#pragma once

#include <vector>

#include "gui/models/container_jobs.h"
#include "gui/models/container_table.h"
#include "gui/models/live_store.h"
#include "gui/pages/container_filter.h"
#include "gui/pages/page.h"

class QLineEdit;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QTimer;

namespace onggi {

class ContainerDetails;
class EmptyState;
class ErrorBar;
class Label;
class TableView;
class WaitingLabel;

class ContainersPage : public Page {
    Q_OBJECT

public:
    // Both must outlive the page.
    ContainersPage(HelperLink& link, LiveStore& store, QWidget* parent = nullptr);
    ~ContainersPage() override;

    // In the order of the rows.
    std::vector<Serial> selectedContainers() const;
    // The row that the detail pane shows; 0: none.
    Serial currentContainer() const;
    // Selects its row as soon as there is one, and takes off a filter that hides it.
    void selectContainer(Serial container);
    // The same, with its log.
    void showLog(Serial container);
    ErrorBar& errors() const noexcept { return *m_errors; }

    QString title() const override;
    QString iconName() const override;
    int count() const override;
    PageStatus status() const override;

signals:
    // Somebody wants to run a container: of this image, or where it is 0, of one still to be
    // chosen.
    void runRequested(onggi::Serial image, const QString& imageName);
    // Somebody wants an image of what the container has written.
    void commitRequested(onggi::Serial container);

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QWidget* makeHeader();
    void makeTable();
    void makeActions();
    QAction* addOwnAction(const char* icon, const QKeySequence& keys,
                          void (ContainersPage::*slot)());
    void retranslate();

    void showStore();
    void windClock();
    void showCounts();
    void showSelection();
    void enableActions();
    void applyFilter();
    void selectWanted();
    void showFailure(const QDBusError& error);
    void showJobFailure(ContainerJobs::Verb verb, const QString& name, const QDBusError& error);
    void showContextMenu(const QPoint& place);

    std::vector<const ContainerListRow*> selectedRows() const;
    const ContainerListRow* currentRow() const;
    void runOnSelected(ContainerJobs::Verb verb, bool isRunning);
    void runNew();
    void runAnother();
    void commit();
    void start();
    void stop();
    void kill();
    void remove();
    void find();
    void showLogOfCurrent();
    void copyName();
    void copyId();

    HelperLink& m_link;
    LiveStore& m_store;
    ContainerTable m_table;
    ContainerFilter m_filter;
    ContainerJobs m_jobs;
    Serial m_wanted = 0; // to be selected when it comes

    // What the bar says of the last order, which several containers may not follow.
    struct Failures {
        ContainerJobs::Verb verb = ContainerJobs::Verb::Start;
        QStringList names;
        QStringList details; // one for each
        QString cause;       // empty: they differ
    };
    Failures m_failures;

    Label* m_title = nullptr;
    QPushButton* m_running = nullptr;
    QPushButton* m_stopped = nullptr;
    QLineEdit* m_text = nullptr;
    ErrorBar* m_errors = nullptr;
    QStackedWidget* m_stack = nullptr;
    EmptyState* m_empty = nullptr;
    WaitingLabel* m_waiting = nullptr;
    QSplitter* m_splitter = nullptr;
    TableView* m_view = nullptr;
    ContainerDetails* m_details = nullptr;
    QTimer* m_clock = nullptr; // spans go on without a change

    QAction* m_run = nullptr;
    QAction* m_find = nullptr;
    QAction* m_start = nullptr;
    QAction* m_stop = nullptr;
    QAction* m_kill = nullptr;
    QAction* m_remove = nullptr;
    QAction* m_runAnother = nullptr;
    QAction* m_commit = nullptr;
    QAction* m_showLog = nullptr;
    QAction* m_copyName = nullptr;
    QAction* m_copyId = nullptr;
    bool m_hasLoaded = false;
};

} // namespace onggi
