// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/models/deletion_run.h"

#include "containers_interface.h"
#include "gui/models/running_job.h"
#include "helper/api/convert.h"
#include "images_interface.h"

namespace onggi {

DeletionRun::DeletionRun(HelperLink& link, const DeletionPlan& plan, QObject* parent)
    : QObject(parent)
    , m_link(link)
    , m_images(plan.removal)
{
    for (const ContainerRow& container : plan.containers)
        m_containers.push_back(toText(container.id));
    next();
}

void DeletionRun::next()
{
    if (m_link.state() != HelperLink::State::Present) {
        end();
        emit failed(m_link.error());
        return;
    }
    const bool isLast = m_containers.empty();
    RunningJob* job = nullptr;
    if (isLast) {
        job = new RunningJob(m_link, m_link.images().Remove(toWire(m_images), {}), this);
    } else {
        const QString container = m_containers.front();
        m_containers.pop_front();
        job = new RunningJob(
            m_link, m_link.containers().Remove(container, {{QStringLiteral("force"), true}}), this);
    }
    connect(job, &RunningJob::succeeded, this, [this, isLast] {
        if (!isLast) {
            next();
            return;
        }
        end();
        emit succeeded();
    });
    connect(job, &RunningJob::failed, this, [this](const QDBusError& error) {
        end();
        emit failed(error);
    });
    // Somebody has cancelled the job: what was done before stays done, and is shown.
    connect(job, &RunningJob::cancelled, this, [this] {
        end();
        emit failed(QDBusError(QDBusError::Other, tr("somebody cancelled it")));
    });
}

void DeletionRun::end()
{
    deleteLater();
}

} // namespace onggi
