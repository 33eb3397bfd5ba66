// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the connections to one registry, and to whom it sends us, are made with.
#pragma once

#include <string>

#include "engine/registry/proxies.h"

namespace onggi {

struct ConnectionTrust {
    std::string authorities; // PEM; trusted beside the system's
    std::string certificate; // PEM; shown to the registry alone, never where it redirects to
    std::string key;         // PEM
    Proxies proxies;         // instead of those that the environment names
};

} // namespace onggi
