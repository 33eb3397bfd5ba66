// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What is read comes from the store's snapshot; what may block is answered from a thread; what
// changes something makes a job. Arguments are checked before there is one.

#include "helper/service/containers.h"

#include <QDBusUnixFileDescriptor>

#include "helper/api/convert.h"
#include "helper/api/names.h"
#include "helper/service/archive_jobs.h"
#include "helper/service/descriptors.h"
#include "helper/service/jobs.h"
#include "helper/service/options.h"
#include "helper/service/pages.h"
#include "helper/service/run_request.h"

namespace onggi {

namespace {

constexpr uint kDefaultGrace = 10; // seconds
constexpr uint kMaxGrace = 24 * 60 * 60;
constexpr uint kMaxTerminal = 0xffff;
// The bus drops who sends a message of 32 MiB: a container may be made with words that take as much
// when they are escaped.
constexpr std::size_t kMaxDocument = std::size_t(16) << 20;

std::string textOf(const CallPtr& call, qsizetype argument)
{
    return call->argument<QString>(argument).toStdString();
}

// Options that are there for later versions.
void requireNone(const CallPtr& call, qsizetype argument)
{
    OptionReader(call->argument<QVariantMap>(argument)).finish();
}

} // namespace

ContainersService::ContainersService(const QDBusConnection& connection, Engine& engine,
                                     JobQueue& jobs, Idle& idle, ExecSessions& sessions)
    : m_engine(engine)
    , m_jobs(jobs)
    , m_idle(idle)
    , m_sessions(sessions)
    , m_watchers(connection, bus::kContainersPath, bus::kContainers)
{
}

void ContainersService::install(Dispatcher& dispatcher, StoreFeed& feed)
{
    using Method = void (ContainersService::*)(const CallPtr&);
    const auto serve = [&](const char* method, Method handler) {
        dispatcher.serve(bus::kContainers, method,
                         [this, handler](const CallPtr& call) { (this->*handler)(call); });
    };
    serve("Snapshot", &ContainersService::snapshot);
    serve("DiskUsage", &ContainersService::diskUsage);
    serve("Inspect", &ContainersService::inspect);
    serve("Create", &ContainersService::create);
    serve("Start", &ContainersService::start);
    serve("Stop", &ContainersService::stop);
    serve("Kill", &ContainersService::kill);
    serve("Wait", &ContainersService::wait);
    serve("Attach", &ContainersService::attach);
    serve("Resize", &ContainersService::resize);
    serve("Exec", &ContainersService::exec);
    serve("Remove", &ContainersService::remove);
    serve("Logs", &ContainersService::logs);
    serve("Export", &ContainersService::exportTar);
    serve("Diff", &ContainersService::diff);
    serve("Commit", &ContainersService::commit);
    serve("NoteEnded", &ContainersService::noteEnded);
    dispatcher.serve(bus::kContainers, "Watch", [this](const CallPtr& call) {
        m_watchers.add(call->sender(), call->uid(), m_idle.hold());
        call->reply(static_cast<qulonglong>(m_engine.store.snapshot().revision));
    });
    dispatcher.serve(bus::kContainers, "Unwatch", [this](const CallPtr& call) {
        m_watchers.remove(call->sender());
        call->reply();
    });
    dispatcher.setContainerOwner([this](const QString& idOrName) -> std::optional<std::uint32_t> {
        const auto row = find(idOrName);
        return row ? std::optional(row->uid) : std::nullopt;
    });
    feed.onChange([this](const StoreChange& change) { tell(change); });
    feed.onContainer(
        [this](const ContainerRow& row, bool isRemoved) { m_exits.note(row, isRemoved); });
}

void ContainersService::dropClient(const QString& name)
{
    m_watchers.remove(name);
    m_exits.dropClient(name.toStdString());
}

std::optional<ContainerRow> ContainersService::find(const QString& idOrName) const
{
    const std::string wanted = idOrName.toStdString();
    const StoreSnapshot now = m_engine.store.snapshot();
    for (const ContainerRow& row : now.view->containers) {
        if (row.id == wanted || row.name == wanted)
            return row;
    }
    return std::nullopt;
}

ContainerRow ContainersService::require(const CallPtr& call) const
{
    const auto row = find(call->argument<QString>(0));
    if (!row)
        throw Error(Code::ContainerNotFound, textOf(call, 0));
    // The name may be another's by now than when the caller was found allowed.
    if (row->uid != call->uid() && call->uid() != 0 &&
        call->action() != action::kContainersManageOthers)
        throw Error(Code::AuthDenied, textOf(call, 0));
    return *row;
}

void ContainersService::snapshot(const CallPtr& call)
{
    const StoreSnapshot now = m_engine.store.snapshot();
    const auto& rows = now.view->containers;
    call->reply(static_cast<qulonglong>(now.revision), static_cast<qulonglong>(rows.size()),
                pageOf(rows, call->argument<qulonglong>(0), call->argument<uint>(1)));
}

void ContainersService::diskUsage(const CallPtr& call)
{
    requireNone(call, 0);
    answerFromThread(call, [this](Call& answered) {
        const ContainersUsage usage = m_engine.containers.usage();
        answered.reply(static_cast<qulonglong>(usage.disk.count()),
                       static_cast<qulonglong>(usage.reclaimable.count()), usage.isWhole);
    });
}

void ContainersService::inspect(const CallPtr& call)
{
    answerFromThread(call, [this, id = require(call).id](Call& answered) {
        const std::string document = m_engine.containers.inspect(id);
        if (document.size() > kMaxDocument)
            throw Error(Code::SystemLimit, id, "what describes it is too long for a message");
        answered.reply(toByteArray(document));
    });
}

void ContainersService::create(const CallPtr& call)
{
    const auto serial = call->argument<qulonglong>(0);
    const auto image = m_engine.store.imageBySerial(serial);
    if (!image)
        throw Error(Code::StoreNotFound, "image " + std::to_string(serial));
    CreateRequest request;
    request.image = *image;
    request.imageName = textOf(call, 1);
    OptionReader options(call->argument<QVariantMap>(4));
    request.options = readRunOptions(options);
    request.options.name = textOf(call, 2);
    request.options.arguments = fromByteStrings(call->argument<wire::ByteStrings>(3));
    request.isStarted = options.flag("start");
    request.streams = options.descriptor("streams");
    options.finish();
    if (request.streams)
        requireChannel(request.streams, "streams");
    validate(request.options);
    replyWithJob(call, m_jobs, createJob(m_engine, std::move(request), call->uid()));
}

void ContainersService::start(const CallPtr& call)
{
    const ContainerRow container = require(call);
    OptionReader options(call->argument<QVariantMap>(1));
    Fd streams = options.descriptor("streams");
    options.finish();
    if (streams)
        requireChannel(streams, "streams");
    replyWithJob(call, m_jobs, startJob(m_engine, container, std::move(streams), call->uid()));
}

void ContainersService::stop(const CallPtr& call)
{
    const ContainerRow container = require(call);
    OptionReader options(call->argument<QVariantMap>(1));
    const uint grace = options.number("timeout").value_or(kDefaultGrace);
    options.finish();
    if (grace > kMaxGrace)
        throw Error(Code::RunOptionInvalid, "timeout", "longer than a day");
    replyWithJob(call, m_jobs,
                 stopJob(m_engine, container, std::chrono::seconds(grace), call->uid()));
}

void ContainersService::kill(const CallPtr& call)
{
    const ContainerRow container = require(call);
    const std::string name = textOf(call, 1);
    const int signal = parseSignal(name.empty() ? "KILL" : name);
    requireNone(call, 2);
    replyWithJob(call, m_jobs, killJob(m_engine, container, signal, call->uid()));
}

void ContainersService::wait(const CallPtr& call)
{
    OptionReader options(call->argument<QVariantMap>(1));
    const bool untilRemoval = options.flag("removal");
    options.finish();
    const bool isKnown =
        m_exits.wait(textOf(call, 0), find(call->argument<QString>(0)), untilRemoval,
                     call->sender().toStdString(), [call](int exitCode) { call->reply(exitCode); });
    if (!isKnown)
        throw Error(Code::ContainerNotFound, textOf(call, 0));
}

void ContainersService::attach(const CallPtr& call)
{
    requireNone(call, 1);
    answerFromThread(call, [this, id = require(call).id](Call& answered) {
        const AttachSocket socket = m_engine.containers.attach(id);
        answered.reply(QDBusUnixFileDescriptor(socket.socket.get()), socket.hasTerminal);
    });
}

void ContainersService::resize(const CallPtr& call)
{
    const ContainerRow container = require(call);
    const auto exec = call->argument<qulonglong>(1);
    const uint rows = call->argument<uint>(2);
    const uint columns = call->argument<uint>(3);
    if (rows > kMaxTerminal || columns > kMaxTerminal)
        throw Error(Code::ApiInvalidArgument, "size", "a terminal is not that large");
    const Job* job = m_jobs.find(exec);
    if (exec != 0 && (!job || job->request.owner.uid != call->uid()))
        throw Error(Code::JobNotFound, std::to_string(exec));
    const TerminalSize size{static_cast<std::uint16_t>(rows), static_cast<std::uint16_t>(columns)};
    answerFromThread(call, [this, id = container.id, exec, size](Call& answered) {
        if (exec == 0) {
            m_engine.containers.resize(id, size);
        } else {
            std::shared_ptr<ExecSession> session;
            {
                const auto sessions = m_sessions.lock();
                const auto found = sessions->find(exec);
                if (found == sessions->end())
                    throw Error(Code::JobState, std::to_string(exec), "its command does not run");
                session = found->second;
            }
            session->resize(size);
        }
        answered.reply();
    });
}

void ContainersService::exec(const CallPtr& call)
{
    const ContainerRow container = require(call);
    ExecOptions exec;
    exec.arguments = fromByteStrings(call->argument<wire::ByteStrings>(1));
    OptionReader options(call->argument<QVariantMap>(2));
    readExecOptions(options, exec);
    Fd streams = options.descriptor("streams");
    const bool isDetached = options.flag("detach");
    options.finish();
    if (streams)
        requireChannel(streams, "streams");
    replyWithJob(call, m_jobs,
                 execJob(m_engine, m_sessions, container, std::move(exec), std::move(streams),
                         isDetached, call->uid()));
}

void ContainersService::remove(const CallPtr& call)
{
    const ContainerRow container = require(call);
    OptionReader options(call->argument<QVariantMap>(1));
    const bool isForced = options.flag("force");
    options.finish();
    replyWithJob(call, m_jobs, removeContainerJob(m_engine, container, isForced, call->uid()));
}

void ContainersService::logs(const CallPtr& call)
{
    const ContainerRow container = require(call);
    LogsRequest request;
    request.output = takeDescriptor(call->argument<QDBusUnixFileDescriptor>(1), "output");
    request.errors = takeDescriptor(call->argument<QDBusUnixFileDescriptor>(2), "errors");
    requireWritable(request.output, "output");
    requireWritable(request.errors, "errors");
    OptionReader options(call->argument<QVariantMap>(3));
    request.range.isFollowed = options.flag("follow");
    request.range.hasTimestamps = options.flag("timestamps");
    if (const auto tail = options.count("tail"))
        request.range.tail = *tail;
    if (const auto since = options.signedCount("since"))
        request.range.since = *since;
    if (const auto until = options.signedCount("until"))
        request.range.until = *until;
    options.finish();
    replyWithJob(call, m_jobs, logsJob(m_engine, container, std::move(request), call->uid()));
}

void ContainersService::exportTar(const CallPtr& call)
{
    const ContainerRow container = require(call);
    Fd output = takeDescriptor(call->argument<QDBusUnixFileDescriptor>(1), "output");
    requireWritable(output, "output");
    requireNone(call, 2);
    replyWithJob(call, m_jobs, exportJob(m_engine, container, std::move(output), call->uid()));
}

void ContainersService::diff(const CallPtr& call)
{
    const ContainerRow container = require(call);
    Fd output = takeDescriptor(call->argument<QDBusUnixFileDescriptor>(1), "output");
    requireWritable(output, "output");
    requireNone(call, 2);
    replyWithJob(call, m_jobs, diffJob(m_engine, container, std::move(output), call->uid()));
}

void ContainersService::commit(const CallPtr& call)
{
    const ContainerRow container = require(call);
    OptionReader options(call->argument<QVariantMap>(1));
    CommitOptions request;
    readCommitOptions(options, request);
    options.finish();
    replyWithJob(call, m_jobs, commitJob(m_engine, container, std::move(request), call->uid()));
}

void ContainersService::noteEnded(const CallPtr& call)
{
    answerFromThread(call, [this, id = textOf(call, 0)](Call& answered) {
        m_engine.containers.noteEnded(id);
        answered.reply();
    });
}

void ContainersService::tell(const StoreChange& change)
{
    if (m_watchers.isEmpty() || change.containers.isEmpty())
        return;
    wire::Containers rows;
    for (const ContainerRow& row : change.containers.changed)
        rows.append(toWire(row));
    const auto& gone = change.containers.removed;
    m_watchers.send(QStringLiteral("Changed"),
                    {static_cast<qulonglong>(change.revision), QVariant::fromValue(rows),
                     QVariant::fromValue(wire::Serials(gone.begin(), gone.end()))});
}

} // namespace onggi
