// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A job that nobody waits for any more belongs to the link until it has ended.

#include "gui/models/pull_look_up.h"

#include <QDBusMessage>

#include "engine/core/error.h"
#include "gui/models/aside.h"
#include "helper/api/convert.h"
#include "helper/api/error_names.h"
#include "images_interface.h"

namespace onggi {

PullLookUp::PullLookUp(HelperLink& link, QObject* parent)
    : QObject(parent)
    , m_link(link)
{
}

PullLookUp::~PullLookUp()
{
    cancel();
}

void PullLookUp::setState(State state)
{
    m_state = state;
    emit changed();
}

void PullLookUp::look(const PullDraft& draft)
{
    const bool isDue = m_state == State::Idle || m_state == State::Failed;
    if (!isDue && draft == m_draft)
        return;
    cancel();
    m_draft = draft;
    m_isAccessKnown = false;
    m_plan = PlannedPull();
    m_pause.await([this] { readFiles(); });
    setState(State::Waiting);
}

void PullLookUp::stop()
{
    if (m_state != State::Waiting && m_state != State::Asking)
        return;
    cancel();
    setState(State::Idle);
}

void PullLookUp::forget()
{
    cancel();
    m_isAccessKnown = false;
    m_plan = PlannedPull();
    if (m_state != State::Idle)
        setState(State::Idle);
}

void PullLookUp::cancel()
{
    m_pause.stop();
    if (!m_job)
        return;
    disconnect(m_job.data(), nullptr, this, nullptr);
    m_job->cancel();
    m_job.clear();
}

void PullLookUp::readFiles()
{
    setState(State::Asking);
    workAside(
        m_pause.context(), [draft = m_draft] { return readAccess(draft); },
        [this](const PullAccess& access) { ask(access); },
        [this](const QDBusError& error) { fail(error); });
}

void PullLookUp::ask(const PullAccess& access)
{
    if (m_link.state() != HelperLink::State::Present) {
        forget();
        return;
    }
    m_access = {{}, access.isSignedIn, access.user};
    m_isAccessKnown = true;
    m_job = new RunningJob(
        m_link, m_link.images().Pull(m_draft.reference, lookUpOptions(m_draft, access)), &m_link);
    connect(m_job, &RunningJob::succeeded, this, &PullLookUp::take);
    connect(m_job, &RunningJob::failed, this, &PullLookUp::fail);
    connect(m_job, &RunningJob::cancelled, this, &PullLookUp::forget);
    emit changed();
}

void PullLookUp::take(const QVariantMap& result)
{
    m_job.clear();
    try {
        m_plan = plannedPull(result);
    } catch (const Error& error) {
        fail(QDBusError(
            QDBusMessage::createError(errorName(error.code()), toText(error.message()))));
        return;
    }
    setState(State::Known);
}

void PullLookUp::fail(const QDBusError& error)
{
    m_job.clear();
    m_error = error;
    setState(State::Failed);
}

} // namespace onggi
