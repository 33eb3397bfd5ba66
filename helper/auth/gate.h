// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The one place that lets a caller through. The super-user always passes, as with polkit itself,
// and also where there is no polkit.
#pragma once

#include <cstdint>

#include "helper/auth/authority.h"

namespace onggi {

class Gate {
public:
    // `authority` outlives the gate.
    explicit Gate(Authority& authority)
        : m_authority(authority)
    {
    }

    // `uid` is what the bus says of the question's caller. Calls `done` once, with nothing if it is
    // granted: at once for uid 0, otherwise later.
    void ask(std::uint32_t uid, const Question& question, std::stop_token withdrawn,
             std::function<void(std::optional<Error>)> done);

private:
    Authority& m_authority;
};

} // namespace onggi
