// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// One change of the store: a transaction, the revision that it makes, and the news of it.
#pragma once

#include <mutex>
#include <set>

#include "engine/store/state.h"

namespace onggi {

enum class Durability {
    Full,    // on the disk when the commit returns
    Relaxed, // a power loss may take it back, whole and in order
};

// Holds the store's mutex as long as it lives, and rolls back unless committed. Whoever changes a
// row that is part of a StoreView says so here.
class StoreWrite {
public:
    // Throws Error(StoreReadOnly).
    explicit StoreWrite(StoreState& state, Durability durability = Durability::Full);

    Database& database() noexcept { return m_state.database; }

    // Named again or by both: what is there at the end counts.
    void layerChanged(Serial serial) { m_layers.insert(serial); }
    void imageChanged(Serial serial) { m_images.insert(serial); }
    void containerChanged(Serial serial) { m_containers.insert(serial); }

    // Everybody is told when it returns. The mutex stays held.
    void commit();

private:
    StoreState& m_state;
    std::unique_lock<std::mutex> m_lock;
    // Before and after the transaction: SQLite changes this only between two.
    struct Syncing {
        Syncing(Database& database, Durability durability);
        ~Syncing();
        Database* relaxed = nullptr;
    } m_syncing;
    Transaction m_transaction;
    std::set<Serial> m_layers;
    std::set<Serial> m_images;
    std::set<Serial> m_containers;
};

} // namespace onggi
