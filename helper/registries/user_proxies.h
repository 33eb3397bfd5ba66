// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The proxies that a client hands over with its jobs: those of its environment, and where that says
// nothing those of containers.conf(5), the system's and the user's.
#pragma once

#include "engine/registry/proxies.h"
#include "helper/api/containers_files.h"

namespace onggi {

// Throws what reading the files throws, see helper/api/containers_files.h.
Proxies userProxies(const SystemPlaces& system, const UserPlaces& user,
                    const Proxies::Lookup& environment);

} // namespace onggi
