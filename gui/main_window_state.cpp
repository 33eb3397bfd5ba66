// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the frame says: its own words in the language of now, and how it stands with the helper and
// the machine.

#include <QAction>
#include <QDBusPendingCallWatcher>
#include <QMessageBox>
#include <QToolButton>

#include "gui/language.h"
#include "gui/main_window.h"
#include "gui/models/finding_text.h"
#include "gui/models/format.h"
#include "gui/models/job_text.h"
#include "gui/models/live_store.h"
#include "gui/widgets/error_bar.h"
#include "gui/widgets/glyph_label.h"
#include "gui/widgets/page_list.h"
#include "health_interface.h"

namespace onggi {

void MainWindow::retranslate()
{
    m_menuButton->setToolTip(tr("Menu (F10)"));
    m_menuButton->setAccessibleName(tr("Menu"));
    m_openMenu->setText(tr("Open the menu"));
    m_quit->setText(tr("Quit"));
    //: of the machine
    m_report->setText(tr("Health"));
    m_about->setText(tr("About Onggi"));
    m_list->setAccessibleName(tr("Pages"));
    m_important->setAccessibleDescription(tr("State of this page"));
    showSummaries();
    showState();
    showTransfers();
}

void MainWindow::showState()
{
    m_state->setToolTip({});
    switch (m_link.state()) {
    case HelperLink::State::Searching:
        if (!m_wasPresent)
            m_state->setState(StateShape::Changing, tr("Connecting…"));
        return;
    case HelperLink::State::Absent:
        showAbsence();
        return;
    case HelperLink::State::Present:
        break;
    }
    m_errors->clear();
    showHealth();
}

void MainWindow::showHealth()
{
    int broken = 0;
    QStringList texts;
    for (const wire::Finding& finding : m_findings) {
        if (finding.state == QLatin1String("good"))
            continue;
        broken += finding.state == QLatin1String("broken") ? 1 : 0;
        texts << findingText(finding);
    }
    m_state->setToolTip(plainToolTip(texts.join(QLatin1String("\n\n"))));
    if (m_health == Health::Asked)
        m_state->setState(StateShape::Changing, tr("Connecting…"));
    else if (m_health == Health::Refused)
        //: the helper is there, and does not tell how the machine is
        m_state->setState(StateShape::Running, tr("Connected"));
    else if (broken > 0)
        m_state->setState(StateShape::Failed,
                          //: of the machine, found by the health check
                          tr("%n problem(s)", nullptr, broken));
    else
        //: the health check of the machine has found nothing broken
        m_state->setState(StateShape::Running, tr("Machine ready"));
}

// For whoever has no mouse to hold over the state.
void MainWindow::showReport()
{
    auto* report = new QMessageBox(this);
    report->setAttribute(Qt::WA_DeleteOnClose);
    report->setWindowTitle(m_report->text());
    report->setText(m_state->text());
    report->setInformativeText(m_state->toolTip()); // which is safe from markup
    report->open();
}

void MainWindow::showTransfers()
{
    const QString text = transfersText(m_store.jobs());
    m_transfers->setVisible(!text.isEmpty());
    m_transfers->setText(text);
    m_transfers->setToolTip(tr("Show the activity"));
}

void MainWindow::showAbsence()
{
    const QDBusError& error = m_link.error();
    ErrorBar::Message message;
    if (m_wasPresent) {
        m_state->setState(StateShape::Changing, tr("Reconnecting…"));
        message.happened = tr("The helper has ended unexpectedly");
        message.cause = tr("It is being started again. Until then, what was last seen is shown.");
    } else if (!m_link.bus().isConnected()) {
        m_state->setState(StateShape::Failed, tr("No system bus"));
        message.happened = tr("There is no system bus on this machine");
        message.cause = tr("Onggi reaches its helper over D-Bus. Install the package dbus and "
                           "start it: sudo systemctl start dbus");
    } else if (error.type() == QDBusError::ServiceUnknown) {
        m_state->setState(StateShape::Failed, tr("Helper missing"));
        message.happened = tr("Onggi’s helper is not installed");
        message.cause = tr("It keeps the images and runs the containers, as the system service "
                           "org.onggi.Helper1. Install it with: sudo apt install onggi");
    } else {
        m_state->setState(StateShape::Failed, tr("Helper missing"));
        message.happened = tr("Onggi’s helper does not start");
        message.cause = error.message();
    }
    message.details = QStringLiteral("%1: %2").arg(error.name(), error.message());
    message.action = tr("Try again");
    m_errors->show(message);
}

void MainWindow::checkHealth()
{
    auto* watcher = new QDBusPendingCallWatcher(m_link.health().Report(), this);
    m_healthCall = watcher;
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        watcher->deleteLater();
        if (watcher != m_healthCall)
            return; // of a helper that has gone
        m_healthCall = nullptr;
        takeHealth(*watcher);
        showState();
    });
}

void MainWindow::takeHealth(const QDBusPendingReply<wire::Findings>& reply)
{
    // What keeps the machine from answering is told where it is needed.
    m_health = reply.isError() ? Health::Refused : Health::Told;
    m_findings = reply.isError() ? wire::Findings() : reply.value();
}

void MainWindow::forgetHealth()
{
    m_health = Health::Asked;
    m_healthCall = nullptr;
    m_findings.clear();
}

} // namespace onggi
