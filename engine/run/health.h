// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Whether this machine has what containers need, and what to do where it has not.
#pragma once

#include <string>
#include <vector>

#include "engine/run/paths.h"

namespace onggi {

enum class HealthState { Good, Warning, Broken };
const char* healthStateName(HealthState state) noexcept; // "good", "warning", "broken"

struct HealthCheck {
    std::string id; // "kernel", "mounts", "user-namespaces", "runtime", "conmon", "network", …
    HealthState state = HealthState::Good;
    std::string finding; // one sentence
    std::string remedy;  // what helps; empty where nothing is wrong
};

// Runs every check; takes some tens of milliseconds, never throws for what is merely missing.
std::vector<HealthCheck> checkHealth(const RunPaths& paths);

} // namespace onggi
