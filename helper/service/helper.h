// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The helper, put together: on the bus from start() to its end, which comes when it has been idle,
// when it is told to stop, or when the bus goes.
#pragma once

#include <chrono>
#include <memory>

#include <QDBusConnection>
#include <QObject>

#include "helper/auth/callers.h"
#include "helper/auth/gate.h"
#include "helper/auth/polkit_authority.h"
#include "helper/job/job_queue.h"
#include "helper/service/containers.h"
#include "helper/service/dispatcher.h"
#include "helper/service/health.h"
#include "helper/service/idle.h"
#include "helper/service/images.h"
#include "helper/service/jobs.h"
#include "helper/service/store_feed.h"

namespace onggi {

struct HelperOptions {
    EnginePaths paths;
    LayerLimits limits = {};                    // of layers and archives that come
    std::chrono::milliseconds patience{60'000}; // before it leaves for want of work
};

class Helper : public QObject {
public:
    Helper(const QDBusConnection& connection, HelperOptions options);
    ~Helper() override;

    // Opens the store, then takes the name on the bus. Where the store does not open the name is
    // taken all the same, and every caller is told why. False if another helper has the name.
    bool start();
    // Gives the name up, lets what runs end, and quits.
    void stop();

private:
    struct Services;

    void openEngine();
    std::uint64_t nextJobNumber();
    void authorize(const JobOwner& owner, const Permission& permission, std::stop_token withdrawn,
                   std::function<void(std::optional<Error>)> done);
    void clientGone(const QString& name);
    void leaveIfIdle();
    bool takeName();

    QDBusConnection m_connection;
    HelperOptions m_options;
    Idle m_idle;
    PolkitAuthority m_authority;
    Gate m_gate;
    Callers m_callers;
    Dispatcher m_dispatcher;
    StoreFeed m_feed;
    ExecSessions m_sessions;
    std::unique_ptr<Services> m_services; // none where the store did not open
};

} // namespace onggi
