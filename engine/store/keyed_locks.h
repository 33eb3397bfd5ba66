// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A lock per digest: whoever wants what another job is just fetching waits for it.
#pragma once

#include <condition_variable>
#include <set>
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
        taken->insert(key);
        return Lock(*this, key);
    }

private:
    Synced<std::set<Digest>> m_taken;
    std::condition_variable_any m_freed;
};

} // namespace onggi
