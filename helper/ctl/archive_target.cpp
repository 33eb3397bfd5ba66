// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What is neither a file nor a pipe is written by a thread of our own.

#include "helper/ctl/archive_target.h"

#include <cerrno>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/core/error.h"
#include "helper/ctl/grammar.h"
#include "helper/ctl/output.h"
#include "helper/ctl/usual_signals.h"

namespace onggi::ctl {

namespace {

constexpr std::size_t kPiece = 64 << 10;
constexpr int kLookMilliseconds = 50;
constexpr const char* kHelpersName = "the archive"; // for what it is handed to write to

bool isFileOrPipe(int fd)
{
    struct stat status {};
    return ::fstat(fd, &status) == 0 && (S_ISREG(status.st_mode) || S_ISFIFO(status.st_mode));
}

// A named pipe is open when somebody reads it.
OwnedFd openForWriting(const std::string& path)
{
    const UsualSignals usual;
    return OwnedFd(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
}

} // namespace

ArchiveTarget::ArchiveTarget(const std::string& path)
    : m_path(path == "-" ? std::string() : path)
{
    struct stat status {};
    if (m_path.empty())
        openStandardOutput();
    else if (::stat(m_path.c_str(), &status) == 0 && !S_ISREG(status.st_mode))
        writeTo(openForWriting(m_path));
    else
        writeBeside();
}

ArchiveTarget::~ArchiveTarget()
{
    if (m_relay.joinable()) {
        m_isWritten = true;
        m_relay.join();
    }
}

void ArchiveTarget::openStandardOutput()
{
    if (::isatty(STDOUT_FILENO) == 1)
        throw UsageError(
            "no file to write to: an archive is not for a terminal, name a file with -o");
    writeTo(OwnedFd(::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)));
}

std::string ArchiveTarget::name() const
{
    return m_path.empty() ? "standard output" : m_path;
}

void ArchiveTarget::writeTo(OwnedFd place)
{
    if (!place)
        throw systemError(errno, name(), "open");
    if (isFileOrPipe(place.get())) {
        m_output = std::move(place);
        return;
    }
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) < 0)
        throw systemError(errno, name(), "pipe");
    m_place = std::move(place);
    m_relayed = OwnedFd(ends[0]);
    m_output = OwnedFd(ends[1]);
    m_relay = std::thread([this] { relay(m_relayed.get()); });
}

void ArchiveTarget::writeBeside()
{
    m_file.emplace(m_path);
    m_output = OwnedFd(m_file->takeDescriptor());
}

void ArchiveTarget::relay(int from)
{
    std::vector<char> buffer(kPiece);
    for (;;) {
        pollfd waiting{from, POLLIN, 0};
        // Asked before the look: what was written before is in the pipe by then.
        const bool isWritten = m_isWritten;
        if (::poll(&waiting, 1, kLookMilliseconds) == 0) {
            if (isWritten)
                return;
            continue;
        }
        const ssize_t got = ::read(from, buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return;
        m_failure = writeAll(m_place.get(), {buffer.data(), static_cast<std::size_t>(got)});
        if (m_failure != 0) {
            m_relayed.reset(); // the helper's job ends with it
            return;
        }
    }
}

void ArchiveTarget::fill(const std::function<void(const QDBusUnixFileDescriptor&)>& write)
{
    try {
        QDBusUnixFileDescriptor output;
        output.giveFileDescriptor(m_output.release());
        write(output);
    } catch (const Error& error) {
        if (error.subject() != kHelpersName)
            throw;
        // Where the relay has failed, the helper only knows that nobody reads any more.
        if (m_failure != 0)
            throw systemError(m_failure, name(), "write");
        throw Error(error.code(), name(), error.detail());
    }
    publish();
}

void ArchiveTarget::publish()
{
    if (m_relay.joinable()) {
        m_isWritten = true;
        m_relay.join();
        if (m_failure != 0)
            throw systemError(m_failure, name(), "write");
    }
    if (m_file)
        m_file->publish();
}

} // namespace onggi::ctl
