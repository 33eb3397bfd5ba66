// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// org.onggi.Health1.
#pragma once

#include "helper/service/dispatcher.h"
#include "helper/service/engine.h"

namespace onggi {

class HealthService {
public:
    // All of them outlive the service.
    HealthService(Engine& engine, JobQueue& jobs)
        : m_engine(engine)
        , m_jobs(jobs)
    {
    }

    void install(Dispatcher& dispatcher);

private:
    void info(const CallPtr& call);
    void report(const CallPtr& call);
    void check(const CallPtr& call);
    void repair(const CallPtr& call);

    Engine& m_engine;
    JobQueue& m_jobs;
};

} // namespace onggi
