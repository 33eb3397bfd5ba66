// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The jobs of org.onggi.Containers1: what each needs to be allowed, what it does, and what it
// brings.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/archive/commit.h"
#include "engine/core/synced.h"
#include "helper/job/job.h"
#include "helper/service/engine.h"

namespace onggi {

struct CreateRequest {
    ImageRow image;
    std::string imageName;
    RunOptions options;
    bool isStarted = false;
    Fd streams; // none: nobody attaches
};

struct LogsRequest {
    LogRange range;
    Fd output;
    Fd errors;
};

// The commands that run in containers by now, by the number of their job.
using ExecSessions = Synced<std::map<std::uint64_t, std::shared_ptr<ExecSession>>>;

// The engine, and the sessions, outlive the jobs. `container` is the row of what is meant, and
// whose it is decides who is asked.
JobRequest createJob(Engine& engine, CreateRequest request, std::uint32_t uid);
JobRequest startJob(Engine& engine, const ContainerRow& container, Fd streams, std::uint32_t uid);
JobRequest stopJob(Engine& engine, const ContainerRow& container, std::chrono::seconds grace,
                   std::uint32_t uid);
JobRequest killJob(Engine& engine, const ContainerRow& container, int signal, std::uint32_t uid);
JobRequest execJob(Engine& engine, ExecSessions& sessions, const ContainerRow& container,
                   ExecOptions options, Fd streams, bool isDetached, std::uint32_t uid);
JobRequest removeContainerJob(Engine& engine, const ContainerRow& container, bool isForced,
                              std::uint32_t uid);
JobRequest logsJob(Engine& engine, const ContainerRow& container, LogsRequest request,
                   std::uint32_t uid);
JobRequest exportJob(Engine& engine, const ContainerRow& container, Fd output, std::uint32_t uid);
JobRequest diffJob(Engine& engine, const ContainerRow& container, Fd output, std::uint32_t uid);
JobRequest commitJob(Engine& engine, const ContainerRow& container, CommitOptions options,
                     std::uint32_t uid);

} // namespace onggi
