// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A job of the helper that this window has made: from the answer of the method that makes it, over
// its start, to its one end. It deletes itself after that end; whoever deletes it before, or goes
// away, leaves the job running. GUI thread only.
#pragma once

#include <memory>

#include <QDBusError>
#include <QDBusPendingCall>
#include <QObject>

#include "gui/models/helper_link.h"
#include "helper/api/wire.h"

class JobInterface;

namespace onggi {

class RunningJob : public QObject {
    Q_OBJECT

public:
    // `making` is the call of a method that answers with a job's path. The link must outlive this.
    RunningJob(HelperLink& link, const QDBusPendingCall& making, QObject* parent);
    ~RunningJob() override;

    // 0 until the helper has answered.
    qulonglong number() const noexcept { return m_number; }
    bool isCancelable() const noexcept { return m_isCancelable; }
    // Asks the job to end as soon as it can; cancelled() tells when it has.
    void cancel();

signals:
    // The helper has answered: number() is known.
    void made();
    // See bus::kAuthorizing and the others.
    void stateChanged(const QString& state);
    // Bytes, bytes a second, and the steps that are new or changed.
    void progressed(qulonglong done, qulonglong total, double rate,
                    const onggi::wire::Steps& steps);

    // One of these is the last signal. `error` is that of the job, or of the bus where the helper
    // has refused the call or is gone.
    void succeeded(const QVariantMap& result);
    void failed(const QDBusError& error);
    void cancelled();

private:
    void follow(const QString& path);
    void finish(const QString& state, const QString& errorName, const wire::Failure& failure,
                const QVariantMap& result);
    void fail(const QDBusError& error);

    HelperLink& m_link;
    std::unique_ptr<JobInterface> m_job;
    qulonglong m_number = 0;
    bool m_isCancelable = false;
    bool m_isCancelWanted = false; // before there was anything to cancel
    bool m_hasEnded = false;
};

} // namespace onggi
