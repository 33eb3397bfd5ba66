// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/models/prepared_job.h"

#include "gui/models/aside.h"
#include "gui/models/running_job.h"

namespace onggi {

PreparedJob::PreparedJob(HelperLink& link, const std::function<Call()>& read)
    : QObject(&link)
    , m_link(link)
{
    workAside(
        this, read, [this](const Call& call) { make(call); },
        [this](const QDBusError& error) { fail(error); });
}

void PreparedJob::make(const Call& call)
{
    if (m_link.state() != HelperLink::State::Present) {
        fail(m_link.error());
        return;
    }
    auto* job = new RunningJob(m_link, call(), &m_link);
    connect(job, &RunningJob::failed, this, &PreparedJob::fail);
    connect(job, &QObject::destroyed, this, &QObject::deleteLater);
    emit made(job);
}

void PreparedJob::fail(const QDBusError& error)
{
    deleteLater();
    emit failed(error);
}

} // namespace onggi
