// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Why the order is right: the helper writes one line after the other, to one pipe or the other. A
// round reads standard output first, then standard error. Whatever standard error got before a line
// that the first reading found is found by the second; so the lines of standard output can be
// merged at once, and those of standard error up to the last of these. What is later waits for a
// round in which standard output has nothing.

#include "gui/models/log_reader.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

#include <QDBusUnixFileDescriptor>
#include <QTimer>

#include "containers_interface.h"
#include "engine/image/config.h"
#include "gui/models/running_job.h"

namespace onggi {
namespace {

constexpr std::size_t kBuffer = 64U << 10;
constexpr std::size_t kMostAtOnce = 256U << 10; // of a round, so that the window stays awake

// "2026-11-25T14:31:02.118123456+09:00" as nanoseconds since 1970; 0 for other text.
std::int64_t timeOf(std::string_view text)
{
    constexpr std::size_t kSeconds = sizeof "2026-11-25T14:31:02" - 1;
    const auto seconds = parseTime(text);
    if (!seconds)
        return 0;
    std::int64_t nanoseconds = 0;
    std::int64_t unit = 100'000'000;
    if (text.size() > kSeconds && text[kSeconds] == '.') {
        for (std::size_t at = kSeconds + 1; at < text.size() && text[at] >= '0' && text[at] <= '9';
             ++at, unit /= 10)
            nanoseconds += (text[at] - '0') * unit;
    }
    return *seconds * 1'000'000'000 + nanoseconds;
}

} // namespace

void LogMerge::take(bool isError, std::string_view bytes)
{
    Output& output = m_outputs[isError ? 1 : 0];
    output.open += bytes;
    std::size_t begin = 0;
    for (std::size_t end; (end = output.open.find('\n', begin)) != std::string::npos;
         begin = end + 1) {
        const std::string_view line = std::string_view(output.open).substr(begin, end - begin);
        const std::size_t space = std::min(line.find(' '), line.size());
        const std::int64_t time = timeOf(line.substr(0, space));
        output.last = time != 0 ? time : output.last;
        output.lines.push_back(
            {output.last,
             std::string(time != 0 ? line.substr(std::min(space + 1, line.size())) : line)});
    }
    output.open.erase(0, begin);
}

std::vector<LogInput> LogMerge::lines(bool isDry)
{
    const std::vector<Line>& errors = m_outputs[1].lines;
    if (isDry)
        return merge(errors.size());
    const std::int64_t last = m_outputs[0].lines.empty() ? 0 : m_outputs[0].lines.back().time;
    const auto later =
        std::ranges::find_if(errors, [last](const Line& line) { return line.time > last; });
    return merge(static_cast<std::size_t>(later - errors.begin()));
}

std::vector<LogInput> LogMerge::rest()
{
    for (const bool isError : {false, true}) {
        if (!m_outputs[isError ? 1 : 0].open.empty())
            take(isError, "\n");
    }
    return lines(true);
}

std::vector<LogInput> LogMerge::merge(std::size_t errors)
{
    std::vector<Line>& out = m_outputs[0].lines;
    std::vector<Line>& err = m_outputs[1].lines;
    const std::size_t count = out.size() + errors;
    m_given.clear();
    m_given.reserve(count); // the views into short texts have to hold
    std::vector<LogInput> inputs;
    inputs.reserve(count);
    for (std::size_t a = 0, b = 0; a + b < count;) {
        const bool isError = a == out.size() || (b < errors && err[b].time < out[a].time);
        m_given.push_back(std::move(isError ? err[b++] : out[a++]));
        inputs.push_back({m_given.back().time, isError, m_given.back().text});
    }
    out.clear();
    err.erase(err.begin(), err.begin() + static_cast<std::ptrdiff_t>(errors));
    return inputs;
}

LogReader::LogReader(HelperLink& link, LogLines& lines, QObject* parent)
    : QObject(parent)
    , m_link(link)
    , m_lines(lines)
{
}

LogReader::~LogReader()
{
    stop();
}

void LogReader::read(const QString& container, bool isFollowed)
{
    stop();
    m_lines.clear();
    if (container.isEmpty() || m_link.state() != HelperLink::State::Present) {
        emit readingChanged();
        return;
    }
    const int output = openPipe(false);
    const int errors = openPipe(true);
    if (output < 0 || errors < 0) {
        const QString reason = QString::fromLocal8Bit(std::strerror(errno));
        ::close(output);
        ::close(errors);
        stop();
        emit failed(QDBusError(QDBusError::LimitsExceeded, reason));
        return;
    }
    QVariantMap options{{"timestamps", true}, {"tail", kTail}};
    if (isFollowed)
        options.insert("follow", true);
    m_job = new RunningJob(m_link,
                           m_link.containers().Logs(container, QDBusUnixFileDescriptor(output),
                                                    QDBusUnixFileDescriptor(errors), options),
                           this);
    // The helper has its own; the pipes end when it closes them.
    ::close(output);
    ::close(errors);
    connect(m_job, &RunningJob::succeeded, this, &LogReader::end);
    connect(m_job, &RunningJob::cancelled, this, &LogReader::end);
    connect(m_job, &RunningJob::failed, this, [this](const QDBusError& error) {
        end();
        emit failed(error);
    });
    emit readingChanged();
}

// The reading end stays here; returns the writing end.
int LogReader::openPipe(bool isError)
{
    int ends[2] = {-1, -1};
    if (::pipe2(ends, O_CLOEXEC) < 0)
        return -1;
    ::fcntl(ends[0], F_SETFL, O_NONBLOCK);
    Pipe& pipe = m_pipes[isError ? 1 : 0];
    pipe.fd = ends[0];
    pipe.notifier = std::make_unique<QSocketNotifier>(ends[0], QSocketNotifier::Read);
    connect(pipe.notifier.get(), &QSocketNotifier::activated, this, &LogReader::drain);
    return ends[1];
}

// True if there was nothing.
bool LogReader::drainPipe(bool isError)
{
    Pipe& pipe = m_pipes[isError ? 1 : 0];
    char buffer[kBuffer];
    std::size_t whole = 0;
    while (pipe.fd >= 0 && whole < kMostAtOnce) {
        const ssize_t got = ::read(pipe.fd, buffer, sizeof buffer);
        if (got < 0 && errno == EINTR)
            continue;
        if (got == 0)
            pipe.notifier->setEnabled(false); // closed: it would be ready for ever
        if (got <= 0)
            break;
        m_merge.take(isError, {buffer, static_cast<std::size_t>(got)});
        whole += static_cast<std::size_t>(got);
    }
    return whole == 0;
}

void LogReader::drain()
{
    const bool isDry = drainPipe(false);
    drainPipe(true);
    if (const auto lines = m_merge.lines(isDry); !lines.empty())
        m_lines.append(lines);
    // What waits for a dry round must not wait for the container's next word.
    if (!isDry)
        QTimer::singleShot(0, this, &LogReader::drain);
}

// Everything was written before the job's end was told.
void LogReader::drainAll()
{
    bool isDry = false;
    while (!isDry) {
        isDry = drainPipe(false);
        isDry = drainPipe(true) && isDry;
        if (const auto lines = m_merge.lines(isDry); !lines.empty())
            m_lines.append(lines);
    }
    if (const auto lines = m_merge.rest(); !lines.empty())
        m_lines.append(lines);
}

void LogReader::end()
{
    drainAll();
    m_job.clear(); // it deletes itself
    stop();
    emit readingChanged();
}

void LogReader::stop()
{
    if (m_job) {
        m_job->disconnect(this);
        m_job->cancel();
        m_job.clear();
    }
    for (Pipe& pipe : m_pipes) {
        pipe.notifier.reset();
        if (pipe.fd >= 0)
            ::close(pipe.fd);
        pipe.fd = -1;
    }
    m_merge = LogMerge();
}

} // namespace onggi
