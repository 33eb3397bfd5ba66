// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// CONTAINERS_CONF names the one file that counts, as it does for other tools.

#include "helper/registries/user_proxies.h"

#include "engine/registry/proxy_variables.h"

namespace onggi {

Proxies userProxies(const SystemPlaces& system, const UserPlaces& user,
                    const Proxies::Lookup& environment)
{
    std::vector<NamedText> files;
    const std::string named = environment("CONTAINERS_CONF").value_or("");
    if (named.empty())
        files = readEngineConfiguration(system, user);
    else if (auto only = readNamedText(QString::fromStdString(named), kMaxConfigurationBytes))
        files.push_back(std::move(*only));
    return Proxies::fromEnvironment(withVariables(environment, readProxyVariables(files)));
}

} // namespace onggi
