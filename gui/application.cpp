// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Puts the window together, and looks for a helper that has gone until it is there again.

#include "gui/application.h"

#include <algorithm>

#include <QEvent>

#include "gui/drop_area.h"
#include "gui/image_actions.h"
#include "gui/main_window.h"
#include "gui/pages/activity_page.h"
#include "gui/pages/containers_page.h"
#include "gui/pages/images_page.h"
#include "gui/pages/lineage_page.h"
#include "gui/run_entry.h"
#include "gui/tray/close_question.h"
#include "gui/tray/tray.h"

namespace onggi {
namespace {

constexpr int kFirstPause = 500;
constexpr int kLongestPause = 30'000;

} // namespace

Application::Application(QDBusConnection bus)
    : m_link(std::move(bus))
    , m_store(m_link)
    , m_lastSeen(m_store, LastSeen::path())
{
    m_language.restore();
    m_window = std::make_unique<MainWindow>(m_link, m_store, m_language);
    addPages();
    makeTray();
    m_window->restore();
    m_retry.setSingleShot(true);
    connect(m_window.get(), &MainWindow::quitRequested, this, &Application::quitRequested);
    connect(m_window.get(), &MainWindow::transfersChosen, this, [this] {
        m_window->showPage(m_activity);
        m_activity->selectTransfer();
    });
    connect(&m_retry, &QTimer::timeout, &m_link, &HelperLink::search);
    connect(&m_link, &HelperLink::stateChanged, this, &Application::watchHelper);
    m_window->show();
    m_link.search();
}

// The window goes last, and its last events must not reach the tray, which is gone by then.
Application::~Application()
{
    m_window->removeEventFilter(this);
}

// A line a page, in the order of the list.
void Application::addPages()
{
    m_images = new ImagesPage(m_link, m_store);
    m_lineage = new LineagePage(m_link, m_store);
    m_containers = new ContainersPage(m_link, m_store);
    m_activity = new ActivityPage(m_link, m_store);
    for (Page* page : std::initializer_list<Page*>{m_images, m_lineage, m_containers, m_activity})
        m_window->addPage(page);
    m_run = std::make_unique<RunEntry>(m_link, m_store, *m_window, *m_images, *m_containers);
    m_imageActions = std::make_unique<ImageActions>(m_link, m_store, *m_images, *m_lineage);
    connect(
        m_containers, &ContainersPage::commitRequested, m_imageActions.get(),
        [this](Serial container) { m_imageActions->commit(container, m_containers->errors()); });
    m_window->addMenuAction(&m_imageActions->signInAction());
    auto* drops = new DropArea(*m_window);
    connect(drops, &DropArea::dropped, m_imageActions.get(), &ImageActions::load);
}

void Application::makeTray()
{
    m_tray = std::make_unique<Tray>(m_link, m_store);
    m_closeQuestion = std::make_unique<CloseQuestion>(*m_window);
    m_window->installEventFilter(this);
    connect(m_tray.get(), &Tray::openRequested, m_window.get(), &MainWindow::raiseToFront);
    connect(m_tray.get(), &Tray::pullRequested, this, [this] {
        m_window->raiseToFront();
        m_imageActions->pull(QString());
    });
    connect(m_tray.get(), &Tray::activityRequested, this, [this] {
        m_window->raiseToFront();
        m_window->showPage(m_activity);
    });
    connect(m_tray.get(), &Tray::logRequested, this, [this](Serial container) {
        m_window->showPage(m_containers);
        m_containers->showLog(container);
        m_window->raiseToFront();
    });
    connect(m_tray.get(), &Tray::quitRequested, this, &Application::quitRequested);
    connect(m_closeQuestion.get(), &CloseQuestion::quitRequested, this,
            &Application::quitRequested);
    connect(&m_language, &Language::changed, m_tray.get(), &Tray::retranslate);
}

bool Application::eventFilter(QObject* object, QEvent* event)
{
    if (event->type() == QEvent::WindowActivate || event->type() == QEvent::WindowDeactivate)
        m_tray->setWindowSeen(event->type() == QEvent::WindowActivate);
    return QObject::eventFilter(object, event);
}

void Application::take(const StartRequest& request)
{
    m_window->raiseToFront();
    switch (request.kind) {
    case StartRequest::Kind::Pull:
        m_imageActions->pull(request.subjects.first());
        break;
    case StartRequest::Kind::Open:
        m_imageActions->load(request.subjects);
        break;
    case StartRequest::Kind::Show:
        break;
    }
}

void Application::watchHelper(HelperLink::State state)
{
    if (state == HelperLink::State::Present) {
        m_retry.stop();
        m_pause = 0;
    } else if (state == HelperLink::State::Absent) {
        m_pause = std::clamp(m_pause * 2, kFirstPause, kLongestPause);
        m_retry.start(m_pause);
    }
}

} // namespace onggi
