// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The one place where a job's options become those of a client.

#include "helper/service/registry_request.h"

namespace onggi {

RegistryRequest takeRegistryRequest(OptionReader& options)
{
    RegistryRequest request;
    request.access = std::make_shared<JobAccess>(options.descriptor("access"));
    request.tlsVerify = options.choice("tls-verify").value_or(true);
    return request;
}

RegistryOptions registryOptions(const RegistryRequest& request)
{
    RegistryOptions options;
    options.tlsVerify = request.tlsVerify;
    options.access = request.access->get();
    return options;
}

} // namespace onggi
