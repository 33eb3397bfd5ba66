// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A lock per digest: whoever wants what another job is just fetching waits for it.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <optional>
#include <stop_token>
#include <utility>

#include "engine/core/cancel.h"
#include "engine/core/synced.h"
#include "engine/image/digest.h"

namespace onggi {

class KeyedLocks {
public:
    class Lock {
    public:
        Lock(Lock&& other) noexcept
            : m_locks(std::exchange(other.m_locks, nullptr))
            , m_key(other.m_key)
        {
        }
        Lock& operator=(Lock&&) = delete;
        ~Lock()
        {
            if (!m_locks)
                return;
            m_locks->m_taken.lock()->erase(m_key);
            m_locks->m_freed.notify_all();
        }

    private:
        friend class KeyedLocks;
        Lock(KeyedLocks& locks, const Digest& key) noexcept
            : m_locks(&locks)
            , m_key(key)
        {
        }
        KeyedLocks* m_locks;
        Digest m_key;
    };

    // Waits until nobody has it. Throws Cancelled.
    Lock acquire(const Digest& key, const std::stop_token& stop)
    {
        auto taken = m_taken.lock();
        if (!m_freed.wait(taken.mutexLock(), stop, [&] { return !taken->contains(key); }))
            throw Cancelled();
        taken->emplace(key, 0);
        return Lock(*this, key);
    }

    // The same for the user `uid`, who may end what holds up the user's own jobs but not those of
    // others: nothing, where another user has it after `patience`.
    std::optional<Lock> acquireFor(std::uint32_t uid, const Digest& key,
                                   std::chrono::milliseconds patience, const std::stop_token& stop)
    {
        auto taken = m_taken.lock();
        const auto isFree = [&] { return !taken->contains(key); };
        while (!m_freed.wait_for(taken.mutexLock(), stop, patience, isFree)) {
            if (stop.stop_requested())
                throw Cancelled();
            if (taken->at(key) != uid)
                return std::nullopt;
        }
        taken->emplace(key, uid);
        return Lock(*this, key);
    }

private:
    Synced<std::map<Digest, std::uint32_t>> m_taken; // by whom
    std::condition_variable_any m_freed;
};

} // namespace onggi
