// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// While one lives, SIGINT and SIGTERM end the program as they end any other, instead of waiting for
// a Session's event loop: around what may take long outside of it, while no job is under way.
#pragma once

#include <csignal>

namespace onggi::ctl {

class UsualSignals {
public:
    UsualSignals() noexcept
    {
        sigset_t set;
        sigemptyset(&set);
        sigaddset(&set, SIGINT);
        sigaddset(&set, SIGTERM);
        pthread_sigmask(SIG_UNBLOCK, &set, &m_before);
    }
    ~UsualSignals() { pthread_sigmask(SIG_SETMASK, &m_before, nullptr); }
    UsualSignals(const UsualSignals&) = delete;
    UsualSignals& operator=(const UsualSignals&) = delete;

private:
    sigset_t m_before{};
};

} // namespace onggi::ctl
