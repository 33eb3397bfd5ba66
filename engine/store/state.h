// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The inside of a Store, for its own files only.
#pragma once

#include <atomic>
#include <map>
#include <mutex>

#include "engine/core/synced.h"
#include "engine/store/ballast.h"
#include "engine/store/database.h"
#include "engine/store/state_directory.h"
#include "engine/store/store.h"

namespace onggi {

struct Subscribers {
    struct Inner {
        std::uint64_t lastId = 0;
        std::map<std::uint64_t, ChangeCallback> callbacks;
    };
    Synced<Inner> inner;
};

struct StoreState {
    explicit StoreState(std::string root);

    StatePaths paths;
    StateDirectory directory; // released last
    SweepReport sweep;
    const Ballast ballast;

    // Held by whoever uses the database or renames files into or out of the places that rows name.
    std::mutex mutex;
    Database database;

    Synced<StoreSnapshot> snapshot;
    std::shared_ptr<Subscribers> subscribers = std::make_shared<Subscribers>();
    // How many LayerHolds a layer has. Counted up only by holders of `mutex`.
    Synced<std::map<Digest, unsigned>> holds;

    std::map<std::string, std::uint64_t, std::less<>> unsavedNumbers; // of a read-only store
    std::atomic<std::uint64_t> lastJobDirectory = 0;
};

template <typename Change>
auto Store::makeRoomFor(Change change)
{
    return m_state->ballast.makeRoomFor(change);
}

} // namespace onggi
