// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// org.onggi.Jobs1 and org.onggi.Job1: tells of the queue's jobs, and passes on what is asked of
// them.
#pragma once

#include <map>

#include "helper/api/wire.h"
#include "helper/job/job_queue.h"
#include "helper/service/dispatcher.h"
#include "helper/service/watchers.h"

namespace onggi {

class JobsService final : public JobListener {
public:
    // `firstRevision` is greater than any that an earlier helper told.
    JobsService(const QDBusConnection& connection, Idle& idle, std::uint64_t firstRevision);

    // `queue` outlives the service but for its own destructor.
    void install(Dispatcher& dispatcher, JobQueue& queue);
    void dropClient(const QString& name);

    void jobChanged(const Job& job) override;
    void jobProgressed(const Job& job, const JobBytes& bytes,
                       const std::vector<StepState>& changes) override;
    void jobEnded(const Job& job) override;
    void jobForgotten(const Job& job) override;

private:
    struct Told {
        Watchers watchers;
        Idle::Hold hold; // until the job has ended
        JobBytes bytes;
    };

    void snapshot(const CallPtr& call);
    void get(const CallPtr& call);
    Told& told(const Job& job);
    wire::Job row(const Job& job) const;
    void tellRow(const Job& job);

    QDBusConnection m_connection;
    Idle& m_idle;
    JobQueue* m_queue = nullptr;
    std::uint64_t m_revision;
    Watchers m_watchers;
    std::map<std::uint64_t, Told> m_told;
};

// Answers a call with the path of a job that is made of `request`.
void replyWithJob(const CallPtr& call, JobQueue& queue, JobRequest request);

} // namespace onggi
