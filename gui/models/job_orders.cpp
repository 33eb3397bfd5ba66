// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/models/job_orders.h"

#include <climits>

#include <QCoreApplication>
#include <QDBusPendingCallWatcher>

#include "helper/api/names.h"
#include "job_interface.h"

namespace onggi {
namespace {

struct JobOrders {
    Q_DECLARE_TR_FUNCTIONS(onggi::JobOrders)
};

QDBusPendingCall callOf(JobInterface& job, JobOrder order)
{
    switch (order) {
    case JobOrder::Pause:
        return job.Pause();
    case JobOrder::Resume:
        return job.Resume();
    case JobOrder::Cancel:
        break;
    }
    return job.Cancel();
}

} // namespace

void orderJob(HelperLink& link, qulonglong number, JobOrder order, QObject* context,
              const std::function<void(const QDBusError&)>& refused)
{
    if (link.state() != HelperLink::State::Present || number == 0)
        return;
    auto* job = new JobInterface(link.owner(), bus::jobPath(number), link.bus(), context);
    job->setTimeout(INT_MAX);
    auto* watcher = new QDBusPendingCallWatcher(callOf(*job, order), job);
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, context,
                     [job, refused](QDBusPendingCallWatcher* finished) {
                         if (finished->isError())
                             refused(finished->error());
                         job->deleteLater();
                     });
}

QString refusedText(JobOrder order)
{
    switch (order) {
    case JobOrder::Pause:
        return JobOrders::tr("The transfer could not be paused");
    case JobOrder::Resume:
        return JobOrders::tr("The transfer could not be resumed");
    case JobOrder::Cancel:
        break;
    }
    return JobOrders::tr("The job could not be cancelled");
}

} // namespace onggi
