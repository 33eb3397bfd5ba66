// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Where the command line writes, and what it writes to.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/core/error.h"

namespace onggi::ctl {

// Takes the numbers of standard streams that are closed, so that nothing which is opened later is
// read or written in their place; using them fails. To be called before anything is opened.
void holdStandardStreams() noexcept;

// Whoever read standard output has gone, as in "onggictl images | head".
class ReaderGone : public Error {
public:
    ReaderGone();
};
// What main does about it: ends the program by SIGPIPE, without a word. Returns an exit code where
// that signal is blocked.
int endByBrokenPipe() noexcept;

// All of `text`. Returns zero, or errno. Waits also where the descriptor is non-blocking, which
// whoever shares it may have made it.
int writeAll(int fd, std::string_view text) noexcept;

// All of `text` to standard output, at once; Ctrl-C ends the program meanwhile. Throws ReaderGone,
// and another Error when it cannot be written.
void print(std::string_view text);
void printError(std::string_view text) noexcept;
// To standard output or error while a job goes on, which does not end with who watches it.
void printProgress(int fd, std::string_view text) noexcept;
// The one line in which a failure is told: "onggictl: " and `message`, which is printable already.
void printFailure(std::string_view message) noexcept;

// Whether the descriptor is a terminal that can be drawn on.
bool isTerminal(int fd) noexcept;
struct WindowSize {
    std::size_t columns = 80;
    std::size_t rows = 24;
};
WindowSize windowSize(int fd) noexcept;
// Whether marks and lines of our own that are written to the terminal may be other than ASCII: yes,
// unless main has found that the person's locale has no UTF-8.
bool isUnicodeOutput() noexcept;
void setUnicodeOutput(bool isUnicode) noexcept;

// Asks on standard error, reads one line of standard input; anything but yes is no. Ctrl-C ends the
// program.
bool confirmed(std::string_view question);

// Seconds since 1970.
std::int64_t now() noexcept;

} // namespace onggi::ctl
