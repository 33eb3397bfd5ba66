// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/tray/tray.h"

#include "containers_interface.h"
#include "gui/models/job_text.h"
#include "gui/models/running_job.h"
#include "gui/widgets/clear_menu.h"
#include "gui/widgets/error_message.h"
#include "gui/widgets/glyphs.h"
#include "gui/widgets/icons.h"
#include "helper/api/convert.h"
#include "helper/api/names.h"

namespace onggi {
namespace {

constexpr int kDelay = 200; // milliseconds

// What stands in a menu of the desktop is no markup, but & marks a key.
QString menuText(QString text)
{
    return text.replace(QLatin1Char('&'), QLatin1String("&&"));
}

QString shareText(const wire::Job& job)
{
    if (job.total == 0)
        return titleText(job);
    const int percent =
        static_cast<int>(100.0 * static_cast<double>(job.done) / static_cast<double>(job.total));
    //: a transfer, and how far it is: "Pull nginx:1.29, 40%"
    const QString text =
        Tray::tr("%1, %2").arg(titleText(job), QLocale().toString(percent) + QLocale().percent());
    //: a transfer, how far it is, and that it is paused: "Pull nginx:1.29, 40%, paused"
    return isPaused(job) ? Tray::tr("%1, paused").arg(text) : text;
}

} // namespace

Tray::Tray(HelperLink& link, LiveStore& store)
    : m_link(link)
    , m_store(store)
    , m_icon(applicationIcon())
{
    m_delay.setSingleShot(true);
    m_delay.setInterval(kDelay);
    m_icon.setContextMenu(&m_menu);
    connect(&m_delay, &QTimer::timeout, this, &Tray::show);
    connect(&m_store, &LiveStore::storeChanged, &m_delay, qOverload<>(&QTimer::start));
    connect(&m_store, &LiveStore::jobsChanged, this, [this] {
        tellEnds();
        if (!m_delay.isActive())
            m_delay.start();
    });
    connect(&m_link, &HelperLink::stateChanged, this, &Tray::show);
    connect(&m_icon, &QSystemTrayIcon::activated, this,
            [this](QSystemTrayIcon::ActivationReason reason) {
                if (reason == QSystemTrayIcon::Trigger)
                    emit openRequested();
            });
    connect(&m_icon, &QSystemTrayIcon::messageClicked, this, &Tray::activityRequested);
    show();
    m_icon.show();
}

Tray::~Tray() = default;

void Tray::retranslate()
{
    show();
}

// An open menu is not changed under the pointer.
void Tray::show()
{
    m_icon.setToolTip(QStringLiteral("Onggi: ") + stateText());
    if (m_menu.isVisible())
        m_delay.start();
    else
        fill();
}

QString Tray::stateText() const
{
    if (m_link.state() != HelperLink::State::Present)
        return tr("the helper is not there");
    int running = 0;
    for (const ContainerRow& container : m_store.view().containers)
        running += container.state == ContainerState::Running ? 1 : 0;
    const auto stopped = static_cast<int>(m_store.view().containers.size()) - running;
    //: containers: "3 running, 1 stopped"
    return tr("%1, %2").arg(tr("%n running", "containers", running),
                            tr("%n stopped", "containers", stopped));
}

void Tray::fill()
{
    clearMenu(m_menu);
    m_menu.addAction(stateText())->setEnabled(false);
    m_menu.addSeparator();
    if (m_link.state() == HelperLink::State::Present) {
        addContainers();
        addTransfers();
        m_menu.addSeparator();
        connect(m_menu.addAction(namedIcon(QStringLiteral("download")), tr("Pull…")),
                &QAction::triggered, this, &Tray::pullRequested);
    }
    connect(m_menu.addAction(applicationIcon(), tr("Open Onggi")), &QAction::triggered, this,
            &Tray::openRequested);
    m_menu.addSeparator();
    connect(m_menu.addAction(namedIcon(QStringLiteral("window-close")), tr("Quit")),
            &QAction::triggered, this, &Tray::quitRequested);
}

void Tray::addContainers()
{
    QMenu* containers = nullptr;
    if (!m_store.isLive())
        return;
    for (const ContainerRow& row : m_store.view().containers) {
        if (row.state != ContainerState::Running)
            continue;
        if (!containers) {
            containers = m_menu.addMenu(tr("Running containers"));
            containers->setIcon(namedIcon(QStringLiteral("view-list-details")));
        }
        const QString name = toText(row.name);
        QMenu* one = containers->addMenu(menuText(name));
        QAction* action =
            one->addAction(namedIcon(QStringLiteral("media-playback-stop")), tr("Stop"));
        connect(action, &QAction::triggered, this,
                [this, id = toText(row.id), name] { stop(id, name); });
        connect(one->addAction(tr("Log")), &QAction::triggered, this,
                [this, serial = row.serial] { emit logRequested(serial); });
    }
}

void Tray::addTransfers()
{
    QMenu* transfers = nullptr;
    for (const auto& [number, job] : m_store.jobs()) {
        if (!isTransfer(job) || hasEnded(job))
            continue;
        if (!transfers) {
            transfers = m_menu.addMenu(menuText(transfersText(m_store.jobs())));
            transfers->setIcon(namedIcon(QStringLiteral("download")));
        }
        QMenu* one = transfers->addMenu(menuText(shareText(job)));
        if (isPausable(job)) {
            addOrder(*one, job, isPaused(job) ? JobOrder::Resume : JobOrder::Pause,
                     isPaused(job) ? tr("Resume") : tr("Pause"));
        }
        addOrder(*one, job, JobOrder::Cancel, tr("Cancel"));
        connect(one->addAction(tr("Show")), &QAction::triggered, this, &Tray::activityRequested);
    }
}

void Tray::addOrder(QMenu& menu, const wire::Job& job, JobOrder order, const QString& text)
{
    QAction* action = menu.addAction(text);
    action->setEnabled(order != JobOrder::Cancel || job.isCancelable);
    connect(action, &QAction::triggered, this, [this, order, number = job.number] {
        orderJob(m_link, number, order, this, [this, order](const QDBusError& error) {
            m_icon.showMessage(refusedText(order), errorMessage({}, error).cause);
        });
    });
}

void Tray::stop(const QString& container, const QString& name)
{
    if (m_link.state() != HelperLink::State::Present)
        return;
    auto* job = new RunningJob(m_link, m_link.containers().Stop(container, {}), &m_link);
    connect(job, &RunningJob::failed, this, [this, name](const QDBusError& error) {
        m_icon.showMessage(tr("%1 could not be stopped").arg(name), errorMessage({}, error).cause);
    });
}

void Tray::tellEnds()
{
    for (auto moving = m_moving.begin(); moving != m_moving.end();) {
        const auto job = m_store.jobs().find(moving->first);
        if (job != m_store.jobs().end() && !hasEnded(job->second)) {
            ++moving;
            continue;
        }
        if (job != m_store.jobs().end() && !m_isWindowSeen && job->second.state != bus::kCancelled)
            m_icon.showMessage(moving->second, onggi::stateText(job->second));
        moving = m_moving.erase(moving);
    }
    for (const auto& [number, job] : m_store.jobs()) {
        if (isTransfer(job) && !hasEnded(job))
            m_moving[number] = titleText(job);
    }
}

} // namespace onggi
