// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What every command that asks a registry takes, as options of the command line.
#pragma once

#include "helper/ctl/grammar.h"
#include "helper/registries/access_options.h"

namespace onggi::ctl {

struct RegistryChoices : AccessOptions {
    void addTo(Syntax syntax);
};

} // namespace onggi::ctl
