// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// One failure does not keep the other names waiting.

#include "helper/ctl/commands/each.h"

#include "engine/core/error.h"
#include "helper/ctl/exit_code.h"
#include "helper/ctl/output.h"

namespace onggi::ctl {

int forEachName(const std::vector<std::string>& names,
                const std::function<void(const std::string& name)>& act)
{
    int code = 0;
    for (const std::string& name : names) {
        try {
            act(name);
        } catch (const Error& error) {
            printFailure(error.message());
            code = exitCodeOf(error);
        }
    }
    return code;
}

} // namespace onggi::ctl
