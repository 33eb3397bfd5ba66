// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The log tab of a container: its lines, and above them what they are looked through and shown by.
// Reads only while it can be seen. GUI thread only.
#pragma once

#include <QWidget>

#include "gui/models/log_reader.h"

class QLineEdit;
class QPushButton;

namespace onggi {

class Label;
class LogView;

class LogPanel : public QWidget {
    Q_OBJECT

public:
    // The link must outlive the panel.
    explicit LogPanel(HelperLink& link, QWidget* parent = nullptr);

    // By the whole id; empty: none. The log of one that runs is followed.
    void showContainer(const QString& id, bool isRunning);
    // Puts the cursor into the search field.
    void startSearch();
    // "13 lines, following"; empty while nothing is shown.
    QString statusText() const;
    LogView& view() const noexcept { return *m_view; }
    const LogLines& lines() const noexcept { return m_lines; }

signals:
    void statusChanged();

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void build();
    void retranslate();
    void read();
    void search();
    void findNext(bool isForward);
    void showReading();
    void showFailure(const QDBusError& error);

    HelperLink& m_link;
    LogLines m_lines;
    LogReader m_reader;
    QString m_container;
    bool m_isRunning = false;
    bool m_isCurrent = false; // the lines are the container's
    bool m_isFound = true;
    QString m_failure;

    QLineEdit* m_search = nullptr;
    Label* m_notFound = nullptr;
    QPushButton* m_follow = nullptr;
    QPushButton* m_wrap = nullptr;
    QPushButton* m_times = nullptr;
    LogView* m_view = nullptr;
};

} // namespace onggi
