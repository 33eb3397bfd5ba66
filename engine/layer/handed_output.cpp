// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A socket needs no description of its own: send(2) takes the wish not to wait with each call.

#include "engine/layer/handed_output.h"

#include <algorithm>
#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/core/cancel.h"
#include "engine/core/error.h"
#include "engine/layer/control_pipe.h"

namespace onggi {

namespace {

constexpr std::size_t kPiece = std::size_t(1) << 20;
constexpr int kLookMilliseconds = 100; // how soon a cancellation is seen while nobody reads

// ENXIO: nobody has the other end of the pipe.
bool isReaderGone(int number)
{
    return number == EPIPE || number == ECONNRESET || number == ENXIO;
}

} // namespace

HandedOutput::HandedOutput(int output, std::string name, std::stop_token stop)
    : m_name(std::move(name))
    , m_stop(std::move(stop))
{
    struct stat status {};
    if (::fstat(output, &status) < 0)
        throw systemError(errno, m_name, "stat");
    m_isPipe = S_ISFIFO(status.st_mode);
    m_isSocket = S_ISSOCK(status.st_mode);
    const std::string path = "/proc/self/fd/" + std::to_string(output);
    m_output = Fd(m_isPipe ? ::open(path.c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC)
                           : ::fcntl(output, F_DUPFD_CLOEXEC, 3));
    if (!m_output && !isReaderGone(errno))
        throw systemError(errno, m_name, "open");
}

bool HandedOutput::tryWrite(std::span<const std::byte> bytes)
{
    const SigpipeGuard guard;
    while (!bytes.empty()) {
        throwIfCancelled(m_stop);
        if (!m_output)
            return false;
        const std::size_t piece = std::min(bytes.size(), kPiece);
        const ssize_t count = m_isSocket ? ::send(m_output.get(), bytes.data(), piece, MSG_DONTWAIT)
                                         : ::write(m_output.get(), bytes.data(), piece);
        if (count >= 0)
            bytes = bytes.subspan(static_cast<std::size_t>(count));
        else if (errno == EAGAIN)
            waitForRoom();
        else if (isReaderGone(errno))
            return false;
        else if (errno != EINTR)
            fail(errno);
    }
    return true;
}

void HandedOutput::write(std::span<const std::byte> bytes)
{
    if (!tryWrite(bytes))
        fail(EPIPE);
}

void HandedOutput::waitForRoom() const
{
    throwIfCancelled(m_stop);
    pollfd waiting{m_output.get(), POLLOUT, 0};
    ::poll(&waiting, 1, kLookMilliseconds);
}

void HandedOutput::fail(int number) const
{
    if (isReaderGone(number))
        throw Error(Code::SystemIo, m_name, "whoever was reading it has stopped");
    if (number == ENOSPC || number == EDQUOT)
        throw Error(Code::SystemIo, m_name, "there is no space left where it is written to");
    throw systemError(number, m_name, "write");
}

} // namespace onggi
