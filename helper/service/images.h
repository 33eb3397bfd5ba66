// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// org.onggi.Images1.
#pragma once

#include "helper/service/dispatcher.h"
#include "helper/service/engine.h"
#include "helper/service/store_feed.h"
#include "helper/service/watchers.h"

namespace onggi {

class ImagesService {
public:
    // All of them outlive the service.
    ImagesService(const QDBusConnection& connection, Engine& engine, JobQueue& jobs, Idle& idle);

    void install(Dispatcher& dispatcher, StoreFeed& feed);
    void dropClient(const QString& name) { m_watchers.remove(name); }

private:
    void snapshot(const CallPtr& call);
    void layers(const CallPtr& call);
    void config(const CallPtr& call);
    void manifest(const CallPtr& call);
    void pull(const CallPtr& call);
    void push(const CallPtr& call);
    void search(const CallPtr& call);
    void tags(const CallPtr& call);
    void inspectRemote(const CallPtr& call);
    void signIn(const CallPtr& call);
    void load(const CallPtr& call);
    void save(const CallPtr& call);
    void importTar(const CallPtr& call);
    void tag(const CallPtr& call);
    void remove(const CallPtr& call);
    void tell(const StoreChange& change);

    Engine& m_engine;
    JobQueue& m_jobs;
    Idle& m_idle;
    Watchers m_watchers;
};

} // namespace onggi
