// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/models/cancel_job.h"

#include <climits>

#include <QDBusPendingCallWatcher>

#include "helper/api/names.h"
#include "job_interface.h"

namespace onggi {

void cancelJob(HelperLink& link, qulonglong number, QObject* context,
               const std::function<void(const QDBusError&)>& refused)
{
    if (link.state() != HelperLink::State::Present || number == 0)
        return;
    auto* job = new JobInterface(link.owner(), bus::jobPath(number), link.bus(), context);
    job->setTimeout(INT_MAX);
    auto* watcher = new QDBusPendingCallWatcher(job->Cancel(), job);
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, context,
                     [job, refused](QDBusPendingCallWatcher* finished) {
                         if (finished->isError())
                             refused(finished->error());
                         job->deleteLater();
                     });
}

} // namespace onggi
