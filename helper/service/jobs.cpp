// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A job's maker watches it from the start; a job's result goes to its maker's user and to root
// alone.

#include "helper/service/jobs.h"

#include <algorithm>

#include <QDBusObjectPath>

#include "helper/api/convert.h"
#include "helper/api/error_names.h"
#include "helper/api/names.h"

namespace onggi {

namespace {

constexpr std::size_t kMaxRows = 2000;

wire::Steps toWire(const std::vector<StepState>& steps)
{
    wire::Steps rows;
    for (const StepState& step : steps) {
        rows.append({step.id,
                     step.parent,
                     toText(stepKindName(step.kind)),
                     toText(step.subject),
                     step.done.count(),
                     step.total.count(),
                     step.hasEnded,
                     {}});
    }
    return rows;
}

QString errorNameOf(const Job& job)
{
    return job.error ? errorName(job.error->code()) : QString();
}

wire::Failure failureOf(const Job& job)
{
    return job.error ? onggi::failureOf(*job.error) : wire::Failure();
}

QVariantMap resultFor(const Job& job, std::uint32_t uid)
{
    return uid == 0 || uid == job.request.owner.uid ? job.result : QVariantMap();
}

std::uint64_t numberOf(const CallPtr& call)
{
    return bus::jobNumber(call->message().path());
}

} // namespace

JobsService::JobsService(const QDBusConnection& connection, Idle& idle, std::uint64_t firstRevision)
    : m_connection(connection)
    , m_idle(idle)
    , m_revision(firstRevision)
    , m_watchers(connection, bus::kJobsPath, bus::kJobs)
{
}

void JobsService::install(Dispatcher& dispatcher, JobQueue& queue)
{
    m_queue = &queue;
    dispatcher.setJobs(queue);
    dispatcher.serve(bus::kJobs, "Snapshot", [this](const CallPtr& call) { snapshot(call); });
    dispatcher.serve(bus::kJobs, "Watch", [this](const CallPtr& call) {
        m_watchers.add(call->sender(), call->uid(), m_idle.hold());
        call->reply(static_cast<qulonglong>(m_revision));
    });
    dispatcher.serve(bus::kJobs, "Unwatch", [this](const CallPtr& call) {
        m_watchers.remove(call->sender());
        call->reply();
    });
    dispatcher.serve(bus::kJob, "Start", [this](const CallPtr& call) {
        m_queue->start(numberOf(call), call->sender());
        call->reply();
    });
    dispatcher.serve(bus::kJob, "Cancel", [this](const CallPtr& call) {
        m_queue->cancel(numberOf(call));
        call->reply();
    });
    dispatcher.serve(bus::kJob, "Pause", [this](const CallPtr& call) {
        m_queue->pause(numberOf(call));
        call->reply();
    });
    dispatcher.serve(bus::kJob, "Resume", [this](const CallPtr& call) {
        m_queue->resume(numberOf(call));
        call->reply();
    });
    dispatcher.serve(bus::kJob, "Watch", [this](const CallPtr& call) {
        const Job* job = m_queue->find(numberOf(call));
        if (!job)
            throw Error(Code::JobNotFound, std::to_string(numberOf(call)));
        told(*job).watchers.add(call->sender(), call->uid(), {});
        call->reply();
    });
    dispatcher.serve(bus::kJob, "Get", [this](const CallPtr& call) { get(call); });
}

void JobsService::dropClient(const QString& name)
{
    m_watchers.remove(name);
    for (auto& [number, job] : m_told)
        job.watchers.remove(name);
}

void JobsService::snapshot(const CallPtr& call)
{
    const auto& jobs = m_queue->jobs();
    const std::size_t count = std::min<std::size_t>(call->argument<uint>(1), kMaxRows);
    wire::Jobs rows;
    for (auto job = jobs.lower_bound(call->argument<qulonglong>(0));
         job != jobs.end() && static_cast<std::size_t>(rows.size()) < count; ++job)
        rows.append(row(*job->second));
    call->reply(static_cast<qulonglong>(m_revision), static_cast<qulonglong>(jobs.size()), rows);
}

void JobsService::get(const CallPtr& call)
{
    const Job* job = m_queue->find(numberOf(call));
    if (!job)
        throw Error(Code::JobNotFound, std::to_string(numberOf(call)));
    call->reply(row(*job), toWire(job->steps->steps()), errorNameOf(*job), failureOf(*job),
                resultFor(*job, call->uid()));
}

JobsService::Told& JobsService::told(const Job& job)
{
    const auto known = m_told.find(job.number);
    if (known != m_told.end())
        return known->second;
    Told fresh{Watchers(m_connection, bus::jobPath(job.number), bus::kJob), m_idle.hold(), {}};
    fresh.watchers.add(job.request.owner.name, job.request.owner.uid, {});
    return m_told.emplace(job.number, std::move(fresh)).first->second;
}

wire::Job JobsService::row(const Job& job) const
{
    const auto known = m_told.find(job.number);
    const JobBytes bytes = known == m_told.end() ? JobBytes() : known->second.bytes;
    return {.number = job.number,
            .kind = job.request.kind,
            .title = job.request.title,
            .state = QLatin1String(jobStateName(job.state)),
            .uid = job.request.owner.uid,
            .done = bytes.done.count(),
            .total = bytes.total.count(),
            .rate = job.state == JobState::Running ? bytes.rate : 0,
            .isCancelable = job.isCancelable(),
            .started = job.started,
            .ended = job.ended,
            .later = {{QStringLiteral("pausable"), job.isPausable()}}};
}

void JobsService::tellRow(const Job& job)
{
    ++m_revision;
    if (!m_watchers.isEmpty())
        m_watchers.send(QStringLiteral("Changed"), {static_cast<qulonglong>(m_revision),
                                                    QVariant::fromValue(wire::Jobs{row(job)}),
                                                    QVariant::fromValue(wire::Serials())});
}

void JobsService::jobChanged(const Job& job)
{
    if (job.state != JobState::Created)
        told(job).watchers.send(
            QStringLiteral("StateChanged"),
            {QString(QLatin1String(jobStateName(job.state))), job.isCancelable()});
    else
        told(job);
    tellRow(job);
}

void JobsService::jobProgressed(const Job& job, const JobBytes& bytes,
                                const std::vector<StepState>& changes)
{
    Told& its = told(job);
    its.bytes = bytes;
    its.watchers.send(QStringLiteral("Progressed"),
                      {static_cast<qulonglong>(bytes.done.count()),
                       static_cast<qulonglong>(bytes.total.count()), bytes.rate,
                       QVariant::fromValue(toWire(changes))});
    tellRow(job);
}

void JobsService::jobEnded(const Job& job)
{
    Told& its = told(job);
    its.watchers.send(QStringLiteral("Ended"), [&job](std::uint32_t uid) {
        return QVariantList{QString(QLatin1String(jobStateName(job.state))), errorNameOf(job),
                            QVariant::fromValue(failureOf(job)), resultFor(job, uid)};
    });
    its.hold.reset();
    tellRow(job);
}

void JobsService::jobForgotten(const Job& job)
{
    m_told.erase(job.number);
    ++m_revision;
    m_watchers.send(QStringLiteral("Changed"),
                    {static_cast<qulonglong>(m_revision), QVariant::fromValue(wire::Jobs()),
                     QVariant::fromValue(wire::Serials{job.number})});
}

void replyWithJob(const CallPtr& call, JobQueue& queue, JobRequest request)
{
    request.owner = call->owner();
    const Job& job = queue.create(std::move(request));
    call->reply(QDBusObjectPath(bus::jobPath(job.number)));
}

} // namespace onggi
