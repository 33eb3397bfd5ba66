// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A job of the helper, followed from its start to its end.
#pragma once

#include <functional>
#include <memory>

#include <QDBusObjectPath>
#include <QDBusPendingReply>
#include <QObject>
#include <QVariantMap>

#include "helper/api/wire.h"
#include "helper/ctl/progress_view.h"
#include "helper/ctl/session.h"

class JobInterface;

namespace onggi::ctl {

// Made from the reply of a method that makes a job: connects to its signals and starts it. SIGINT
// and SIGTERM cancel the job; a second one leaves it alone.
class RunningJob : public QObject {
    Q_OBJECT

public:
    // Throws the error of `made`. `view` outlives the object.
    RunningJob(Session& session, QDBusPendingReply<QDBusObjectPath> made, ProgressView& view);
    ~RunningJob() override;

    qulonglong number() const { return m_number; }
    bool hasEnded() const { return m_hasEnded; }

    // Called when the terminal has another size.
    void setOnResize(std::function<void()> onResize) { m_onResize = std::move(onResize); }

    // Waits for the end, and returns what the job brought. Throws the job's Error; Interrupted
    // after a signal; Error(SystemIo) if the helper dies meanwhile or somebody else cancelled it.
    QVariantMap result();
    // For loops that wait for something else too: throws as result() does if the job has failed, or
    // the helper has died before its end.
    void throwIfFailed();

private:
    bool takeSignal(int signal);

    Session& m_session;
    ProgressView& m_view;
    qulonglong m_number = 0;
    std::unique_ptr<JobInterface> m_job;
    std::function<void()> m_onResize;
    int m_signal = 0;
    bool m_hasEnded = false;
    QString m_state;
    QString m_errorName;
    wire::Failure m_failure;
    QVariantMap m_result;
};

// Runs a job to its end without showing anything.
QVariantMap runJob(Session& session, QDBusPendingReply<QDBusObjectPath> made);

// How a job's progress is shown on `fd`: redrawn if that is a terminal, else line by line; not at
// all if it is to be quiet.
std::unique_ptr<ProgressView> makeProgressView(int fd, bool isQuiet = false);

} // namespace onggi::ctl
