// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// When the helper has nothing to do. Whatever needs it holds a Hold: a call that is being answered,
// a job that has not ended, a client that watches.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>

#include <QObject>
#include <QTimer>

namespace onggi {

class Idle : public QObject {
public:
    // Lives as long as the thing that needs the helper. May be let go on any thread, also after the
    // Idle.
    using Hold = std::shared_ptr<void>;

    // `onIdle` is called on this object's thread after `patience` without a hold, and again after
    // as long if there still is none.
    Idle(std::chrono::milliseconds patience, std::function<void()> onIdle);
    ~Idle() override;

    Hold hold();
    bool isHeld() const noexcept;
    // How many holds there have ever been: another number means that something came.
    std::uint64_t holdsTaken() const noexcept;

private:
    struct Shared;
    void wait();

    std::shared_ptr<Shared> m_shared;
    std::function<void()> m_onIdle;
    QTimer m_timer;
};

} // namespace onggi
