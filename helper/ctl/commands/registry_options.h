// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How a registry is spoken to, for the commands that only ask it something or send it something.
#pragma once

#include <QVariantMap>

#include "helper/ctl/grammar.h"

namespace onggi::ctl {

struct RegistryFlags {
    bool isTlsVerified = true;
};

inline void addRegistryFlags(Syntax syntax, RegistryFlags& flags)
{
    syntax.flag("--tls-verify", flags.isTlsVerified,
                "=false accepts plain HTTP and bad certificates");
}

// The options of the helper's methods that say the same.
inline QVariantMap registryOptions(const RegistryFlags& flags)
{
    QVariantMap options;
    if (!flags.isTlsVerified)
        options.insert("tls-verify", false);
    return options;
}

} // namespace onggi::ctl
