// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// org.onggi.Containers1.
#pragma once

#include "helper/service/container_jobs.h"
#include "helper/service/dispatcher.h"
#include "helper/service/exit_board.h"
#include "helper/service/store_feed.h"
#include "helper/service/watchers.h"

namespace onggi {

class ContainersService {
public:
    // All of them outlive the service.
    ContainersService(const QDBusConnection& connection, Engine& engine, JobQueue& jobs, Idle& idle,
                      ExecSessions& sessions);

    void install(Dispatcher& dispatcher, StoreFeed& feed);
    void dropClient(const QString& name);

private:
    std::optional<ContainerRow> find(const QString& idOrName) const;
    // Of the call's first argument; throws Error(ContainerNotFound), and Error(AuthDenied) where
    // it is another user's, and the caller was asked about one of its own or of nobody's.
    ContainerRow require(const CallPtr& call) const;

    void snapshot(const CallPtr& call);
    void diskUsage(const CallPtr& call);
    void inspect(const CallPtr& call);
    void create(const CallPtr& call);
    void start(const CallPtr& call);
    void stop(const CallPtr& call);
    void kill(const CallPtr& call);
    void wait(const CallPtr& call);
    void attach(const CallPtr& call);
    void resize(const CallPtr& call);
    void exec(const CallPtr& call);
    void remove(const CallPtr& call);
    void logs(const CallPtr& call);
    void exportTar(const CallPtr& call);
    void diff(const CallPtr& call);
    void commit(const CallPtr& call);
    void noteEnded(const CallPtr& call);
    void tell(const StoreChange& change);

    Engine& m_engine;
    JobQueue& m_jobs;
    Idle& m_idle;
    ExecSessions& m_sessions;
    Watchers m_watchers;
    ExitBoard m_exits;
};

} // namespace onggi
