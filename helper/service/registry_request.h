// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What every job that asks a registry is told about how to.
#pragma once

#include <memory>

#include "engine/registry/client.h"
#include "helper/service/options.h"
#include "helper/service/registry_access.h"

namespace onggi {

// How a registry is spoken to, and with whose configuration and credentials.
struct RegistryRequest {
    std::shared_ptr<JobAccess> access;
    bool tlsVerify = true;
};

// The options "access" and "tls-verify". Throws as JobAccess does.
RegistryRequest takeRegistryRequest(OptionReader& options);

// For the job's client. Reads the system's files: on the job's thread.
RegistryOptions registryOptions(const RegistryRequest& request);

} // namespace onggi
