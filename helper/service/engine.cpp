// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The order of construction, and the wait for a helper that is on its way out.

#include "helper/service/engine.h"

#include <chrono>
#include <thread>

#include "engine/core/error.h"

namespace onggi {

namespace {

// The bus starts a new helper as soon as the old one has given its name up, which is before it has
// closed its store.
Store openStore(const std::string& directory)
{
    using namespace std::chrono_literals;
    const auto deadline = std::chrono::steady_clock::now() + 10s;
    for (;;) {
        try {
            return Store(directory);
        } catch (const Error& error) {
            if (error.code() != Code::StoreBusy || std::chrono::steady_clock::now() > deadline)
                throw;
        }
        std::this_thread::sleep_for(20ms);
    }
}

} // namespace

Engine::Engine(const EnginePaths& paths, const LayerLimits& limits, Containers::Listener listener)
    : runPaths(RunPaths::find(paths.stateDirectory, paths.runtimeDirectory,
                              paths.programs + "/onggi-helper", paths.programs + "/onggi-runtime"))
    , store(openStore(paths.stateDirectory))
    , unpacker(paths.programs + "/onggi-unpack", limits)
    , puller(store, unpacker)
    , chains(store, unpacker)
    , containers(runPaths, store, chains, std::move(listener))
{
    try {
        containers.recover();
    } catch (const std::exception&) {
        // Images are served all the same; health and every attempt to run something say it.
    }
}

} // namespace onggi
