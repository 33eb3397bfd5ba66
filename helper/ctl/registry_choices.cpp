// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/ctl/registry_choices.h"

namespace onggi::ctl {

void RegistryChoices::addTo(Syntax syntax)
{
    syntax.flag("--tls-verify", isTlsVerified, "=false accepts plain HTTP and bad certificates");
    syntax.value("--authfile", authFile, "read credentials from this file alone", "FILE");
}

} // namespace onggi::ctl
