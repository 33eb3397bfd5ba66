// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `inspect --remote`: images that are not pulled.
#pragma once

#include <string>
#include <vector>

#include "helper/ctl/registry_choices.h"

namespace onggi::ctl {

struct RemoteInspection {
    std::vector<std::string> names;
    std::string platform; // empty: the machine's
    RegistryChoices registry;
    bool isRaw = false;      // the config's exact bytes
    bool isManifest = false; // those of what the name stands for
};

// Prints what was asked for; returns the exit code.
int inspectRemote(const RemoteInspection& inspection);

} // namespace onggi::ctl
