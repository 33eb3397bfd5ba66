// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Reads the log in blocks, never whole: a container may have written any amount. The tail is found
// by reading backwards.

#include "engine/run/logs.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "engine/core/cancel.h"
#include "engine/image/config.h"
#include "engine/layer/handed_output.h"

namespace onggi {

namespace {

constexpr std::size_t kBlock = 64U << 10;
constexpr int kFollowMilliseconds = 100;

// The reader's end of a pipe is closed.
class ReaderGone {};

bool isLineEnd(std::string_view line)
{
    if (!line.ends_with('\n'))
        return false;
    const std::optional<LogPiece> piece = parseLogLine(line.substr(0, line.size() - 1));
    return piece && piece->isWholeLine;
}

// Where the last `lines` lines of the file begin: behind the end of the one before them. What
// conmon has cut into parts is one line.
std::uint64_t offsetOfTail(int file, std::uint64_t lines, const std::string& path)
{
    std::uint64_t begin = fileSize(file, path);
    std::uint64_t seen = 0;
    std::string text; // from `begin` to the last line that is not judged yet
    while (begin > 0) {
        std::string block(std::min<std::uint64_t>(kBlock, begin), '\0');
        begin -= block.size();
        readFullyAt(file, std::as_writable_bytes(std::span(block)), begin, path);
        text.insert(0, block);
        while (!text.empty()) {
            const std::size_t newline =
                text.size() < 2 ? text.npos : text.rfind('\n', text.size() - 2);
            if (newline == text.npos && begin > 0)
                break;
            const std::size_t start = newline == text.npos ? 0 : newline + 1;
            if (isLineEnd(std::string_view(text).substr(start)) && seen++ == lines)
                return begin + text.size();
            text.resize(start);
        }
    }
    return 0;
}

class LogCopy {
public:
    LogCopy(const LogRange& range, int output, int error, const std::stop_token& stop)
        : m_range(range)
        , m_output(output, "the reader of the log", stop)
        , m_error(error, "the reader of the log", stop)
    {
    }

    // Takes whole lines off the front of `buffer`.
    void takeLines(std::string& buffer)
    {
        std::size_t begin = 0;
        for (std::size_t end; (end = buffer.find('\n', begin)) != buffer.npos; begin = end + 1)
            takeLine(std::string_view(buffer).substr(begin, end - begin));
        buffer.erase(0, begin);
        flush();
    }

private:
    void takeLine(std::string_view line)
    {
        const std::optional<LogPiece> piece = parseLogLine(line);
        if (!piece || !isWanted(*piece))
            return;
        if (piece->isError != m_isError)
            flush();
        m_isError = piece->isError;
        bool& isInside = m_isInsideLine[piece->isError ? 1 : 0];
        if (m_range.hasTimestamps && !isInside)
            m_pending.append(piece->time).append(" ");
        m_pending += piece->text;
        if (piece->isWholeLine)
            m_pending += '\n';
        isInside = !piece->isWholeLine;
        if (m_pending.size() >= kBlock)
            flush();
    }

    bool isWanted(const LogPiece& piece) const
    {
        if (!m_range.since && !m_range.until)
            return true;
        const std::optional<std::int64_t> time = parseTime(piece.time);
        return !time || ((!m_range.since || *time >= *m_range.since) &&
                         (!m_range.until || *time <= *m_range.until));
    }

    void flush()
    {
        HandedOutput& output = m_isError ? m_error : m_output;
        if (!output.tryWrite(std::as_bytes(std::span(m_pending))))
            throw ReaderGone();
        m_pending.clear();
    }

    const LogRange& m_range;
    HandedOutput m_output;
    HandedOutput m_error;
    bool m_isError = false;
    bool m_isInsideLine[2] = {false, false};
    std::string m_pending;
};

// Wakes when the file grows.
class FileWatch {
public:
    explicit FileWatch(const std::string& path)
        : m_fd(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK))
    {
        ::inotify_add_watch(m_fd.get(), path.c_str(), IN_MODIFY);
    }
    void wait() const
    {
        pollfd waiting{m_fd.get(), POLLIN, 0};
        ::poll(&waiting, 1, kFollowMilliseconds);
        char events[4096];
        while (::read(m_fd.get(), events, sizeof events) > 0) {
        }
    }

private:
    Fd m_fd;
};

bool isReaderGone(int fd)
{
    pollfd waiting{fd, 0, 0};
    return ::poll(&waiting, 1, 0) == 1 && (waiting.revents & POLLERR) != 0;
}

void copyAll(int file, std::uint64_t offset, const std::string& path, LogCopy& copy,
             const LogRange& range, int output, const std::function<bool()>& hasEnded,
             const std::stop_token& stop)
{
    const FileWatch watch(path);
    std::string buffer;
    std::string block(kBlock, '\0');
    bool isLast = !range.isFollowed;
    for (;;) {
        throwIfCancelled(stop);
        const std::size_t got =
            readFullyAt(file, std::as_writable_bytes(std::span(block)), offset, path);
        offset += got;
        buffer.append(block, 0, got);
        copy.takeLines(buffer);
        if (got == kBlock)
            continue;
        if (isLast || isReaderGone(output))
            return;
        // Asked before the next read: what was written until it ended is read then.
        isLast = hasEnded();
        if (!isLast)
            watch.wait();
    }
}

} // namespace

std::optional<LogPiece> parseLogLine(std::string_view line) noexcept
{
    const std::size_t one = line.find(' ');
    const std::size_t two = one == line.npos ? line.npos : line.find(' ', one + 1);
    if (two == line.npos || two + 1 >= line.size())
        return std::nullopt;
    const std::string_view stream = line.substr(one + 1, two - one - 1);
    const char tag = line[two + 1];
    if ((stream != "stdout" && stream != "stderr") || (tag != 'F' && tag != 'P'))
        return std::nullopt;
    LogPiece piece;
    piece.time = line.substr(0, one);
    piece.isError = stream == "stderr";
    piece.isWholeLine = tag == 'F';
    piece.text = line.substr(std::min(two + 3, line.size()));
    return piece;
}

void copyLogs(const std::string& path, const LogRange& range, int output, int error,
              const std::function<bool()>& hasEnded, const std::stop_token& stop)
{
    throwIfCancelled(stop);
    const Fd file = openFile(path, O_RDONLY | O_NOFOLLOW);
    const std::uint64_t offset = range.tail ? offsetOfTail(file.get(), *range.tail, path) : 0;
    LogCopy copy(range, output, error, stop);
    try {
        copyAll(file.get(), offset, path, copy, range, output, hasEnded, stop);
    } catch (const ReaderGone&) {
        // Whoever reads the log has seen enough.
    }
}

} // namespace onggi
