// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Commands that take several names do what they can, and tell each failure.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace onggi::ctl {

// Calls `act` with every name; a failure of one is told in a line of its own. Returns the exit
// code.
int forEachName(const std::vector<std::string>& names,
                const std::function<void(const std::string& name)>& act);

} // namespace onggi::ctl
