// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Whether a registry takes somebody's credentials.
#pragma once

#include <stop_token>
#include <string>

#include "engine/registry/client.h"

namespace onggi {

// Asks the registry "host[:port]" for /v2/ with the credentials that `options.access` has for
// `scope` ("host[:port][/path]"). A registry that asks nobody to sign in takes any. Blocks. Throws
// Error(RegistryDenied) for wrong ones, otherwise as RegistryClient does.
void verifySignIn(Transfer& transfer, const RegistryOptions& options, const std::string& scope,
                  const std::stop_token& stop);

} // namespace onggi
