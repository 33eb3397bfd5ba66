// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// chains/: the merged indexes of chains, which can always be made again.
#pragma once

#include "engine/run/container_records.h"
#include "engine/store/keyed_locks.h"

namespace onggi {

class Store;
class Unpacker; // engine/layer/unpack_process.h

// Thread-safe. Must not outlive the store and the unpacker.
class ChainCache final : public ChainIndexes {
public:
    ChainCache(Store& store, Unpacker& unpacker)
        : m_store(store)
        , m_unpacker(unpacker)
    {
    }

    // Throws Error(StoreNotFound) if a layer is not in the store, Error(StoreReadOnly) if the index
    // would have to be made on a read-only store.
    std::string ensureChain(std::span<const Digest> diffIds, bool isDamaged,
                            std::stop_token stop) override;

private:
    Store& m_store;
    Unpacker& m_unpacker;
    KeyedLocks m_making; // the second of two equal requests finds it made
};

} // namespace onggi
