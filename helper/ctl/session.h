// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// One run of onggictl: its connection to the helper, its event loop, and what a signal does to it.
// Everything here belongs to the main thread. The first call that is made starts the helper.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include <QByteArray>
#include <QDBusConnection>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusServiceWatcher>
#include <QObject>
#include <QSocketNotifier>

#include "engine/core/error.h"
#include "engine/lineage/store_view.h"
#include "helper/ctl/owned_fd.h"

// Generated from the XML files of helper/api, and costly to compile: who calls one includes its
// header ("images_interface.h"), and no other.
class ContainersInterface;
class HealthInterface;
class ImagesInterface;
class JobsInterface;

namespace onggi::ctl {

// Thrown when SIGINT or SIGTERM ended what was going on.
struct Interrupted {
    int signal;
};

// Has to be called before any thread is started: from then on the signals are a Session's.
void blockSignals();

// An error that the bus itself reported, or the helper, as an Error whose message says what that
// means.
Error errorOfReply(const QDBusError& error, const QDBusMessage& reply);

class Session : public QObject {
    Q_OBJECT

public:
    // Throws Error(SystemIo) where there is no system bus.
    Session();
    ~Session() override;

    QDBusConnection bus() const { return m_bus; }
    ImagesInterface& images() { return *m_images; }
    ContainersInterface& containers() { return *m_containers; }
    HealthInterface& health() { return *m_health; }
    JobsInterface& jobs() { return *m_jobs; }

    // Runs the event loop until the claim is true; it is asked after each event. Throws Interrupted
    // for a signal that nobody takes.
    void waitUntil(const std::function<bool()>& isDone);

    // Waits for a reply and returns it. Throws the Error that it carries.
    template <typename... Types>
    QDBusPendingReply<Types...> await(QDBusPendingReply<Types...> reply)
    {
        awaitCall(reply);
        return reply;
    }

    // The whole store, or the containers alone, as of now.
    StoreView readStore();
    StoreView readContainers();

    // The configurations of images, in the order of the serials; empty for one that has gone
    // meanwhile. Many are asked for at once.
    std::vector<QByteArray> readConfigs(const std::vector<Serial>& images);

    // Takes signals as long as it is set; false leaves the signal to waitUntil().
    using TakeSignal = std::function<bool(int signal)>;
    void setTakeSignal(TakeSignal take) { m_takeSignal = std::move(take); }

    // Whether the helper has left the bus since this was last set to false.
    bool isHelperGone() const { return m_isHelperGone; }
    void expectHelper() { m_isHelperGone = false; }

private:
    void awaitCall(const QDBusPendingCall& call);
    void readSignal();

    QDBusConnection m_bus;
    std::unique_ptr<ImagesInterface> m_images;
    std::unique_ptr<ContainersInterface> m_containers;
    std::unique_ptr<HealthInterface> m_health;
    std::unique_ptr<JobsInterface> m_jobs;
    std::unique_ptr<QDBusServiceWatcher> m_helperWatch;
    bool m_isHelperGone = false;
    OwnedFd m_signalFd;
    std::unique_ptr<QSocketNotifier> m_signalNotifier;
    TakeSignal m_takeSignal;
    std::optional<int> m_signal;
};

} // namespace onggi::ctl
