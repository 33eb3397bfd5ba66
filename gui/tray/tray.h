// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The icon in the desktop's tray: what runs, with stop; what is being transferred, with pause and
// cancel; and the way back to the window. A StatusNotifierItem where the desktop has those, the
// classic icon elsewhere (both are Qt's), nothing where there is no tray. GUI thread only.
#pragma once

#include <map>

#include <QMenu>
#include <QObject>
#include <QSystemTrayIcon>
#include <QTimer>

#include "gui/models/job_orders.h"
#include "gui/models/live_store.h"

namespace onggi {

class Tray : public QObject {
    Q_OBJECT

public:
    // Both must outlive this.
    Tray(HelperLink& link, LiveStore& store);
    ~Tray() override;

    // Whether the desktop has a tray now.
    static bool isThere() { return QSystemTrayIcon::isSystemTrayAvailable(); }
    QMenu& menu() noexcept { return m_menu; }
    // A transfer that ends is told while nobody sees the window.
    void setWindowSeen(bool isSeen) noexcept { m_isWindowSeen = isSeen; }
    void retranslate();

signals:
    void openRequested();
    void pullRequested();
    void activityRequested();
    void logRequested(onggi::Serial container);
    void quitRequested();

private:
    void show();
    void fill();
    void addContainers();
    void addTransfers();
    void addOrder(QMenu& menu, const wire::Job& job, JobOrder order, const QString& text);
    void stop(const QString& container, const QString& name);
    void tellEnds();
    QString stateText() const;

    HelperLink& m_link;
    LiveStore& m_store;
    QMenu m_menu;
    QSystemTrayIcon m_icon;
    QTimer m_delay;                         // many changes, one menu
    std::map<qulonglong, QString> m_moving; // transfers that run, by number: what they move
    bool m_isWindowSeen = true;
};

} // namespace onggi
