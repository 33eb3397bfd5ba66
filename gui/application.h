// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the window is made of, in the order in which it lives: language, the way to the helper, the
// store, and the window with its pages. GUI thread only.
#pragma once

#include <memory>

#include <QDBusConnection>
#include <QObject>
#include <QTimer>

#include "gui/language.h"
#include "gui/models/helper_link.h"
#include "gui/models/last_seen.h"
#include "gui/models/live_store.h"
#include "gui/start_request.h"

namespace onggi {

class ActivityPage;
class ContainersPage;
class ImageActions;
class ImagesPage;
class CloseQuestion;
class LineagePage;
class MainWindow;
class Tray;
class RunEntry;

class Application : public QObject {
    Q_OBJECT

public:
    // Shows the window and looks for the helper on this bus.
    explicit Application(QDBusConnection bus);
    ~Application() override;

    // Raises the window, and does what was asked for.
    void take(const StartRequest& request);

    MainWindow& window() const noexcept { return *m_window; }
    ImagesPage& images() const noexcept { return *m_images; }
    ContainersPage& containers() const noexcept { return *m_containers; }
    ActivityPage& activity() const noexcept { return *m_activity; }
    Tray& tray() const noexcept { return *m_tray; }
    CloseQuestion& closeQuestion() const noexcept { return *m_closeQuestion; }
    LineagePage& lineage() const noexcept { return *m_lineage; }
    Language& language() noexcept { return m_language; }
    HelperLink& link() noexcept { return m_link; }
    LiveStore& store() noexcept { return m_store; }

signals:
    // Nothing is left to be shown, or somebody wants it so.
    void quitRequested();

protected:
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    void addPages();
    void makeTray();
    void watchHelper(HelperLink::State state);

    Language m_language;
    HelperLink m_link;
    LiveStore m_store;
    LastSeen m_lastSeen;
    std::unique_ptr<MainWindow> m_window;
    ImagesPage* m_images = nullptr;
    ContainersPage* m_containers = nullptr;
    ActivityPage* m_activity = nullptr;
    LineagePage* m_lineage = nullptr;
    std::unique_ptr<ImageActions> m_imageActions;
    std::unique_ptr<Tray> m_tray;
    std::unique_ptr<CloseQuestion> m_closeQuestion;
    std::unique_ptr<RunEntry> m_run;
    QTimer m_retry;
    int m_pause = 0; // milliseconds before the helper is looked for again
};

} // namespace onggi
