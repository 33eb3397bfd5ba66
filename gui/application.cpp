// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Puts the window together, and looks for a helper that has gone until it is there again.

#include "gui/application.h"

#include <algorithm>

#include <QCoreApplication>

#include "gui/image_actions.h"
#include "gui/main_window.h"
#include "gui/pages/activity_page.h"
#include "gui/pages/images_page.h"

namespace onggi {
namespace {

constexpr int kFirstPause = 500;
constexpr int kLongestPause = 30'000;

} // namespace

Application::Application(QDBusConnection bus)
    : m_link(std::move(bus))
    , m_store(m_link)
{
    m_language.restore();
    m_window = std::make_unique<MainWindow>(m_link, m_store, m_language);
    addPages();
    m_window->restore();
    m_retry.setSingleShot(true);
    connect(m_window.get(), &MainWindow::quitRequested, qApp, &QCoreApplication::quit);
    connect(m_window.get(), &MainWindow::transfersChosen, this, [this] {
        m_window->showPage(m_activity);
        m_activity->selectTransfer();
    });
    connect(&m_retry, &QTimer::timeout, &m_link, &HelperLink::search);
    connect(&m_link, &HelperLink::stateChanged, this, &Application::watchHelper);
    m_window->show();
    m_link.search();
}

Application::~Application() = default;

// A line a page, in the order of the list.
void Application::addPages()
{
    m_images = new ImagesPage(m_link, m_store);
    m_activity = new ActivityPage(m_link, m_store);
    for (Page* page : std::initializer_list<Page*>{m_images, m_activity})
        m_window->addPage(page);
    m_imageActions = std::make_unique<ImageActions>(m_link, m_store, *m_images);
}

void Application::take(const StartRequest& request)
{
    m_window->raiseToFront();
    switch (request.kind) {
    case StartRequest::Kind::Pull:
        m_imageActions->pull(request.subjects.first());
        break;
    case StartRequest::Kind::Open:
        emit archivesRequested(request.subjects);
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
