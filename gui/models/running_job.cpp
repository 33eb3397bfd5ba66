// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The order that no signal is lost in: the method answers with a job that has not been started, its
// signals are connected, then it is started.

#include "gui/models/running_job.h"

#include <climits>

#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

#include "helper/api/names.h"
#include "job_interface.h"

namespace onggi {
namespace {

QDBusError helperIsGone()
{
    return QDBusError(QDBusError::ServiceUnknown, QStringLiteral("the helper has left the bus"));
}

} // namespace

RunningJob::RunningJob(HelperLink& link, const QDBusPendingCall& making, QObject* parent)
    : QObject(parent)
    , m_link(link)
{
    auto* watcher = new QDBusPendingCallWatcher(making, this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this,
            [this](QDBusPendingCallWatcher* finished) {
                finished->deleteLater();
                const QDBusPendingReply<QDBusObjectPath> reply = *finished;
                if (reply.isError())
                    fail(reply.error());
                else
                    follow(reply.value().path());
            });
    connect(&link, &HelperLink::stateChanged, this, [this] { fail(helperIsGone()); });
}

RunningJob::~RunningJob() = default;

void RunningJob::follow(const QString& path)
{
    if (m_hasEnded)
        return;
    m_number = bus::jobNumber(path);
    m_job = std::make_unique<JobInterface>(m_link.owner(), path, m_link.bus());
    m_job->setTimeout(INT_MAX);
    connect(m_job.get(), &JobInterface::StateChanged, this,
            [this](const QString& state, bool isCancelable) {
                m_isCancelable = isCancelable;
                emit stateChanged(state);
            });
    connect(m_job.get(), &JobInterface::Progressed, this, &RunningJob::progressed);
    connect(m_job.get(), &JobInterface::Ended, this, &RunningJob::finish);
    m_isCancelable = true;
    auto* watcher = new QDBusPendingCallWatcher(m_job->Start(), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this,
            [this](QDBusPendingCallWatcher* finished) {
                finished->deleteLater();
                if (finished->isError())
                    fail(finished->error());
            });
    emit made();
    if (m_isCancelWanted)
        m_job->Cancel();
}

void RunningJob::cancel()
{
    m_isCancelWanted = true;
    if (m_job && !m_hasEnded)
        m_job->Cancel();
}

void RunningJob::finish(const QString& state, const QString& errorName,
                        const wire::Failure& failure, const QVariantMap& result)
{
    if (m_hasEnded)
        return;
    if (state == bus::kFailed) {
        QDBusMessage error = QDBusMessage::createError(errorName, failure.message);
        fail(QDBusError(error));
        return;
    }
    m_hasEnded = true;
    deleteLater();
    if (state == bus::kSucceeded)
        emit succeeded(result);
    else
        emit cancelled();
}

void RunningJob::fail(const QDBusError& error)
{
    if (m_hasEnded)
        return;
    m_hasEnded = true;
    deleteLater();
    emit failed(error);
}

} // namespace onggi
