// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The verbs that are made to fail, on the engine itself: no bus, no helper. A further verb is one
// more entry here and a test program with its scene (fault_rounds.h).
#pragma once

#include <string>

#include "engine/layer/unpack_process.h"
#include "engine/run/containers.h"
#include "engine/store/store.h"

namespace onggi::test {

// "open"            nothing but what opening does
// "pull REFERENCE"  from a registry without TLS
// "load FILE"
// "import FILE TAG"
// "rmi NAME"        nothing where it is gone already
// "prune"           the images without a tag
// "commit CONTAINER TAG"
// Throws what the engine throws. `containers`: for the verbs that need them.
void perform(Store& store, Unpacker& unpacker, const std::string& verb, const std::string& argument,
             Containers* containers = nullptr);

bool needsContainers(const std::string& verb);

} // namespace onggi::test
