// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The life of a job, step by step. Whatever comes back from another thread, or from polkit, is
// posted to the queue's own thread and names the job by its number: the job may have ended
// meanwhile.

#include "helper/job/job_queue.h"

#include <algorithm>
#include <cassert>
#include <ctime>
#include <set>
#include <system_error>
#include <utility>

#include <QTimer>

#include "engine/core/cancel.h"
#include "engine/core/log.h"

namespace onggi {

struct JobQueue::Run {
    explicit Run(std::chrono::milliseconds interval)
        : throttle(interval)
    {
    }
    Throttle throttle;
    bool isReportPending = false;
    bool wasCancelable = true;
    std::thread thread;
};

namespace {

// What an exception of another thread means for its job. Nothing: it was cancelled.
std::optional<Error> errorOf(const std::exception_ptr& thrown)
{
    try {
        std::rethrow_exception(thrown);
    } catch (const Cancelled&) {
        return std::nullopt;
    } catch (const Error& error) {
        return error;
    } catch (const std::bad_alloc&) {
        return Error(Code::SystemLimit, "memory");
    } catch (const std::system_error& error) {
        // What std::thread throws where none can be had.
        if (error.code() == std::errc::resource_unavailable_try_again)
            return Error(Code::SystemLimit, "threads", error.what());
        return Error(Code::SystemIo, "the job", error.what());
    } catch (const std::exception& error) {
        return Error(Code::SystemIo, "the job", error.what());
    }
}

} // namespace

JobQueue::JobQueue(std::function<std::uint64_t()> nextNumber, Authorizer authorizer,
                   JobListener& listener, JobLimits limits)
    : m_nextNumber(std::move(nextNumber))
    , m_authorizer(std::move(authorizer))
    , m_listener(listener)
    , m_limits(limits)
{
}

JobQueue::~JobQueue()
{
    for (auto& [number, job] : m_jobs)
        job->stop.request_stop();
    for (auto& [number, run] : m_runs) {
        if (run.thread.joinable())
            run.thread.join();
    }
}

const Job& JobQueue::create(JobRequest request)
{
    const JobOwner owner = request.owner;
    const auto ofClient = [&owner](const Job& job) { return job.request.owner.name == owner.name; };
    const auto ofUser = [&owner](const Job& job) { return job.request.owner.uid == owner.uid; };
    if (owner.uid != 0 && (countUnfinished(ofClient) >= m_limits.perClient ||
                           countUnfinished(ofUser) >= m_limits.perUser))
        throw Error(Code::ApiLimit, "jobs");

    auto job = std::make_unique<Job>();
    const std::uint64_t number = job->number = m_nextNumber();
    job->request = std::move(request);
    job->steps = std::make_shared<StepTable>([this, number] {
        QMetaObject::invokeMethod(
            this, [this, number] { wake(number); }, Qt::QueuedConnection);
    });
    m_runs.try_emplace(number, m_limits.interval);
    const Job& made = *m_jobs.emplace(number, std::move(job)).first->second;
    m_listener.jobChanged(made);
    QTimer::singleShot(m_limits.unstarted, this, [this, number] {
        const auto late = m_jobs.find(number);
        if (late != m_jobs.end() && late->second->state == JobState::Created)
            finish(*late->second, JobState::Cancelled);
    });
    return made;
}

void JobQueue::start(std::uint64_t number, const QString& name)
{
    Job& job = require(number);
    if (job.request.owner.name != name)
        throw Error(Code::AuthDenied, "job " + std::to_string(number), "another client made it");
    if (job.state != JobState::Created)
        throw Error(Code::JobState, std::to_string(number), "it has been started before");
    job.started = std::time(nullptr);
    setState(job, JobState::Authorizing);
    askPermissions(number);
}

void JobQueue::cancel(std::uint64_t number)
{
    Job& job = require(number);
    if (isFinal(job.state))
        throw Error(Code::JobState, std::to_string(number), "it has ended");
    if (!job.isCancelable())
        throw Error(Code::JobState, std::to_string(number), "it is too late to cancel it");
    job.afterStop = JobState::Cancelled;
    job.stop.request_stop();
    if (job.state != JobState::Running)
        finish(job, JobState::Cancelled);
}

const Job* JobQueue::find(std::uint64_t number) const
{
    const auto job = m_jobs.find(number);
    return job == m_jobs.end() ? nullptr : job->second.get();
}

bool JobQueue::isAnyUnfinished() const
{
    return countUnfinished([](const Job&) { return true; }) > 0;
}

void JobQueue::dropClient(const QString& name)
{
    for (auto& [number, job] : m_jobs) {
        if (job->request.owner.name != name)
            continue;
        if (job->state == JobState::Created)
            finish(*job, JobState::Cancelled);
        else if (job->state == JobState::Authorizing)
            finish(*job, JobState::Failed,
                   Error(Code::AuthDenied, job->request.title.toStdString(),
                         "whoever asked for it has gone"));
    }
}

void JobQueue::cancelAll()
{
    for (auto& [number, job] : m_jobs) {
        job->afterStop = JobState::Cancelled;
        job->stop.request_stop();
        if (!isFinal(job->state) && job->state != JobState::Running)
            finish(*job, JobState::Cancelled);
    }
}

Job& JobQueue::require(std::uint64_t number)
{
    const auto job = m_jobs.find(number);
    if (job == m_jobs.end())
        throw Error(Code::JobNotFound, std::to_string(number));
    return *job->second;
}

void JobQueue::setState(Job& job, JobState state)
{
    assert(mayFollow(job.state, state));
    job.state = state;
    m_listener.jobChanged(job);
}

void JobQueue::finish(Job& job, JobState state, std::optional<Error> error, QVariantMap result)
{
    assert(mayFollow(job.state, state));
    report(job);
    job.state = state;
    job.ended = std::time(nullptr);
    job.error = std::move(error);
    job.result = std::move(result);
    job.stop.request_stop();
    // What the work holds (descriptors, for one) is let go now, not when the job is forgotten.
    job.request.permissions = nullptr;
    job.request.work = nullptr;
    if (job.error)
        log(LogLevel::Info, "job.failed",
            {{"job", std::to_string(job.number)}, {"error", job.error->message()}});
    m_listener.jobEnded(job);
    forgetLater(job);
    startQueued();
}

void JobQueue::askPermissions(std::uint64_t number)
{
    Job& job = require(number);
    if (!job.request.permissions) {
        askNext(number, {}, 0);
        return;
    }
    onThread(number, [this, number, permissions = job.request.permissions] {
        std::vector<Permission> wanted;
        std::optional<Error> error;
        try {
            wanted = permissions();
        } catch (...) {
            error = errorOf(std::current_exception());
        }
        const auto answer = [this, number, wanted = std::move(wanted), error = std::move(error)] {
            join(number);
            const auto asked = m_jobs.find(number);
            if (asked == m_jobs.end() || asked->second->state != JobState::Authorizing)
                return;
            if (error)
                finish(*asked->second, JobState::Failed, error);
            else
                askNext(number, wanted, 0);
        };
        QMetaObject::invokeMethod(this, answer, Qt::QueuedConnection);
    });
}

void JobQueue::askNext(std::uint64_t number, std::vector<Permission> wanted, std::size_t index)
{
    const auto found = m_jobs.find(number);
    if (found == m_jobs.end() || found->second->state != JobState::Authorizing)
        return;
    Job& job = *found->second;
    if (index == wanted.size()) {
        job.granted = std::move(wanted);
        setState(job, JobState::Queued);
        startQueued();
        return;
    }
    const Permission permission = wanted[index];
    const auto answered = [this, number, wanted = std::move(wanted),
                           index](std::optional<Error> refusal) {
        const auto asked = m_jobs.find(number);
        if (asked == m_jobs.end() || asked->second->state != JobState::Authorizing)
            return;
        if (refusal)
            finish(*asked->second, JobState::Failed, std::move(refusal));
        else
            askNext(number, wanted, index + 1);
    };
    m_authorizer(job.request.owner, permission, job.stop.get_token(), answered);
}

void JobQueue::startQueued()
{
    const auto isHeavy = [](const Job& job) { return job.request.weight == JobWeight::Heavy; };
    std::multiset<std::uint32_t> running; // heavy ones, by their users
    for (const auto& [number, job] : m_jobs) {
        if (job->state == JobState::Running && isHeavy(*job))
            running.insert(job->request.owner.uid);
    }
    for (auto& [number, job] : m_jobs) {
        if (job->state != JobState::Queued)
            continue;
        const std::uint32_t uid = job->request.owner.uid;
        // A registry may drip for hours: nobody waits for the jobs of other users alone.
        if (isHeavy(*job) && running.size() >= m_limits.running && running.contains(uid))
            continue;
        if (isHeavy(*job))
            running.insert(uid);
        run(*job);
    }
}

void JobQueue::run(Job& job)
{
    setState(job, JobState::Running);
    const JobContext context{job.number, job.request.owner, job.steps, job.granted,
                             job.stop.get_token()};
    auto work = std::move(job.request.work);
    if (job.request.isPausable)
        job.request.work = work; // to be called again
    onThread(job.number, [this, context, work = std::move(work)]() mutable {
        QVariantMap result;
        std::optional<Error> error;
        bool isCancelled = false;
        try {
            result = work(context);
        } catch (...) {
            error = errorOf(std::current_exception());
            isCancelled = !error;
        }
        work = nullptr;
        const auto answer = [this, number = context.number, result = std::move(result),
                             error = std::move(error), isCancelled] {
            join(number);
            Job& ended = require(number);
            if (isCancelled && ended.afterStop != JobState::Cancelled)
                setAside(ended);
            else if (isCancelled)
                finish(ended, JobState::Cancelled);
            else if (error)
                finish(ended, JobState::Failed, error);
            else
                finish(ended, JobState::Succeeded, {}, result);
        };
        QMetaObject::invokeMethod(this, answer, Qt::QueuedConnection);
    });
}

void JobQueue::wake(std::uint64_t number)
{
    const auto found = m_runs.find(number);
    const auto job = m_jobs.find(number);
    if (found == m_runs.end() || job == m_jobs.end() || isFinal(job->second->state))
        return;
    Run& run = found->second;
    if (run.isReportPending)
        return;
    const auto delay = run.throttle.delay(Throttle::Clock::now());
    if (delay.count() == 0) {
        report(*job->second);
        return;
    }
    run.isReportPending = true;
    QTimer::singleShot(delay, Qt::PreciseTimer, this, [this, number] {
        const auto late = m_jobs.find(number);
        const auto its = m_runs.find(number);
        if (late == m_jobs.end() || its == m_runs.end())
            return;
        its->second.isReportPending = false;
        if (!isFinal(late->second->state))
            report(*late->second);
    });
}

void JobQueue::report(Job& job)
{
    const auto found = m_runs.find(job.number);
    if (found == m_runs.end())
        return;
    const auto now = Throttle::Clock::now();
    const std::vector<StepState> changes = job.steps->takeChanges();
    if (!changes.empty()) {
        found->second.throttle.reported(now);
        m_listener.jobProgressed(job, job.steps->bytes(now), changes);
    }
    if (!isFinal(job.state) &&
        std::exchange(found->second.wasCancelable, job.isCancelable()) != job.isCancelable())
        m_listener.jobChanged(job);
}

void JobQueue::onThread(std::uint64_t number, std::function<void()> work)
{
    Run& run = m_runs.at(number);
    assert(!run.thread.joinable());
    try {
        run.thread = std::thread(std::move(work));
    } catch (const std::system_error&) {
        // Not from in here: whoever calls may be going through the jobs.
        const auto fail = [this, number, error = errorOf(std::current_exception())] {
            const auto job = m_jobs.find(number);
            if (job != m_jobs.end() && !isFinal(job->second->state))
                finish(*job->second, JobState::Failed, error);
        };
        QMetaObject::invokeMethod(this, fail, Qt::QueuedConnection);
    }
}

void JobQueue::join(std::uint64_t number)
{
    const auto run = m_runs.find(number);
    if (run == m_runs.end())
        return;
    if (run->second.thread.joinable())
        run->second.thread.join();
    const auto job = m_jobs.find(number);
    if (job == m_jobs.end())
        m_runs.erase(run);
}

void JobQueue::forgetLater(const Job& ended)
{
    const auto forgetIn = [this](std::chrono::milliseconds time, std::uint64_t number) {
        QTimer::singleShot(time, this, [this, number] { forget(number); });
    };
    forgetIn(m_limits.kept, ended.number);
    // Nobody's jobs go for those of another user.
    std::vector<std::uint64_t> older;
    for (const auto& [number, job] : m_jobs) {
        if (isFinal(job->state) && number != ended.number &&
            job->request.owner.uid == ended.request.owner.uid)
            older.push_back(number);
    }
    for (std::size_t i = 0; i < older.size() && older.size() - i >= m_limits.keptEnded; ++i)
        forgetIn(std::chrono::milliseconds(0), older[i]);
}

void JobQueue::forget(std::uint64_t number)
{
    const auto job = m_jobs.find(number);
    if (job == m_jobs.end())
        return;
    const std::unique_ptr<Job> last = std::move(job->second);
    m_jobs.erase(job);
    const auto run = m_runs.find(number);
    if (run != m_runs.end() && !run->second.thread.joinable())
        m_runs.erase(run);
    m_listener.jobForgotten(*last);
}

std::size_t JobQueue::countUnfinished(const std::function<bool(const Job&)>& matches) const
{
    return static_cast<std::size_t>(std::ranges::count_if(m_jobs, [&matches](const auto& entry) {
        return !isFinal(entry.second->state) && matches(*entry.second);
    }));
}

} // namespace onggi
