// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Reads a container's log into LogLines and goes on while the container runs, without ever waiting.
//
// The helper writes to two pipes, so that the two outputs can be told apart; what comes from both
// is put into one order by the times of the lines. GUI thread only.
#pragma once

#include <array>
#include <memory>

#include <QDBusError>
#include <QPointer>
#include <QSocketNotifier>

#include "gui/models/helper_link.h"
#include "gui/models/log_lines.h"

namespace onggi {

class RunningJob;

// Which lines can be given on. Bytes come from either output; lines leave in the order in which the
// container wrote them. Pure.
class LogMerge {
public:
    // Called first with what standard output has now, then with what standard error has: what was
    // written before a line of the first can be read by then.
    void take(bool isError, std::string_view bytes);
    // The lines whose place is certain. `isDry`: standard output had nothing in this round, so what
    // standard error had before is certain too. The views hold until the next call.
    std::vector<LogInput> lines(bool isDry);
    // Everything, also what has no newline yet.
    std::vector<LogInput> rest();

private:
    struct Line {
        std::int64_t time = 0;
        std::string text;
    };
    struct Output {
        std::string open; // without a newline yet
        std::vector<Line> lines;
        std::int64_t last = 0; // time, for a line that has none
    };
    std::vector<LogInput> merge(std::size_t errors);

    std::array<Output, 2> m_outputs;
    std::vector<Line> m_given;
};

class LogReader : public QObject {
    Q_OBJECT

public:
    static constexpr qulonglong kTail = 200'000; // lines of what was there before

    // Both must outlive the reader.
    LogReader(HelperLink& link, LogLines& lines, QObject* parent = nullptr);
    ~LogReader() override;

    // Forgets the lines, and reads the log of this container, by its whole id. Empty: of none.
    void read(const QString& container, bool isFollowed);
    // The lines stay.
    void stop();
    bool isReading() const noexcept { return !m_job.isNull(); }

signals:
    // It has begun, or ended by itself.
    void readingChanged();
    void failed(const QDBusError& error);

private:
    struct Pipe {
        int fd = -1;
        std::unique_ptr<QSocketNotifier> notifier;
    };

    int openPipe(bool isError);
    void drain();
    void drainAll();
    bool drainPipe(bool isError);
    void end();

    HelperLink& m_link;
    LogLines& m_lines;
    QPointer<RunningJob> m_job;
    std::array<Pipe, 2> m_pipes;
    LogMerge m_merge;
};

} // namespace onggi
