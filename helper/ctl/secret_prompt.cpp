// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// SIGINT is blocked in this program, so that the terminal would stay without echo for as long as
// nobody looks: while a secret is asked for, Ctrl-C arrives as a character and ends the question.

#include "helper/ctl/secret_prompt.h"

#include <cerrno>
#include <csignal>

#include <termios.h>
#include <unistd.h>

#include "engine/core/error.h"
#include "helper/ctl/grammar.h"
#include "helper/ctl/output.h"
#include "helper/ctl/session.h"
#include "helper/ctl/usual_signals.h"

namespace onggi::ctl {

namespace {

constexpr std::size_t kMaxLine = 64 << 10;
constexpr char kInterrupt = 3; // Ctrl-C, see cfmakeraw(3)

// Without echo and signals until the end of its life.
class Quiet {
public:
    explicit Quiet(bool isSecret)
    {
        ::tcgetattr(STDIN_FILENO, &m_before);
        termios quiet = m_before;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ISIG);
        if (isSecret)
            quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        quiet.c_lflag |= ECHONL;
        quiet.c_cc[VEOL] = kInterrupt; // ends the line at once
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
    }
    ~Quiet() { ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before); }
    Quiet(const Quiet&) = delete;
    Quiet& operator=(const Quiet&) = delete;

private:
    termios m_before{};
};

std::string readLine(bool isTyped)
{
    std::string line;
    for (char c = 0;;) {
        const ssize_t count = ::read(STDIN_FILENO, &c, 1);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            throw systemError(errno, "standard input", "read");
        if (count == 0 || c == '\n')
            return line;
        if (isTyped && c == kInterrupt) {
            printError("\n");
            throw Interrupted{SIGINT};
        }
        if (line.size() == kMaxLine)
            throw UsageError("what comes from standard input is too long for a password");
        line += c;
    }
}

std::string ask(std::string_view question, bool isSecret)
{
    if (::isatty(STDIN_FILENO) == 0)
        throw UsageError("there is no terminal to ask at: use --username and --password-stdin");
    printError(question);
    const Quiet quiet(isSecret);
    return readLine(true);
}

} // namespace

std::string askLine(std::string_view question)
{
    return ask(question, false);
}

std::string askSecret(std::string_view question)
{
    return ask(question, true);
}

std::string readSecretLine()
{
    const UsualSignals usual;
    std::string line = readLine(false);
    if (line.ends_with('\r'))
        line.pop_back();
    if (line.empty())
        throw UsageError("no password came from standard input");
    return line;
}

} // namespace onggi::ctl
