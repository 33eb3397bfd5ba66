// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A process that is there and does not answer, for as long as this lives.
#pragma once

#include <csignal>

#include <sys/types.h>

#include <QtGlobal>

namespace onggi::test {

class Stopped {
public:
    explicit Stopped(pid_t pid)
        : m_pid(pid)
    {
        if (m_pid <= 0)
            qFatal("there is no such process");
        ::kill(m_pid, SIGSTOP);
    }
    ~Stopped() { ::kill(m_pid, SIGCONT); }
    Stopped(const Stopped&) = delete;
    Stopped& operator=(const Stopped&) = delete;

private:
    pid_t m_pid;
};

} // namespace onggi::test
