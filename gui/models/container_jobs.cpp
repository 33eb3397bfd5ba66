// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/models/container_jobs.h"

#include "containers_interface.h"
#include "gui/models/running_job.h"
#include "helper/api/error_names.h"

namespace onggi {

ContainerJobs::ContainerJobs(HelperLink& link, QObject* parent)
    : QObject(parent)
    , m_link(link)
{
}

QDBusPendingCall ContainerJobs::call(Verb verb, const QString& id)
{
    ContainersInterface& containers = m_link.containers();
    switch (verb) {
    case Verb::Start:
        return containers.Start(id, {});
    case Verb::Stop:
        return containers.Stop(id, {});
    case Verb::Kill:
        return containers.Kill(id, QStringLiteral("KILL"), {});
    case Verb::Remove:
        break;
    }
    return containers.Remove(id, {{QStringLiteral("force"), true}});
}

void ContainerJobs::run(Verb verb, const QString& id, const QString& name)
{
    if (m_link.state() != HelperLink::State::Present)
        return;
    auto* job = new RunningJob(m_link, call(verb, id), this);
    connect(job, &RunningJob::failed, this, [this, verb, name](const QDBusError& error) {
        if (codeFromErrorName(error.name()) != Code::AuthDismissed)
            emit failed(verb, name, error);
    });
}

} // namespace onggi
