// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A number is smaller than PIPE_BUF, so that it is written whole or not at all.

#include "engine/layer/control_pipe.h"

#include <cerrno>
#include <ctime>

#include <fcntl.h>
#include <unistd.h>

#include "engine/core/error.h"
#include "engine/layer/growing_file.h"

namespace onggi {

namespace {

sigset_t onlySigpipe()
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGPIPE);
    return set;
}

} // namespace

SigpipeGuard::SigpipeGuard() noexcept
{
    const sigset_t set = onlySigpipe();
    sigset_t pending;
    sigpending(&pending);
    m_wasPending = sigismember(&pending, SIGPIPE) == 1;
    pthread_sigmask(SIG_BLOCK, &set, &m_before);
}

SigpipeGuard::~SigpipeGuard()
{
    const sigset_t set = onlySigpipe();
    const timespec now{};
    if (!m_wasPending) {
        while (sigtimedwait(&set, nullptr, &now) == SIGPIPE)
            continue;
    }
    pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
}

ControlPipe::ControlPipe(Fd write)
    : m_write(std::move(write))
{
    if (::fcntl(m_write.get(), F_SETFL, O_NONBLOCK) < 0)
        throw systemError(errno, "pipe", "fcntl");
}

bool ControlPipe::tell(std::uint64_t length)
{
    const SigpipeGuard guard;
    return ::write(m_write.get(), &length, sizeof length) >= 0 || errno == EAGAIN || errno == EINTR;
}

bool ControlPipe::finish(std::uint64_t length, std::string_view rest)
{
    length |= kFinalLength;
    const bool isHeard = send(std::as_bytes(std::span(&length, 1))) &&
                         (rest.empty() || send(std::as_bytes(std::span(rest))));
    close();
    return isHeard;
}

bool ControlPipe::send(std::span<const std::byte> bytes)
{
    const SigpipeGuard guard;
    ::fcntl(m_write.get(), F_SETFL, 0);
    while (!bytes.empty()) {
        const ssize_t count = ::write(m_write.get(), bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0 && errno == EPIPE)
            return false;
        if (count < 0)
            throw systemError(errno, "pipe", "write");
        bytes = bytes.subspan(static_cast<std::size_t>(count));
    }
    return true;
}

} // namespace onggi
