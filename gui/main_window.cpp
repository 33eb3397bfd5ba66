// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Lays the frame out; what it says about the helper is in main_window_state.cpp.

#include "gui/main_window.h"

#include <QActionGroup>
#include <QApplication>
#include <QBoxLayout>
#include <QCloseEvent>
#include <QMenu>
#include <QMessageBox>
#include <QSettings>
#include <QStackedWidget>
#include <QToolButton>

#include "gui/language.h"
#include "gui/models/live_store.h"
#include "gui/pages/page.h"
#include "gui/widgets/clear_menu.h"
#include "gui/widgets/error_bar.h"
#include "gui/widgets/glyph_label.h"
#include "gui/widgets/icons.h"
#include "gui/widgets/page_list.h"
#include "gui/widgets/separator.h"

namespace onggi {
namespace {

constexpr int kTopBar = 48;
constexpr int kStatusBar = 32;
constexpr QSize kFirstSize{1280, 800};
constexpr QSize kSmallest{960, 600};

// What the window holds: never less than the smallest size that the pages are drawn for, and never
// less than they need in a large font or a wordy language.
class WholeWindow : public QWidget {
public:
    QSize minimumSizeHint() const override
    {
        return QWidget::minimumSizeHint().expandedTo(kSmallest);
    }
};

// In the settings: whatever the language, and wherever it stands in the list.
QString nameOf(const Page& page)
{
    return QLatin1String(page.metaObject()->className());
}

} // namespace

MainWindow::MainWindow(HelperLink& link, LiveStore& store, Language& language)
    : m_link(link)
    , m_store(store)
    , m_language(language)
{
    makeActions();
    build();
    connect(&m_link, &HelperLink::stateChanged, this, [this](HelperLink::State state) {
        m_wasPresent = m_wasPresent || state == HelperLink::State::Present;
        forgetHealth();
        if (state == HelperLink::State::Present)
            checkHealth();
        showState();
    });
    connect(&m_store, &LiveStore::liveChanged, this, [this] {
        showState();
        showStatus();
    });
    connect(&m_store, &LiveStore::jobsChanged, this, &MainWindow::showTransfers);
    connect(&m_store, &LiveStore::failed, this, [this](const QDBusError&) { showState(); });
    connect(m_errors, &ErrorBar::actionRequested, &m_link, &HelperLink::search);
    retranslate();
}

MainWindow::~MainWindow()
{
    savePlace();
}

void MainWindow::build()
{
    m_errors = new ErrorBar;
    m_list = new PageList;
    m_list->setFixedWidth(m_list->sizeHint().width());
    m_stack = new QStackedWidget;
    connect(m_list, &PageList::rowChosen, this, [this](int row) {
        m_stack->setCurrentIndex(row);
        if (!m_list->hasFocus())
            currentPage()->focusContent();
        showStatus();
    });

    auto* right = new QVBoxLayout;
    right->setSpacing(0);
    right->addWidget(m_errors);
    right->addWidget(m_stack, 1);
    right->addWidget(makeStatusBar());
    auto* below = new QHBoxLayout;
    below->setSpacing(0);
    below->addWidget(m_list);
    below->addWidget(new Separator(Qt::Vertical));
    below->addLayout(right, 1);
    auto* whole = new WholeWindow;
    auto* layout = new QVBoxLayout(whole);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeTopBar());
    layout->addWidget(new Separator(Qt::Horizontal));
    layout->addLayout(below, 1);
    setCentralWidget(whole);
}

QWidget* MainWindow::makeTopBar()
{
    m_menu = new QMenu(this);
    connect(m_menu, &QMenu::aboutToShow, this, &MainWindow::fillMenu);
    m_menuButton = new QToolButton;
    m_menuButton->setAutoRaise(true);
    m_menuButton->setIcon(namedIcon(QStringLiteral("application-menu")));
    m_menuButton->setIconSize(scaledIconSize(fontMetrics()));
    m_menuButton->setFocusPolicy(Qt::StrongFocus);
    connect(m_menuButton, &QToolButton::clicked, m_openMenu, &QAction::trigger);
    m_transfers = new QToolButton;
    m_transfers->setAutoRaise(true);
    m_transfers->setIcon(namedIcon(QStringLiteral("download")));
    m_transfers->setIconSize(scaledIconSize(fontMetrics()));
    m_transfers->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_transfers->setFocusPolicy(Qt::TabFocus);
    connect(m_transfers, &QToolButton::clicked, this, &MainWindow::transfersChosen);
    m_state = new GlyphLabel;

    auto* bar = new QWidget;
    bar->setFixedHeight(rowHeight(kTopBar, fontMetrics()));
    auto* layout = new QHBoxLayout(bar);
    layout->setContentsMargins(gap::kRow, 0, gap::kPage, 0);
    layout->addWidget(m_menuButton);
    layout->addStretch(1);
    layout->addWidget(m_transfers);
    layout->addSpacing(gap::kRow);
    layout->addWidget(m_state);
    return bar;
}

QWidget* MainWindow::makeStatusBar()
{
    m_important = new Label(Type::Secondary);
    m_important->setSemibold(true);
    m_statusAction = new QToolButton;
    m_statusAction->setAutoRaise(true);
    m_statusAction->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_statusAction->setFocusPolicy(Qt::TabFocus);
    m_selection = new Label(Type::Secondary, Ink::Secondary);
    m_selection->setElided(Qt::ElideRight);
    m_selection->setAlignment(Qt::AlignRight | Qt::AlignVCenter);

    auto* line = new QWidget;
    line->setFixedHeight(rowHeight(kStatusBar, fontMetrics()));
    auto* layout = new QHBoxLayout(line);
    layout->setContentsMargins(gap::kPage, 0, gap::kPage, 0);
    layout->setSpacing(gap::kPage);
    m_factsLayout = new QHBoxLayout;
    m_factsLayout->setSpacing(gap::kPage);
    layout->addLayout(m_factsLayout);
    layout->addWidget(m_important);
    layout->addWidget(m_statusAction);
    layout->addWidget(m_selection, 1);
    m_statusBar = new QWidget;
    auto* whole = new QVBoxLayout(m_statusBar);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    whole->addWidget(new Separator(Qt::Horizontal));
    whole->addWidget(line);
    return m_statusBar;
}

void MainWindow::makeActions()
{
    m_openMenu = new QAction(this);
    m_openMenu->setShortcut(Qt::Key_F10);
    connect(m_openMenu, &QAction::triggered, this, [this] {
        m_menu->popup(m_menuButton->mapToGlobal(QPoint(0, m_menuButton->height())));
    });
    m_quit = new QAction(this);
    m_quit->setShortcut(QKeySequence::Quit);
    m_quit->setMenuRole(QAction::QuitRole);
    connect(m_quit, &QAction::triggered, this, &MainWindow::quitRequested);
    m_report = new QAction(this);
    connect(m_report, &QAction::triggered, this, &MainWindow::showReport);
    m_about = new QAction(this);
    m_about->setMenuRole(QAction::AboutRole);
    connect(m_about, &QAction::triggered, this, &MainWindow::showAbout);
    addActions({m_openMenu, m_quit});
}

void MainWindow::fillMenu()
{
    clearMenu(*m_menu);
    if (Page* page = currentPage()) {
        m_menu->addSection(page->title());
        m_menu->addActions(page->actions());
    }
    m_menu->addSeparator();
    m_menu->addActions(m_menuActions);
    m_menu->addMenu(makeLanguageMenu());
    m_menu->addAction(m_report);
    m_menu->addAction(m_about);
    m_menu->addSeparator();
    m_menu->addAction(m_quit);
}

QMenu* MainWindow::makeLanguageMenu()
{
    auto* menu = new QMenu(tr("Language"), m_menu);
    auto* group = new QActionGroup(menu);
    for (const QString& language : Language::all()) {
        QAction* action = menu->addAction(Language::nameOf(language));
        action->setCheckable(true);
        action->setChecked(language == m_language.current());
        group->addAction(action);
        connect(action, &QAction::triggered, this,
                [this, language] { m_language.choose(language); });
    }
    return menu;
}

void MainWindow::addPage(Page* page)
{
    const int row = m_stack->addWidget(page);
    m_pages.push_back(page);
    const QKeySequence keys =
        row < 9 ? QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + row)) : QKeySequence();
    m_list->addEntry(page->iconName(), keys);
    connect(page, &Page::summaryChanged, this, &MainWindow::showSummaries);
    if (!keys.isEmpty()) {
        auto* go = new QAction(this);
        go->setShortcut(keys);
        connect(go, &QAction::triggered, this, [this, page] { showPage(page); });
        addAction(go);
    }
    if (row == 0)
        m_list->setCurrentRow(0);
    showSummaries();
}

void MainWindow::showPage(Page* page)
{
    m_list->setCurrentRow(m_stack->indexOf(page));
    page->focusContent();
}

Page* MainWindow::currentPage() const
{
    return qobject_cast<Page*>(m_stack->currentWidget());
}

void MainWindow::addMenuAction(QAction* action)
{
    m_menuActions << action;
    addAction(action);
}

void MainWindow::restore()
{
    resize(kFirstSize);
    const QSettings settings;
    restoreGeometry(settings.value(QStringLiteral("window/geometry")).toByteArray());
    const QString name = settings.value(QStringLiteral("window/page")).toString();
    for (Page* page : m_pages) {
        if (nameOf(*page) == name)
            showPage(page);
    }
}

void MainWindow::raiseToFront()
{
    if (isMinimized())
        showNormal();
    show();
    raise();
    activateWindow();
}

void MainWindow::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    // What was wrong with the machine is mended elsewhere, by whoever comes back then. A refusal is
    // not asked for twice.
    if (event->type() == QEvent::ActivationChange && isActiveWindow() && !m_healthCall &&
        m_health == Health::Told)
        checkHealth();
    QMainWindow::changeEvent(event);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    savePlace();
    QMainWindow::closeEvent(event);
}

void MainWindow::savePlace() const
{
    QSettings settings;
    settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
    if (const Page* page = currentPage())
        settings.setValue(QStringLiteral("window/page"), nameOf(*page));
}

void MainWindow::showSummaries()
{
    for (int row = 0; row < m_stack->count(); ++row) {
        const Page* page = m_pages[static_cast<std::size_t>(row)];
        m_list->setEntry(row, page->title(), page->count());
    }
    showStatus();
}

void MainWindow::showStatus()
{
    PageStatus status = currentPage() ? currentPage()->status() : PageStatus();
    if (!m_store.isLive() && !status.facts.isEmpty())
        //: the figures after it are of an earlier time: the helper is not there (yet)
        status.facts.prepend(tr("As last seen"));
    while (m_facts.size() < static_cast<std::size_t>(status.facts.size())) {
        m_facts.push_back(new Label(Type::Secondary, Ink::Secondary));
        m_factsLayout->addWidget(m_facts.back());
    }
    for (std::size_t at = 0; at < m_facts.size(); ++at) {
        m_facts[at]->setText(status.facts.value(static_cast<qsizetype>(at)));
        m_facts[at]->setVisible(at < static_cast<std::size_t>(status.facts.size()));
    }
    m_important->setText(status.important);
    m_statusAction->setVisible(status.action != nullptr);
    if (status.action && status.action != m_statusAction->defaultAction()) {
        m_statusAction->removeAction(m_statusAction->defaultAction());
        m_statusAction->setDefaultAction(status.action);
    }
    m_selection->setText(status.selection);
    m_statusBar->setHidden(currentPage() && currentPage()->hasOwnStatus());
}

void MainWindow::showAbout()
{
    auto* about = new QMessageBox(this);
    about->setAttribute(Qt::WA_DeleteOnClose);
    about->setTextFormat(Qt::PlainText);
    about->setWindowTitle(tr("About Onggi"));
    about->setText(tr("Onggi %1").arg(QApplication::applicationVersion()));
    about->setInformativeText(tr("Container images, their lineage and their bytes.\n"
                                 "Free software under the GNU General Public License, version 3 "
                                 "or later."));
    about->setIconPixmap(applicationIcon().pixmap(64));
    about->open();
}

} // namespace onggi
