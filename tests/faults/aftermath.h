// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What may be found after a fault, and what not.
#pragma once

#include <string>

#include "tests/faults/driver_run.h"
#include "tests/faults/scene.h"

namespace onggi::test {

// Whether the process ended as the fault allows. Empty if so.
std::string badEnd(const DriverRun& run, const FaultOrder& order);

// Opens the store as the next start would, looks, does the verb and looks again. Empty if all is
// well. `argument` is the scene's, with the registry's domain.
std::string badAftermath(const std::string& state, const Scene& scene, const std::string& argument,
                         const DriverRun& run);

} // namespace onggi::test
