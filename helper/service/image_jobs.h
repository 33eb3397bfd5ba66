// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The jobs of org.onggi.Images1: what each needs to be allowed, what it does, and what it brings.
#pragma once

#include <chrono>
#include <string>

#include "engine/image/reference.h"
#include "engine/store/pull.h"
#include "helper/job/job.h"
#include "helper/service/engine.h"
#include "helper/service/registry_request.h"

namespace onggi {

struct PullRequest {
    std::string text; // as a user typed it: may be a short name
    RegistryRequest registry = {};
    Platform platform = Platform::host();
    std::chrono::milliseconds firstAnswerTimeout{0};
    PullPolicy policy = PullPolicy::Always;
};

struct SignInRequest {
    std::string scope; // "host[:port][/path]"
    RegistryRequest registry = {};
};

// The engine outlives the jobs.
JobRequest pullJob(Engine& engine, PullRequest request);
// Every tag of a repository; of candidates, of the first that can be listed.
JobRequest pullAllTagsJob(Engine& engine, PullRequest request);
JobRequest planPullJob(Engine& engine, PullRequest request);
JobRequest signInJob(Engine& engine, SignInRequest request);
JobRequest loadJob(Engine& engine, Fd archive, const std::string& name);
// A tag that moves from an image which others use needs an administrator.
JobRequest tagJob(Engine& engine, const ImageRow& image, const Reference& reference,
                  std::uint32_t uid);
// So does a plan with an image in it that others use; nothing of it is done without.
JobRequest removeJob(Engine& engine, RemovalPlan plan, std::uint32_t uid);

} // namespace onggi
