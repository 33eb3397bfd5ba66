// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Plain descriptors instead of iostreams: a write that fails is noticed, and nothing is buffered
// while a container writes to the same terminal.

#include "helper/ctl/output.h"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "helper/ctl/exit_code.h"
#include "helper/ctl/usual_signals.h"

namespace onggi::ctl {

namespace {

// The C library could not tell later: it has UTF-8 by then, whatever the terminal has.
bool g_isUnicodeOutput = true;

} // namespace

int writeAll(int fd, std::string_view text) noexcept
{
    while (!text.empty()) {
        const ssize_t written = ::write(fd, text.data(), text.size());
        if (written > 0) {
            text.remove_prefix(static_cast<std::size_t>(written));
        } else if (written < 0 && errno == EAGAIN) {
            pollfd waiting{fd, POLLOUT, 0};
            ::poll(&waiting, 1, -1);
        } else if (written < 0 && errno != EINTR) {
            return errno;
        }
    }
    return 0;
}

void holdStandardStreams() noexcept
{
    // In this order: open(2) gives the least number that is free.
    for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (::fcntl(fd, F_GETFD) < 0 && errno == EBADF)
            ::open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
    }
}

ReaderGone::ReaderGone()
    : Error(systemError(EPIPE, "standard output", "write"))
{
}

int endByBrokenPipe() noexcept
{
    // The bus library has it ignored.
    std::signal(SIGPIPE, SIG_DFL);
    std::raise(SIGPIPE);
    return kOwnFailure;
}

void print(std::string_view text)
{
    const UsualSignals usual;
    const int failure = writeAll(STDOUT_FILENO, text);
    if (failure == EPIPE)
        throw ReaderGone();
    if (failure != 0)
        throw systemError(failure, "standard output", "write");
}

void printError(std::string_view text) noexcept
{
    writeAll(STDERR_FILENO, text);
}

void printProgress(int fd, std::string_view text) noexcept
{
    writeAll(fd, text);
}

void printFailure(std::string_view message) noexcept
{
    writeAll(STDERR_FILENO, "onggictl: ");
    writeAll(STDERR_FILENO, message);
    writeAll(STDERR_FILENO, "\n");
}

bool isTerminal(int fd) noexcept
{
    const char* kind = std::getenv("TERM");
    return ::isatty(fd) == 1 && kind != nullptr && std::strcmp(kind, "dumb") != 0;
}

WindowSize windowSize(int fd) noexcept
{
    winsize size{};
    if (::ioctl(fd, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0)
        return {};
    return {size.ws_col, size.ws_row};
}

bool isUnicodeOutput() noexcept
{
    return g_isUnicodeOutput;
}

void setUnicodeOutput(bool isUnicode) noexcept
{
    g_isUnicodeOutput = isUnicode;
}

bool confirmed(std::string_view question)
{
    printError(std::string(question) + " [y/N] ");
    const UsualSignals usual;
    std::string answer;
    char c = 0;
    while (::read(STDIN_FILENO, &c, 1) == 1 && c != '\n' && answer.size() < 16)
        answer += c;
    return answer == "y" || answer == "Y" || answer == "yes";
}

std::int64_t now() noexcept
{
    using namespace std::chrono;
    return duration_cast<seconds>(system_clock::now().time_since_epoch()).count();
}

} // namespace onggi::ctl
