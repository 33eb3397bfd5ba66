// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Counts the holds; the last one to go, on whichever thread, wakes the timer.

#include "helper/service/idle.h"

#include "engine/core/synced.h"

namespace onggi {

struct Idle::Shared {
    std::atomic<int> held = 0;
    std::atomic<std::uint64_t> taken = 0;
    Synced<Idle*> idle; // null once it is gone
};

Idle::Idle(std::chrono::milliseconds patience, std::function<void()> onIdle)
    : m_shared(std::make_shared<Shared>())
    , m_onIdle(std::move(onIdle))
{
    *m_shared->idle.lock() = this;
    m_timer.setSingleShot(true);
    m_timer.setInterval(patience);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (isHeld())
            return;
        m_timer.start();
        m_onIdle();
    });
    m_timer.start();
}

Idle::~Idle()
{
    *m_shared->idle.lock() = nullptr;
}

Idle::Hold Idle::hold()
{
    ++m_shared->held;
    ++m_shared->taken;
    const auto letGo = [shared = m_shared](void*) {
        if (--shared->held > 0)
            return;
        const auto idle = shared->idle.lock();
        if (Idle* target = *idle)
            QMetaObject::invokeMethod(
                target, [target] { target->wait(); }, Qt::QueuedConnection);
    };
    // Only the deleter matters; the pointer must not be null for it to be told apart from none.
    return Hold(this, letGo);
}

bool Idle::isHeld() const noexcept
{
    return m_shared->held > 0;
}

std::uint64_t Idle::holdsTaken() const noexcept
{
    return m_shared->taken;
}

void Idle::wait()
{
    if (!isHeld())
        m_timer.start();
}

} // namespace onggi
