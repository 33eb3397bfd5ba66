// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The containers of a store as a helper has found them when its jobs begin, but without a mount:
// who is killed at any moment must not leave one behind.
#pragma once

#include "engine/layer/unpack_process.h"
#include "engine/run/containers.h"
#include "engine/store/chain_cache.h"
#include "engine/store/store.h"

namespace onggi::test {

class FoundContainers {
public:
    // Both outlive the object. What belongs into the runtime's directory lies beside the store's.
    FoundContainers(Store& store, Unpacker& unpacker);

    Containers& operator*() { return m_containers; }

private:
    ChainCache m_chains;
    Containers m_containers;
};

} // namespace onggi::test
