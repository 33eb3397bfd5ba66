// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The engine's end of the pipe that tells a sandboxed process how far its input has come: see
// growing_file.h for what goes through it.
#pragma once

#include <csignal>
#include <cstdint>
#include <string_view>

#include "engine/core/fd.h"

namespace onggi {

// Keeps SIGPIPE from this thread while it lives: a reader that has died is an error, not our end.
class SigpipeGuard {
public:
    SigpipeGuard() noexcept;
    ~SigpipeGuard();
    SigpipeGuard(const SigpipeGuard&) = delete;
    SigpipeGuard& operator=(const SigpipeGuard&) = delete;

private:
    sigset_t m_before;
    bool m_wasPending = false;
};

class ControlPipe {
public:
    // Takes the write end.
    explicit ControlPipe(Fd write);

    // How far it has come. Never blocks: news that find no room are left out, later ones say more.
    // All return false when the reader is gone.
    bool tell(std::uint64_t length);
    // The final length, and what follows it; then nothing more can be told.
    bool finish(std::uint64_t length, std::string_view rest = {});
    // Bytes of another kind.
    bool send(std::span<const std::byte> bytes);
    void close() { m_write.reset(); }

private:
    Fd m_write;
};

} // namespace onggi
