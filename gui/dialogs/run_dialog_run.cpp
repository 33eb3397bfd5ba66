// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// From the button to the container, and back to the field that it failed for.

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>

#include "containers_interface.h"
#include "gui/dialogs/port_rows.h"
#include "gui/dialogs/run_dialog.h"
#include "gui/dialogs/run_groups.h"
#include "gui/models/running_job.h"
#include "gui/widgets/error_bar.h"
#include "gui/widgets/error_message.h"
#include "gui/widgets/label.h"
#include "helper/api/convert.h"
#include "helper/api/error_names.h"

namespace onggi {
namespace {

// A cancellation may come too late.
void removeWhenCreated(HelperLink& link, RunningJob& job)
{
    job.setParent(&link);
    QObject::connect(&job, &RunningJob::succeeded, &link, [&link](const QVariantMap& result) {
        if (link.state() == HelperLink::State::Present)
            new RunningJob(
                link, link.containers().Remove(result.value(QStringLiteral("id")).toString(), {}),
                &link);
    });
}

} // namespace

void RunDialog::run()
{
    if (m_isBusy || !m_isGood || m_link.state() != HelperLink::State::Present)
        return;
    m_errors->clear();
    setBusy(true);
    const auto making = m_link.containers().Create(
        m_image->currentData().toULongLong(), m_image->currentText(), toText(m_options.name),
        toByteStrings(m_options.arguments), toWire(m_options));
    m_job = new RunningJob(m_link, making, this);
    connect(m_job, &RunningJob::succeeded, this, &RunDialog::takeCreated);
    connect(m_job, &RunningJob::failed, this, &RunDialog::fail);
    connect(m_job, &RunningJob::cancelled, this, [this] { setBusy(false); });
}

void RunDialog::takeCreated(const QVariantMap& result)
{
    m_createdId = result.value(QStringLiteral("id")).toString();
    m_created = result.value(QStringLiteral("container")).toULongLong();
    m_job = new RunningJob(m_link, m_link.containers().Start(m_createdId, {}), this);
    connect(m_job, &RunningJob::succeeded, this, [this] {
        m_createdId.clear();
        emit started(m_created);
        accept();
    });
    connect(m_job, &RunningJob::failed, this, [this](const QDBusError& error) {
        removeCreated();
        fail(error);
    });
    connect(m_job, &RunningJob::cancelled, this, [this] {
        removeCreated();
        setBusy(false);
    });
}

// It has never run: nothing is lost with it, and its name is free again.
void RunDialog::removeCreated()
{
    if (!m_createdId.isEmpty() && m_link.state() == HelperLink::State::Present)
        new RunningJob(m_link,
                       m_link.containers().Remove(m_createdId, {{QStringLiteral("force"), true}}),
                       &m_link);
    m_createdId.clear();
}

void RunDialog::fail(const QDBusError& error)
{
    setBusy(false);
    check();
    if (codeFromErrorName(error.name()) == Code::AuthDismissed || failInField(error))
        return;
    m_errors->show(errorMessage(tr("The container was not started"), error));
}

// True if a field says it.
bool RunDialog::failInField(const QDBusError& error)
{
    const auto code = codeFromErrorName(error.name());
    if (!code)
        return false;
    switch (*code) {
    case Code::ContainerNameTaken:
        m_nameCheck->setInk(Ink::Failed);
        m_nameCheck->setText(tr("taken"));
        m_name->setFocus();
        m_name->selectAll();
        return true;
    case Code::NetworkPortTaken:
        return !m_arePortsGood; // the check beside it has seen it too
    case Code::StoreNotFound:
        showImageGone();
        m_image->setFocus();
        return true;
    case Code::RunCommandNotFound:
    case Code::RunCommandNotExecutable:
        m_groups->open(RunField::Command);
        return false;
    case Code::RunUserUnknown:
        m_groups->open(RunField::Security);
        return false;
    default:
        return false;
    }
}

// Closing while it is being started takes back what can be taken back.
void RunDialog::cancel()
{
    if (m_job) {
        m_job->disconnect(this);
        m_job->cancel();
        if (m_createdId.isEmpty())
            removeWhenCreated(m_link, *m_job);
    }
    removeCreated();
}

} // namespace onggi
