// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What lives how long, and the way out: the name is given up first, so that the bus starts a new
// helper for whoever comes from then on; what came before is still in our queue and is answered, by
// us.

#include "helper/service/helper.h"

#include <QCoreApplication>
#include <QDBusConnectionInterface>
#include <QThreadPool>

#include "engine/core/log.h"
#include "helper/api/names.h"
#include "helper/api/wire.h"

namespace onggi {

namespace {

// Numbers are taken from the store in blocks, one for each helper and then one for as many jobs: a
// number costs a synced transaction.
constexpr std::uint64_t kJobsPerBlock = 1000;
constexpr int kRevisionShift = 32;

} // namespace

struct Helper::Services {
    Services(const QDBusConnection& connection, const HelperOptions& options, StoreFeed& feed,
             Idle& idle, ExecSessions& sessions, std::function<std::uint64_t()> nextNumber,
             Authorizer authorizer)
        : engine(options.paths, options.limits,
                 [&feed](const ContainerRow& row, bool isRemoved) {
                     feed.postContainer(row, isRemoved);
                 })
        , subscription(engine.store.subscribe(
              [&feed](const StoreChange& change) { feed.postChange(change); }))
        , block(engine.store.nextNumber("job-block"))
        , jobs(connection, idle, block << kRevisionShift)
        , queue(std::move(nextNumber), std::move(authorizer), jobs)
        , images(connection, engine, queue, idle)
        , containers(connection, engine, queue, idle, sessions)
        , health(engine, queue)
    {
    }

    Engine engine;
    Subscription subscription;
    std::uint64_t block;
    std::uint64_t numbersTaken = 0;
    JobsService jobs;
    JobQueue queue; // its destructor waits for the work, which uses all that stands above
    ImagesService images;
    ContainersService containers;
    HealthService health;
};

Helper::Helper(const QDBusConnection& connection, HelperOptions options)
    : m_connection(connection)
    , m_options(std::move(options))
    , m_idle(m_options.patience, [this] { leaveIfIdle(); })
    , m_authority(connection)
    , m_gate(m_authority)
    , m_callers(connection, [this](const QString& name) { clientGone(name); })
    , m_dispatcher(connection, m_callers, m_gate, m_idle)
{
    wire::registerWireTypes();
}

Helper::~Helper()
{
    // Calls that are being answered use the services.
    QThreadPool::globalInstance()->waitForDone();
}

bool Helper::start()
{
    try {
        openEngine();
    } catch (const Error& error) {
        log(LogLevel::Error, "store.not-opened", {{"error", error.message()}});
        m_dispatcher.refuseAll(error);
    }
    if (!m_connection.registerVirtualObject(QStringLiteral("/"), &m_dispatcher,
                                            QDBusConnection::SubPath))
        return false;
    m_authority.probe();
    return takeName();
}

void Helper::openEngine()
{
    m_services = std::make_unique<Services>(
        m_connection, m_options, m_feed, m_idle, m_sessions, [this] { return nextJobNumber(); },
        [this](const JobOwner& owner, const Permission& permission, std::stop_token withdrawn,
               std::function<void(std::optional<Error>)> done) {
            authorize(owner, permission, std::move(withdrawn), std::move(done));
        });
    m_services->jobs.install(m_dispatcher, m_services->queue);
    m_services->images.install(m_dispatcher, m_feed);
    m_services->containers.install(m_dispatcher, m_feed);
    m_services->health.install(m_dispatcher);
    const QStringList gaps = m_dispatcher.gaps();
    if (!gaps.isEmpty())
        qFatal("%s", qPrintable(gaps.join(QLatin1String("; "))));
}

std::uint64_t Helper::nextJobNumber()
{
    Services& services = *m_services;
    if (services.numbersTaken == kJobsPerBlock) {
        services.block = services.engine.store.nextNumber("job-block");
        services.numbersTaken = 0;
    }
    return (services.block - 1) * kJobsPerBlock + ++services.numbersTaken;
}

void Helper::authorize(const JobOwner& owner, const Permission& permission,
                       std::stop_token withdrawn, std::function<void(std::optional<Error>)> done)
{
    const Question question{owner.name, permission.action, permission.subject, true};
    m_gate.ask(owner.uid, question, std::move(withdrawn), std::move(done));
}

void Helper::clientGone(const QString& name)
{
    m_dispatcher.dropClient(name);
    if (!m_services)
        return;
    m_services->queue.dropClient(name);
    m_services->jobs.dropClient(name);
    m_services->images.dropClient(name);
    m_services->containers.dropClient(name);
}

bool Helper::takeName()
{
    const QDBusReply<QDBusConnectionInterface::RegisterServiceReply> reply =
        m_connection.interface()->registerService(bus::kService,
                                                  QDBusConnectionInterface::DontQueueService,
                                                  QDBusConnectionInterface::DontAllowReplacement);
    return reply.isValid() && reply.value() == QDBusConnectionInterface::ServiceRegistered;
}

void Helper::leaveIfIdle()
{
    const std::uint64_t before = m_idle.holdsTaken();
    m_connection.interface()->unregisterService(bus::kService);
    // Whatever the bus had sent before it took the name away has been read by now: it waits here.
    QCoreApplication::sendPostedEvents();
    QCoreApplication::processEvents(QEventLoop::ExcludeUserInputEvents);
    if (m_idle.holdsTaken() == before) {
        log(LogLevel::Info, "helper.idle");
        QCoreApplication::quit();
        return;
    }
    // Another helper may have come in between: then we stay only for what is ours.
    if (!takeName())
        log(LogLevel::Warning, "helper.succeeded", {{"effect", "another helper has the name"}});
}

void Helper::stop()
{
    m_connection.interface()->unregisterService(bus::kService);
    if (m_services)
        m_services->queue.cancelAll();
    log(LogLevel::Info, "helper.stopped");
    QCoreApplication::quit();
}

} // namespace onggi
