// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// All jobs of all clients: those that run, and how those that have ended did. Beside the table, how
// far the current one is, layer by layer, or its whole error.
#pragma once

#include <memory>

#include <QSortFilterProxyModel>

#include "gui/models/job_orders.h"
#include "gui/models/job_steps.h"
#include "gui/models/job_table.h"
#include "gui/models/live_store.h"
#include "gui/pages/page.h"

class QLineEdit;
class QPushButton;
class QStackedWidget;
class QTimer;

namespace onggi {

class EmptyState;
class ErrorBar;
class JobTableView;
class JobView;
class Label;
class SidePane;

class ActivityPage : public Page {
    Q_OBJECT

public:
    // Both must outlive the page.
    ActivityPage(HelperLink& link, LiveStore& store, QWidget* parent = nullptr);
    ~ActivityPage() override;

    // Of the row that is shown beside the table; 0: none.
    qulonglong currentJob() const;
    // Takes off a filter that hides it.
    void selectJob(qulonglong number);
    // The newest that still runs; nothing where none does.
    void selectTransfer();

    QString title() const override;
    QString iconName() const override;
    int count() const override; // jobs that run
    PageStatus status() const override;

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QWidget* makeHeader();
    void makeTable();
    QWidget* makePane();
    void makeActions();
    void retranslate();
    void showJobs();
    void showCurrent();
    void followCurrent();
    void showError(const QString& title);
    void orderCurrent(JobOrder order);
    void showPause(const wire::Job* row);
    void showContextMenu(const QPoint& place);
    bool selectRow(qulonglong number);
    const wire::Job* currentRow() const;

    HelperLink& m_link;
    LiveStore& m_store;
    JobTable m_table;
    QSortFilterProxyModel m_filter;
    std::unique_ptr<JobSteps> m_steps; // of the current job
    bool m_hadEnded = false;           // when its steps were asked for

    Label* m_title = nullptr;
    QLineEdit* m_text = nullptr;
    QStackedWidget* m_stack = nullptr;
    EmptyState* m_empty = nullptr;
    SidePane* m_side = nullptr;
    JobTableView* m_view = nullptr;
    Label* m_nothing = nullptr;
    QWidget* m_content = nullptr;
    Label* m_name = nullptr;
    Label* m_state = nullptr;
    ErrorBar* m_error = nullptr;
    Label* m_result = nullptr;
    JobView* m_progress = nullptr;
    QPushButton* m_pauseButton = nullptr;
    QPushButton* m_cancelButton = nullptr;
    QTimer* m_clock = nullptr; // ages go on without a change

    QAction* m_find = nullptr;
    QAction* m_pause = nullptr; // or resume
    QAction* m_cancel = nullptr;
};

} // namespace onggi
