// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Each binds the id of the container that was meant: a name may have another owner by the time it
// works.

#include "helper/service/container_jobs.h"

#include <algorithm>

#include "engine/core/log.h"
#include "helper/api/convert.h"
#include "helper/auth/actions.h"
#include "helper/service/archive_jobs.h"
#include "helper/service/descriptors.h"

namespace onggi {

namespace {

constexpr std::uint16_t kFirstFreePort = 1024; // below, a user may not listen either

template <typename Work>
JobRequest jobOn(const ContainerRow& container, const char* kind, QLatin1String action,
                 std::uint32_t uid, Work work)
{
    JobRequest job;
    job.kind = QLatin1String(kind);
    job.title = toText(container.name);
    job.weight = JobWeight::Light;
    const Permission permission{
        container.uid == uid ? action : action::kContainersManageOthers,
        QStringLiteral("%1 (%2)").arg(toText(container.name), toText(container.id.substr(0, 12)))};
    job.permissions = [permission] { return std::vector<Permission>{permission}; };
    job.work = std::move(work);
    return job;
}

bool isPrivileged(const RunOptions& options)
{
    return needsPrivilege(options) ||
           std::ranges::any_of(options.ports, [](const PortMapping& port) {
               return port.hostPort != 0 && port.hostPort < kFirstFreePort;
           });
}

void handOver(const Fd& streams, const AttachSocket& socket)
{
    sendDescriptor(streams, socket.hasTerminal ? 't' : 's', socket.socket);
}

void startWith(Containers& containers, const std::string& id, const Fd& streams,
               const std::stop_token& stop)
{
    const auto socket = containers.start(id, static_cast<bool>(streams), stop);
    if (socket && streams)
        handOver(streams, *socket);
}

QVariantMap resultOf(const ContainerRow& row)
{
    return {{QStringLiteral("container"), static_cast<qulonglong>(row.serial)},
            {QStringLiteral("id"), toText(row.id)},
            {QStringLiteral("name"), toText(row.name)}};
}

// What `run --rm` could not start leaves nothing behind.
void removeFailed(Containers& containers, const std::string& id) noexcept
{
    try {
        containers.remove(id, true, {});
    } catch (const std::exception& error) {
        log(LogLevel::Warning, "run.not-removed", {{"container", id}, {"error", error.what()}});
    }
}

QVariantMap create(Engine& engine, const CreateRequest& request, const JobContext& context)
{
    const std::string id = request.image.id.text();
    const ContainerImage image{
        request.image.serial, request.imageName,
        ImageConfig::parse(engine.store.blob(request.image.id), "the configuration " + id)};
    const ContainerRow row =
        engine.containers.create(image, request.options, context.owner.uid, context.stop);
    if (request.isStarted) {
        try {
            startWith(engine.containers, row.id, request.streams, context.stop);
        } catch (...) {
            if (request.options.isRemovedAtEnd)
                removeFailed(engine.containers, row.id);
            throw;
        }
    }
    return resultOf(row);
}

} // namespace

JobRequest createJob(Engine& engine, CreateRequest request, std::uint32_t)
{
    JobRequest job;
    job.kind = request.isStarted ? QStringLiteral("run") : QStringLiteral("create");
    job.title = toText(request.imageName);
    job.weight = JobWeight::Light;
    const Permission permission{
        isPrivileged(request.options) ? action::kContainersRunPrivileged : action::kContainersRun,
        QStringLiteral("%1 (%2)").arg(job.title, toText(request.image.id.shortHex()))};
    job.permissions = [permission] { return std::vector<Permission>{permission}; };
    job.work = [&engine, request = std::make_shared<CreateRequest>(std::move(request))](
                   const JobContext& context) { return create(engine, *request, context); };
    return job;
}

JobRequest startJob(Engine& engine, const ContainerRow& container, Fd streams, std::uint32_t uid)
{
    return jobOn(container, "start", action::kContainersRun, uid,
                 [&engine, id = container.id,
                  streams = std::make_shared<Fd>(std::move(streams))](const JobContext& context) {
                     startWith(engine.containers, id, *streams, context.stop);
                     return QVariantMap();
                 });
}

JobRequest stopJob(Engine& engine, const ContainerRow& container, std::chrono::seconds grace,
                   std::uint32_t uid)
{
    return jobOn(container, "stop", action::kContainersStop, uid,
                 [&engine, id = container.id, grace](const JobContext& context) {
                     engine.containers.stop(id, 0, grace, context.stop);
                     return QVariantMap();
                 });
}

JobRequest killJob(Engine& engine, const ContainerRow& container, int signal, std::uint32_t uid)
{
    return jobOn(container, "kill", action::kContainersStop, uid,
                 [&engine, id = container.id, signal](const JobContext&) {
                     engine.containers.kill(id, signal);
                     return QVariantMap();
                 });
}

JobRequest execJob(Engine& engine, ExecSessions& sessions, const ContainerRow& container,
                   ExecOptions options, Fd streams, bool isDetached, std::uint32_t uid)
{
    const auto work = [&engine, &sessions, id = container.id, options = std::move(options),
                       streams = std::make_shared<Fd>(std::move(streams)),
                       isDetached](const JobContext& context) {
        const std::shared_ptr<ExecSession> session =
            engine.containers.exec(id, options, context.stop);
        if (*streams)
            handOver(*streams, session->takeSocket());
        if (isDetached)
            return QVariantMap();
        sessions.lock()->emplace(context.number, session);
        struct Leave {
            ExecSessions& sessions;
            std::uint64_t number;
            ~Leave() { sessions.lock()->erase(number); }
        } const leave{sessions, context.number};
        return QVariantMap{{QStringLiteral("exitCode"), session->wait(context.stop)}};
    };
    return jobOn(container, "exec", action::kContainersExec, uid, work);
}

JobRequest removeContainerJob(Engine& engine, const ContainerRow& container, bool isForced,
                              std::uint32_t uid)
{
    return jobOn(container, "rm", action::kContainersRemove, uid,
                 [&engine, id = container.id, isForced](const JobContext& context) {
                     engine.containers.remove(id, isForced, context.stop);
                     return QVariantMap();
                 });
}

JobRequest logsJob(Engine& engine, const ContainerRow& container, LogsRequest request,
                   std::uint32_t uid)
{
    return jobOn(
        container, "logs", action::kContainersLogs, uid,
        [&engine, id = container.id,
         request = std::make_shared<LogsRequest>(std::move(request))](const JobContext& context) {
            engine.containers.logs(id, request->range, request->output.get(), request->errors.get(),
                                   context.stop);
            return QVariantMap();
        });
}

JobRequest exportJob(Engine& engine, const ContainerRow& container, Fd output, std::uint32_t uid)
{
    const auto work = [&engine, id = container.id, name = container.name,
                       output =
                           std::make_shared<Fd>(std::move(output))](const JobContext& context) {
        Progress progress(context.sink, StepKind::Export, name);
        engine.containers.exportTar(id, output->get(), progress, context.stop);
        return QVariantMap();
    };
    JobRequest job = jobOn(container, "export", action::kContainersExport, uid, work);
    job.weight = JobWeight::Heavy;
    return job;
}

JobRequest diffJob(Engine& engine, const ContainerRow& container, Fd output, std::uint32_t uid)
{
    return jobOn(container, "diff", action::kContainersExport, uid,
                 [&engine, id = container.id,
                  output = std::make_shared<Fd>(std::move(output))](const JobContext& context) {
                     engine.containers.listWritten(id, output->get(), context.stop);
                     return QVariantMap();
                 });
}

JobRequest commitJob(Engine& engine, const ContainerRow& container, CommitOptions options,
                     std::uint32_t uid)
{
    const auto work = [&engine, id = container.id, name = container.name,
                       options = std::move(options)](const JobContext& context) {
        CommitOptions bound = options;
        bound.uid = context.owner.uid;
        Progress progress(context.sink, StepKind::Commit, name);
        return resultOfMadeImage(commitContainer(engine.store, engine.unpacker, engine.containers,
                                                 id, bound, progress, context.stop));
    };
    JobRequest job = jobOn(container, "commit", action::kContainersCommit, uid, work);
    job.weight = JobWeight::Heavy;
    return job;
}

} // namespace onggi
