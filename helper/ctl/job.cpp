// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The order that no signal is lost in: the method answers with a job that has not been started, its
// signals are connected, then it is started.

#include "helper/ctl/job.h"

#include <climits>
#include <csignal>

#include <unistd.h>

#include "engine/core/error.h"
#include "helper/api/error_names.h"
#include "helper/api/names.h"
#include "helper/ctl/output.h"
#include "job_interface.h"

namespace onggi::ctl {

RunningJob::RunningJob(Session& session, QDBusPendingReply<QDBusObjectPath> made,
                       ProgressView& view)
    : m_session(session)
    , m_view(view)
{
    const QString path = session.await(made).value().path();
    m_number = bus::jobNumber(path);
    m_job = std::make_unique<JobInterface>(bus::kService, path, session.bus());
    m_job->setTimeout(INT_MAX);
    connect(m_job.get(), &JobInterface::Progressed, this,
            [this](qulonglong done, qulonglong total, double rate, const wire::Steps& steps) {
                m_view.update({done, total, rate, {steps.begin(), steps.end()}});
            });
    connect(m_job.get(), &JobInterface::Ended, this,
            [this](const QString& state, const QString& errorName, const wire::Failure& failure,
                   const QVariantMap& result) {
                m_hasEnded = true;
                m_state = state;
                m_errorName = errorName;
                m_failure = failure;
                m_result = result;
            });
    m_session.expectHelper();
    m_session.setTakeSignal([this](int signal) { return takeSignal(signal); });
    try {
        m_session.await(m_job->Start());
    } catch (...) {
        m_session.setTakeSignal({});
        throw;
    }
}

RunningJob::~RunningJob()
{
    m_session.setTakeSignal({});
}

bool RunningJob::takeSignal(int signal)
{
    if (signal == SIGWINCH) {
        if (m_onResize)
            m_onResize();
        return true;
    }
    if (m_hasEnded || m_signal != 0)
        return false;
    m_signal = signal;
    m_job->Cancel();
    return true;
}

void RunningJob::throwIfFailed()
{
    if (!m_hasEnded) {
        if (m_session.isHelperGone())
            throw Error(Code::SystemIo, "the helper",
                        "it died while it was working; the next call starts it again");
        return;
    }
    m_view.finish();
    if (m_state == bus::kSucceeded)
        return;
    if (m_state == bus::kCancelled) {
        if (m_signal != 0)
            throw Interrupted{m_signal};
        throw Error(Code::SystemIo, "the job", "somebody else cancelled it");
    }
    throw errorFromFailure(m_errorName, m_failure);
}

QVariantMap RunningJob::result()
{
    m_session.waitUntil([this] { return m_hasEnded || m_session.isHelperGone(); });
    throwIfFailed();
    return m_result;
}

QVariantMap runJob(Session& session, QDBusPendingReply<QDBusObjectPath> made)
{
    SilentView view;
    return RunningJob(session, std::move(made), view).result();
}

std::unique_ptr<ProgressView> makeProgressView(int fd, bool isQuiet)
{
    if (isQuiet)
        return std::make_unique<SilentView>();
    const auto write = [fd](const std::string& text) { printProgress(fd, text); };
    if (!isTerminal(fd))
        return std::make_unique<PlainView>(write);
    return std::make_unique<TerminalView>(write, [fd] {
        const WindowSize size = windowSize(fd);
        return TerminalView::Size{size.columns, size.rows};
    });
}

} // namespace onggi::ctl
