// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `onggi-helper --ended ID`, conmon's exit command: records that a container has ended, and tells
// the helper, which the bus starts if it does not run.
#pragma once

#include <string>

namespace onggi {

// Without a bus the record waits for the next helper. Returns the exit code of the program.
int reportEnded(const std::string& stateDirectory, const std::string& id);

} // namespace onggi
