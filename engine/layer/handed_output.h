// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a caller has opened to be written to: a file at its present offset, a pipe, a socket. The
// reader may be slow, stop, or leave: a pipe or socket that is full is waited for until a stop is
// requested, and no longer. A terminal that somebody has stopped is waited for all the same.
#pragma once

#include <cstddef>
#include <span>
#include <stop_token>
#include <string>

#include "engine/core/fd.h"

namespace onggi {

// Keeps no reference to `output`. A pipe is opened again, so that the caller's own descriptor never
// turns non-blocking. Belongs to one thread.
class HandedOutput {
public:
    // `name` is for errors. Throws Error(SystemIo).
    HandedOutput(int output, std::string name, std::stop_token stop);

    bool isPipe() const noexcept { return m_isPipe; }
    int get() const noexcept { return m_output.get(); } // -1: the reader has gone already

    // False when the reader has gone. Throws Cancelled, and Error(SystemIo) when the file system is
    // full, which is not the store's.
    [[nodiscard]] bool tryWrite(std::span<const std::byte> bytes);
    // A reader that has gone is Error(SystemIo) too.
    void write(std::span<const std::byte> bytes);

    // For calls of one's own on get(): waits a moment for room, and says what a failure was.
    void waitForRoom() const;
    [[noreturn]] void fail(int number) const;

private:
    std::string m_name;
    std::stop_token m_stop;
    Fd m_output;
    bool m_isPipe = false;
    bool m_isSocket = false;
};

} // namespace onggi
