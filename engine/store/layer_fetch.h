// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// One layer on its way from a registry to being staged.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>

#include "engine/core/progress.h"
#include "engine/image/descriptor.h"
#include "engine/image/reference.h"
#include "engine/store/keyed_locks.h"
#include "engine/store/store.h"

namespace onggi {

class RegistryClient;
class Spool;
class Unpacker;

struct LayerRequest {
    RegistryClient& client;
    Reference repository;
    Descriptor blob;
    Digest diffId;
    std::uint32_t uid = 0; // who wants it
    std::string directory; // of the job, for unfinished files
    // Told of bytes of the blob: what the spool had already, and what comes, from the thread that
    // downloads.
    std::function<void(Bytes)> resumed;
    std::function<void(Bytes)> downloaded;
};

// Shared by all pulls. Thread-safe.
class LayerFetcher {
public:
    // `patience`: how long another user's job may take for a layer that is waited for.
    LayerFetcher(Store& store, Unpacker& unpacker, std::chrono::milliseconds patience)
        : m_store(store)
        , m_unpacker(unpacker)
        , m_patience(patience)
    {
    }

    // Blocks until the layer is published or staged. Where another job is fetching it, waits for
    // that one and tries itself only if it fails, or is another user's and has not done it in time.
    // Goes on from what the spool has of the blob; if a blob that came in pieces makes a damaged
    // layer, fetches it once from the start. `progress` gets a Download and an Unpack child.
    LayerHold fetch(const LayerRequest& request, const Progress& progress,
                    const std::stop_token& stop);

private:
    // `path`: of the spool's file, which nobody else writes.
    LayerHold fetchInto(const std::string& path, const LayerRequest& request,
                        const Progress& progress, const std::stop_token& stop);
    // `isPieced`: whether the blob's bytes come from several answers; set on the way.
    LayerHold ingest(const LayerRequest& request, Spool& spool, std::atomic<bool>& isPieced,
                     const Progress& progress, const std::stop_token& stop);

    Store& m_store;
    Unpacker& m_unpacker;
    const std::chrono::milliseconds m_patience;
    KeyedLocks m_layers; // by diffID
    KeyedLocks m_blobs;  // by digest; taken while the layer's lock is held
};

// Space that stays free on the file system of `path`, and what is free beyond it.
struct FreeSpace {
    Bytes reserve;
    Bytes usable;
};
FreeSpace freeSpaceAt(const std::string& path);

} // namespace onggi
