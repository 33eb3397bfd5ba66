// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Whether a port of this machine can be published, before the helper is asked: it binds a socket to
// it for a moment, as the helper will. No call here waits.
#pragma once

#include <QString>

#include "engine/lineage/store_view.h"
#include "engine/run/options.h"

namespace onggi {

struct PortUse {
    enum class Kind {
        Free,
        Container, // a running container has it
        Program,   // somebody else does
        Reserved,  // below 1024: only an administrator can tell
        NoAddress, // this machine has no such address
        Repeated,  // another row of the same list has it
    };
    Kind kind = Kind::Free;
    QString container; // its name
};

// Of one of `ports`. Port 0, which is any free one, is Free.
PortUse checkPort(const StoreView& view, const std::vector<PortMapping>& ports, std::size_t port);

// The port that is offered for one inside: the same, or 8000 more below 1024; the next one that is
// free where it is in use.
std::uint16_t suggestedPort(const StoreView& view, const std::vector<PortMapping>& others,
                            std::uint16_t containerPort, PortProtocol protocol);

} // namespace onggi
