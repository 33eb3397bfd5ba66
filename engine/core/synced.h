// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A value and the mutex that guards it: there is no way to the one without the other.
#pragma once

#include <mutex>
#include <utility>

namespace onggi {

template <typename T>
class Synced {
public:
    Synced() = default;
    explicit Synced(T value)
        : m_value(std::move(value))
    {
    }

    // Holds the mutex as long as it lives.
    class Lock {
    public:
        T& operator*() const noexcept { return *m_value; }
        T* operator->() const noexcept { return m_value; }
        // For std::condition_variable.
        std::unique_lock<std::mutex>& mutexLock() noexcept { return m_lock; }

    private:
        friend class Synced;
        Lock(std::mutex& mutex, T& value)
            : m_lock(mutex)
            , m_value(&value)
        {
        }

        std::unique_lock<std::mutex> m_lock;
        T* m_value;
    };

    Lock lock() { return Lock(m_mutex, m_value); }

private:
    std::mutex m_mutex;
    T m_value{};
};

} // namespace onggi
