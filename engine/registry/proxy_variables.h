// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The proxies of containers.conf(5): the variables http_proxy, https_proxy, all_proxy and no_proxy,
// in lower or upper case, of `env` in its [engine] table. Nothing else of these files is looked at.
// Values may hold a password and are never quoted.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/registry/proxies.h"
#include "engine/registry/registries_conf.h"

namespace onggi {

using ProxyVariables = std::map<std::string, std::string>; // "https_proxy" to its value

// Of the files in the order in which they count: a later `env` stands instead of an earlier one,
// unless it says {append=true}. Throws Error(DocumentInvalid) naming file and line.
ProxyVariables readProxyVariables(const std::vector<NamedText>& files);

// What the environment says, and what the files say where it says nothing: about the same variable
// in either case, nor, unless that is no_proxy, about all_proxy.
Proxies::Lookup withVariables(Proxies::Lookup environment, ProxyVariables variables);

} // namespace onggi
