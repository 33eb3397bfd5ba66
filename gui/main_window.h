// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The frame of the window: menu and state above, the list of pages at the side, the page, and the
// line below it. It says whether the helper is there; what a page shows is the page's own.
#pragma once

#include <vector>

#include <QDBusPendingReply>
#include <QMainWindow>

#include "gui/models/helper_link.h"
#include "helper/api/wire.h"

class QBoxLayout;
class QDBusPendingCallWatcher;
class QMenu;
class QStackedWidget;
class QToolButton;

namespace onggi {

class ErrorBar;
class Label;
class Language;
class LiveStore;
class Page;
class PageList;
class GlyphLabel;

class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    // All must outlive the window.
    MainWindow(HelperLink& link, LiveStore& store, Language& language);
    ~MainWindow() override;

    // At the end of the list; the first one is shown. The window owns it.
    void addPage(Page* page);
    void showPage(Page* page);
    Page* currentPage() const;
    // Actions of the whole window, in its menu above the last group.
    void addMenuAction(QAction* action);

    // Place, size and page as they were when it was closed last.
    void restore();
    void raiseToFront();

signals:
    // The menu's Quit.
    void quitRequested();
    // The sum of the transfers in the top bar was pressed.
    void transfersChosen();

protected:
    void changeEvent(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;

private:
    void build();
    QWidget* makeTopBar();
    QWidget* makeStatusBar();
    void makeActions();
    void fillMenu();
    QMenu* makeLanguageMenu();
    void retranslate();
    void showSummaries();
    void showStatus();
    void showState();
    void showHealth();
    void showTransfers();
    void savePlace() const;
    void showAbsence();
    void checkHealth();
    void takeHealth(const QDBusPendingReply<wire::Findings>& reply);
    void forgetHealth();
    void showReport();
    void showAbout();

    HelperLink& m_link;
    LiveStore& m_store;
    Language& m_language;
    std::vector<Page*> m_pages;
    QList<QAction*> m_menuActions;

    QToolButton* m_menuButton = nullptr;
    QMenu* m_menu = nullptr;
    QAction* m_openMenu = nullptr;
    QAction* m_quit = nullptr;
    QAction* m_report = nullptr;
    QAction* m_about = nullptr;
    QToolButton* m_transfers = nullptr;
    GlyphLabel* m_state = nullptr;
    ErrorBar* m_errors = nullptr;
    PageList* m_list = nullptr;
    QStackedWidget* m_stack = nullptr;
    QWidget* m_statusBar = nullptr;
    QBoxLayout* m_factsLayout = nullptr;
    std::vector<Label*> m_facts;
    Label* m_important = nullptr;
    QToolButton* m_statusAction = nullptr;
    Label* m_selection = nullptr;

    // What is known of the machine from the helper that is there.
    enum class Health { Asked, Refused, Told };

    bool m_wasPresent = false; // the helper has been there
    Health m_health = Health::Asked;
    QDBusPendingCallWatcher* m_healthCall = nullptr; // while there is no answer
    wire::Findings m_findings;
};

} // namespace onggi
