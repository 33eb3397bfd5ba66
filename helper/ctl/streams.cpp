// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// One read and one write at a time, in both directions; input that the container does not take is
// not read, so that nothing piles up. conmon's protocol: see helper/api/org.onggi.Containers1.xml.

#include "helper/ctl/streams.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <utility>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "engine/core/error.h"
#include "helper/ctl/output.h"

namespace onggi::ctl {

namespace {

constexpr std::size_t kMessageBytes = 8192; // conmon reads no more of one message
constexpr char kStandardError = 3;

// The descriptor that came with one message, or none.
OwnedFd receiveDescriptor(int socket)
{
    char byte = 0;
    iovec data{&byte, 1};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
    msghdr message{};
    message.msg_iov = &data;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    if (::recvmsg(socket, &message, MSG_CMSG_CLOEXEC | MSG_DONTWAIT) <= 0)
        return {};
    const cmsghdr* header = CMSG_FIRSTHDR(&message);
    if (header == nullptr || header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS)
        return {};
    int fd = -1;
    std::memcpy(&fd, CMSG_DATA(header), sizeof fd);
    return OwnedFd(fd);
}

} // namespace

RawTerminal::RawTerminal()
{
    if (::tcgetattr(STDIN_FILENO, &m_before) != 0)
        return;
    termios raw = m_before;
    ::cfmakeraw(&raw);
    m_isChanged = ::tcsetattr(STDIN_FILENO, TCSADRAIN, &raw) == 0;
}

RawTerminal::~RawTerminal()
{
    if (m_isChanged)
        ::tcsetattr(STDIN_FILENO, TCSADRAIN, &m_before);
}

StreamPump::StreamPump(bool isInteractive)
    : m_isInteractive(isInteractive)
{
    std::array<int, 2> pair{};
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair.data()) != 0)
        throw systemError(errno, "the container's streams", "socketpair");
    m_control = OwnedFd(pair[0]);
    m_theirEnd.giveFileDescriptor(pair[1]);
    m_controlNotifier = std::make_unique<QSocketNotifier>(m_control.get(), QSocketNotifier::Read);
    connect(m_controlNotifier.get(), &QSocketNotifier::activated, this,
            [this] { receiveStreams(); });
}

StreamPump::StreamPump(bool isInteractive, OwnedFd streams)
    : m_isInteractive(isInteractive)
    , m_streams(std::move(streams))
{
    connectStreams();
}

void StreamPump::throwIfFailed() const
{
    if (m_failure)
        throw systemError(*m_failure, "standard output", "write");
}

void StreamPump::receiveStreams()
{
    m_streams = receiveDescriptor(m_control.get());
    // A closed socket without a descriptor: there will be none, and the job says why.
    m_controlNotifier->setEnabled(false);
    m_control.reset();
    if (m_streams)
        connectStreams();
    else
        m_hasEnded = true;
}

void StreamPump::connectStreams()
{
    const int flags = ::fcntl(m_streams.get(), F_GETFL);
    ::fcntl(m_streams.get(), F_SETFL, flags | O_NONBLOCK);
    m_readable = std::make_unique<QSocketNotifier>(m_streams.get(), QSocketNotifier::Read);
    connect(m_readable.get(), &QSocketNotifier::activated, this, [this] { readStreams(); });
    if (!m_isInteractive)
        return;
    m_writable = std::make_unique<QSocketNotifier>(m_streams.get(), QSocketNotifier::Write);
    m_writable->setEnabled(false);
    connect(m_writable.get(), &QSocketNotifier::activated, this, [this] { sendInput(); });
    m_input = std::make_unique<QSocketNotifier>(STDIN_FILENO, QSocketNotifier::Read);
    connect(m_input.get(), &QSocketNotifier::activated, this, [this] { readInput(); });
}

void StreamPump::readStreams()
{
    std::array<char, kMessageBytes + 1> message;
    const ssize_t size = ::recv(m_streams.get(), message.data(), message.size(), 0);
    if (size < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (size <= 0)
        return end();
    const int fd = message[0] == kStandardError ? STDERR_FILENO : STDOUT_FILENO;
    const std::string_view data(message.data() + 1, static_cast<std::size_t>(size) - 1);
    if (const int failure = writeAll(fd, data)) {
        m_failure = failure;
        end();
    }
}

void StreamPump::readInput()
{
    std::array<char, kMessageBytes> data;
    const ssize_t size = ::read(STDIN_FILENO, data.data(), data.size());
    if (size < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    m_input->setEnabled(false);
    if (size <= 0) {
        ::shutdown(m_streams.get(), SHUT_WR);
        return;
    }
    m_pending.assign(data.data(), static_cast<std::size_t>(size));
    sendInput();
}

void StreamPump::sendInput()
{
    const ssize_t sent = ::send(m_streams.get(), m_pending.data(), m_pending.size(), MSG_NOSIGNAL);
    const bool isFull = sent < 0 && (errno == EAGAIN || errno == EINTR);
    m_writable->setEnabled(isFull);
    if (isFull)
        return;
    m_pending.clear();
    // A container that takes no input any more is not an error: its output goes on.
    m_input->setEnabled(sent >= 0);
}

void StreamPump::end()
{
    m_readable->setEnabled(false);
    if (m_input)
        m_input->setEnabled(false);
    if (m_writable)
        m_writable->setEnabled(false);
    m_hasEnded = true;
}

} // namespace onggi::ctl
