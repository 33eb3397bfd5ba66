// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The pane below the container table: which one it is, what can be done with it, what it is, and
// what it has written. GUI thread only.
#pragma once

#include <memory>

#include <QDBusPendingCallWatcher>
#include <QWidget>

#include "gui/models/container_list.h"
#include "gui/models/live_store.h"

class QAction;
class QHBoxLayout;
class QStackedWidget;
class QTabBar;

namespace onggi {

class ContainerOverview;
class CopyButton;
class GlyphLabel;
class Label;
class LogPanel;

class ContainerDetails : public QWidget {
    Q_OBJECT

public:
    // The link must outlive the pane.
    explicit ContainerDetails(HelperLink& link, QWidget* parent = nullptr);
    ~ContainerDetails() override;

    // Null: none.
    void showContainer(const ContainerListRow* row, std::int64_t now);
    Serial container() const noexcept { return m_row.container.serial; }

    void addActionButton(QAction* action);
    void showLog();
    bool isLogShown() const;
    LogPanel& log() const noexcept { return *m_log; }

signals:
    // Of the log.
    void statusChanged();

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    enum Tab { Overview, Log, TabCount };

    void build();
    void retranslate();
    void refresh();
    void showTab();
    void inspect();

    HelperLink& m_link;
    ContainerListRow m_row; // serial 0: none
    std::int64_t m_now = 0;
    std::unique_ptr<QDBusPendingCallWatcher> m_inspection;

    QWidget* m_content = nullptr;
    Label* m_nothing = nullptr;
    GlyphLabel* m_state = nullptr;
    Label* m_name = nullptr;
    Label* m_id = nullptr;
    CopyButton* m_copyId = nullptr;
    QHBoxLayout* m_buttons = nullptr;
    QTabBar* m_tabs = nullptr;
    QStackedWidget* m_pages = nullptr;
    ContainerOverview* m_overview = nullptr;
    LogPanel* m_log = nullptr;
};

} // namespace onggi
