// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// When to ask about what somebody types: a short while after the last key; and what comes of it
// counts for nothing once there was another key. Owned by whoever asks. GUI thread only.
#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include <QObject>
#include <QTimer>

namespace onggi {

class TypingPause {
public:
    // Calls `ask` after the pause; what was awaited before is not any more. This and stop() may be
    // called from whatever is called in the context.
    void await(const std::function<void()>& ask)
    {
        m_context = std::make_unique<QObject>();
        QTimer::singleShot(std::chrono::milliseconds(500), m_context.get(), ask);
    }
    void stop() { m_context.reset(); }
    // Of what is asked: gone as soon as nobody waits for the answer.
    QObject* context() const noexcept { return m_context.get(); }

private:
    std::unique_ptr<QObject> m_context;
};

} // namespace onggi
