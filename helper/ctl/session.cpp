// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How calls wait: always in the event loop, so that a signal and the helper's end are heard at
// once. Calls have no time-out of their own: a question to an administrator may stand open for
// long.

#include "helper/ctl/session.h"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <csignal>
#include <deque>

#include <QAbstractEventDispatcher>
#include <QEventLoop>

#include <sys/signalfd.h>
#include <unistd.h>

#include "containers_interface.h"
#include "engine/core/error.h"
#include "health_interface.h"
#include "helper/api/convert.h"
#include "helper/api/error_names.h"
#include "helper/api/names.h"
#include "helper/api/page_end.h"
#include "images_interface.h"
#include "jobs_interface.h"

namespace onggi::ctl {

namespace {

constexpr uint kPageRows = 2000;

sigset_t ourSignals()
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGWINCH);
    return set;
}

// A list that comes in pages. The first is asked for at once, each other one before the rows of the
// one before it are read: the helper writes meanwhile.
template <typename Fetch>
class Pages {
public:
    explicit Pages(Fetch fetch)
        : m_fetch(std::move(fetch))
        , m_page(m_fetch(0, kPageRows))
    {
    }

    // Returns the revision that the last page is of.
    template <typename Row>
    qulonglong read(Session& session, std::vector<Row>& rows)
    {
        rows.clear();
        while (true) {
            const auto reply = session.await(m_page);
            const auto total = reply.template argumentAt<1>();
            const PageEnd end = endOfPage(reply.reply());
            const bool isLast = end.rows == 0 || rows.size() + end.rows >= total;
            if (!isLast)
                m_page = m_fetch(end.lastSerial + 1, kPageRows);
            rows.reserve(total);
            for (const auto& row : reply.template argumentAt<2>())
                rows.push_back(fromWire(row));
            if (isLast)
                return reply.template argumentAt<0>();
        }
    }

private:
    Fetch m_fetch;
    std::invoke_result_t<Fetch, qulonglong, uint> m_page;
};

} // namespace

void blockSignals()
{
    const sigset_t set = ourSignals();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

Error errorOfReply(const QDBusError& error, const QDBusMessage& reply)
{
    const QString name = error.name();
    if (error.type() == QDBusError::NoReply || error.type() == QDBusError::Disconnected) {
        return Error(Code::SystemIo, "the helper",
                     "it died while it was asked; the next call starts it again");
    }
    if (error.type() == QDBusError::ServiceUnknown || name.endsWith(".NameHasNoOwner")) {
        return Error(Code::SystemIo, "reaching the helper",
                     "Onggi is not installed on this machine's system bus");
    }
    if (name.startsWith("org.freedesktop.DBus.Error.Spawn"))
        return Error(Code::SystemIo, "starting the helper", error.message().toStdString());
    return errorFromReply(reply);
}

Session::Session()
    : m_bus(QDBusConnection::systemBus())
{
    if (!m_bus.isConnected()) {
        throw Error(Code::SystemIo, "connecting to the system bus",
                    m_bus.lastError().isValid() ? m_bus.lastError().message().toStdString()
                                                : "no D-Bus is running here");
    }
    wire::registerWireTypes();
    m_images = std::make_unique<ImagesInterface>(bus::kService, bus::kImagesPath, m_bus);
    m_containers =
        std::make_unique<ContainersInterface>(bus::kService, bus::kContainersPath, m_bus);
    m_health = std::make_unique<HealthInterface>(bus::kService, bus::kHealthPath, m_bus);
    m_jobs = std::make_unique<JobsInterface>(bus::kService, bus::kJobsPath, m_bus);
    for (QDBusAbstractInterface* interface : std::initializer_list<QDBusAbstractInterface*>{
             m_images.get(), m_containers.get(), m_health.get(), m_jobs.get()})
        interface->setTimeout(INT_MAX);

    m_helperWatch = std::make_unique<QDBusServiceWatcher>(
        bus::kService, m_bus, QDBusServiceWatcher::WatchForUnregistration);
    connect(m_helperWatch.get(), &QDBusServiceWatcher::serviceUnregistered, this,
            [this] { m_isHelperGone = true; });

    const sigset_t set = ourSignals();
    m_signalFd = OwnedFd(::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK));
    if (!m_signalFd)
        throw systemError(errno, "signals", "signalfd");
    m_signalNotifier = std::make_unique<QSocketNotifier>(m_signalFd.get(), QSocketNotifier::Read);
    connect(m_signalNotifier.get(), &QSocketNotifier::activated, this, [this] { readSignal(); });
}

Session::~Session() = default;

void Session::readSignal()
{
    signalfd_siginfo info{};
    while (::read(m_signalFd.get(), &info, sizeof info) == sizeof info) {
        const int number = static_cast<int>(info.ssi_signo);
        if (m_takeSignal && m_takeSignal(number))
            continue;
        if (number != SIGWINCH)
            m_signal = number;
    }
}

void Session::waitUntil(const std::function<bool()>& isDone)
{
    if (isDone())
        return;
    // Asked when all that had come has been dealt with, and before the dispatcher blocks: one that
    // waits for more events also blocks after it has delivered some.
    QEventLoop loop;
    connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::aboutToBlock, &loop,
            [&] {
                if (m_signal || isDone())
                    loop.quit();
            });
    loop.exec();
    if (!isDone())
        throw Interrupted{m_signal.value_or(SIGTERM)};
}

void Session::awaitCall(const QDBusPendingCall& call)
{
    QDBusPendingCallWatcher watcher(call);
    bool isFinished = watcher.isFinished();
    connect(&watcher, &QDBusPendingCallWatcher::finished, this,
            [&isFinished] { isFinished = true; });
    waitUntil([&] { return isFinished || watcher.isFinished(); });
    if (watcher.isError())
        throw errorOfReply(watcher.error(), watcher.reply());
}

std::vector<QByteArray> Session::readConfigs(const std::vector<Serial>& images)
{
    // As many as keep the helper busy, and far below what the bus queues for one caller.
    constexpr std::size_t kAtOnce = 64;
    std::vector<QByteArray> configs;
    configs.reserve(images.size());
    std::deque<QDBusPendingReply<QByteArray>> pending;
    for (std::size_t asked = 0; configs.size() < images.size();) {
        while (asked < images.size() && pending.size() < kAtOnce)
            pending.push_back(m_images->Config(images[asked++]));
        try {
            configs.push_back(await(pending.front()).value());
        } catch (const Error& error) {
            if (error.code() != Code::StoreNotFound)
                throw;
            configs.emplace_back();
        }
        pending.pop_front();
    }
    return configs;
}

StoreView Session::readContainers()
{
    StoreView view;
    Pages([this](auto first, uint count) { return m_containers->Snapshot(first, count); })
        .read(*this, view.containers);
    return view;
}

StoreView Session::readStore()
{
    // Images and layers must be of one revision: a layer may go with an image between the two.
    constexpr int kTries = 10;
    for (int i = 0; i < kTries; ++i) {
        Pages images([this](auto first, uint count) { return m_images->Snapshot(first, count); });
        Pages layers([this](auto first, uint count) { return m_images->Layers(first, count); });
        StoreView view = readContainers();
        if (images.read(*this, view.images) != layers.read(*this, view.layers))
            continue;
        // Containers are read on their own: the image of one may be gone, or not be here yet.
        std::erase_if(view.containers, [&view](const ContainerRow& container) {
            return !std::ranges::binary_search(view.images, container.image, {}, &ImageRow::serial);
        });
        return view;
    }
    throw Error(Code::StoreBusy, "reading it", "it changes all the time; try again");
}

} // namespace onggi::ctl
