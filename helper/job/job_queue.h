// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// All jobs of this helper: from their making to some minutes after their end.
//
// Belongs to the thread that made it, whose event loop runs; every member is called there, and so
// is the listener. Work runs on threads of its own.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <thread>
#include <vector>

#include <QObject>

#include "helper/job/job.h"
#include "helper/job/throttle.h"

namespace onggi {

// Decides about one permission, at once or much later: `done` is called once, on the queue's
// thread, with nothing if it is granted, else with why not. The question may be withdrawn by the
// stop token.
using Authorizer =
    std::function<void(const JobOwner& owner, const Permission& permission,
                       std::stop_token withdrawn, std::function<void(std::optional<Error>)> done)>;

class JobListener {
public:
    virtual ~JobListener() = default;
    // The job came, or is in another state that is not final, or is no longer cancelable.
    virtual void jobChanged(const Job& job) = 0;
    virtual void jobProgressed(const Job& job, const JobBytes& bytes,
                               const std::vector<StepState>& changes) = 0;
    // Its last progress has been told before.
    virtual void jobEnded(const Job& job) = 0;
    // It is no longer kept.
    virtual void jobForgotten(const Job& job) = 0;
};

struct JobLimits {
    std::size_t running = 8;                 // heavy jobs at once, or else one of each user
    std::size_t perUser = 64;                // jobs of one user that have not ended
    std::size_t perClient = 32;              // and of one client
    std::size_t keptEnded = 256;             // and those that have
    std::chrono::seconds unstarted{60};      // a job that is not started by then is dropped
    std::chrono::seconds kept{600};          // an ended job stays readable
    std::chrono::milliseconds interval{100}; // between two reports of progress
};

class JobQueue : public QObject {
public:
    // `nextNumber` gives numbers that grow, also over restarts.
    JobQueue(std::function<std::uint64_t()> nextNumber, Authorizer authorizer,
             JobListener& listener, JobLimits limits = {});
    // Cancels what runs, and waits for it.
    ~JobQueue() override;

    // Throws Error(ApiLimit) where the maker has too many. Root has no limit of its own.
    const Job& create(JobRequest request);
    // Throws Error(JobNotFound), and Error(JobState) if it is not new, Error(AuthDenied) if `name`
    // did not make it.
    void start(std::uint64_t number, const QString& name);
    // Throws Error(JobNotFound), and Error(JobState) if it has ended or is past its point of no
    // return.
    void cancel(std::uint64_t number);
    // Puts a job aside: when its work has let go, it is paused, and counts as running no more.
    // Throw Error(JobNotFound), and Error(JobState) if the job cannot be paused, or is not.
    void pause(std::uint64_t number);
    // Back into the queue. One that is only just being paused goes on at once when it has stopped.
    void resume(std::uint64_t number);

    const Job* find(std::uint64_t number) const;
    const std::map<std::uint64_t, std::unique_ptr<Job>>& jobs() const noexcept { return m_jobs; }
    bool isAnyUnfinished() const;

    // A client has left the bus: what it has not started, or not been allowed yet, ends.
    void dropClient(const QString& name);
    // Asks everything that runs to end.
    void cancelAll();

private:
    struct Run;

    Job& require(std::uint64_t number);
    void setState(Job& job, JobState state);
    void finish(Job& job, JobState state, std::optional<Error> error = {}, QVariantMap result = {});
    void askPermissions(std::uint64_t number);
    void askNext(std::uint64_t number, std::vector<Permission> wanted, std::size_t index);
    void startQueued();
    void setAside(Job& job);
    void run(Job& job);
    void wake(std::uint64_t number);
    void report(Job& job);
    void join(std::uint64_t number);
    void forgetLater(const Job& ended);
    void forget(std::uint64_t number);
    std::size_t countUnfinished(const std::function<bool(const Job&)>& matches) const;
    // Runs `work` on a thread that is joined when it has posted its end back to the queue's thread.
    // Where no thread can be had, the job fails.
    void onThread(std::uint64_t number, std::function<void()> work);

    std::function<std::uint64_t()> m_nextNumber;
    Authorizer m_authorizer;
    JobListener& m_listener;
    JobLimits m_limits;
    std::map<std::uint64_t, std::unique_ptr<Job>> m_jobs;
    std::map<std::uint64_t, Run> m_runs;
};

} // namespace onggi
