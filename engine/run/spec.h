// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// From an image's defaults and the options of `run` to the document that the runtime reads:
// runtime-spec, config.md and config-linux.md. Pure: what has to be looked up arrives in
// SpecInputs.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/core/json.h"
#include "engine/image/config.h"
#include "engine/mount/idmap.h"
#include "engine/run/cgroup.h"
#include "engine/run/options.h"
#include "engine/run/users.h"

namespace onggi {

struct ExecOptions;

// The capabilities of a confined container: those that containers-common gives.
const std::vector<std::string>& defaultCapabilities();

// Throws Error(RunOptionInvalid) for an image that says more than a program can be given: its
// containers would keep it as long as they live.
void requireRunnable(const RunDefaults& image);

// Docker's rules. Throws Error(RunOptionInvalid) where neither the image nor the options name a
// command.
std::vector<std::string> commandOf(const RunDefaults& image, const RunOptions& options);
// In order: PATH, HOSTNAME and TERM, the image's, the options'; a later one of a name takes the
// place of the earlier; HOME where none is given.
std::vector<std::string> environmentOf(const RunDefaults& image, const RunOptions& options,
                                       std::string_view hostname, std::string_view home);
std::string workingDirectoryOf(const RunDefaults& image, const RunOptions& options);

struct SpecInputs {
    std::string id;
    std::string hostname;
    RunDefaults image;
    RunOptions options;
    ContainerUser user;
    IdRange range;
    CgroupLayout cgroups;
    Json seccomp;                   // resolved
    std::string seccompProgram;     // and compiled, for crun; may be empty
    std::uint64_t openFiles = 1024; // the most that may be asked for
};

// The bundle's root is "root"; the files "hosts", "hostname" and "resolv.conf" stand in the bundle.
// Throws Error(RunOptionInvalid) for arguments that are not UTF-8: the runtimes would refuse or
// alter them.
Json makeSpec(const SpecInputs& inputs);

// The "process" of an exec in a container with this `spec`.
Json makeExecProcess(const Json& spec, const ExecOptions& options, const ContainerUser& user);

} // namespace onggi
