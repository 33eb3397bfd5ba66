// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The engine of one state directory, put together: what is needed to pull, load, remove and run.
#pragma once

#include <functional>
#include <string>

#include "engine/layer/limits.h"
#include "engine/layer/unpack_process.h"
#include "engine/registry/transfer.h"
#include "engine/run/containers.h"
#include "engine/store/chain_cache.h"
#include "engine/store/pull.h"
#include "engine/store/store.h"

namespace onggi {

struct EnginePaths {
    std::string stateDirectory;
    std::string runtimeDirectory;
    std::string programs; // directory of onggi-helper, onggi-unpack, onggi-runtime
};

struct Engine {
    // Opens the store and finds the containers again. A store that another helper is about to close
    // is waited for, for some seconds. Throws what Store does. `listener` is called on other
    // threads. `limits` count for layers and archives that come.
    Engine(const EnginePaths& paths, const LayerLimits& limits, Containers::Listener listener);

    RunPaths runPaths;
    Store store;
    Unpacker unpacker;
    Transfer transfer;
    Puller puller;
    ChainCache chains;
    Containers containers;
};

} // namespace onggi
