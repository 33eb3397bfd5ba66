// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The lines of a container's log, as they are shown: decoded, harmless, bounded.
//
// Bytes that are not UTF-8 become U+FFFD, colours (SGR) are dropped, what else could steer a
// terminal or turn the direction of writing becomes a visible sign, tabs become spaces. A line
// longer than kLongestLine is continued in the next one; beyond kMostLines the oldest go, a block
// at a time. GUI thread only.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include <QObject>
#include <QString>

namespace onggi {

// A line as it came, without its newline.
struct LogInput {
    std::int64_t time = 0; // nanoseconds since 1970; 0: not known
    bool isError = false;  // from standard error
    std::string_view bytes;
};

class LogLines : public QObject {
    Q_OBJECT

public:
    static constexpr int kBlock = 4096;             // lines
    static constexpr int kMostLines = 128 * kBlock; // some 500,000
    static constexpr int kLongestLine = 4000;       // characters
    static constexpr int kTabWidth = 8;

    using QObject::QObject;

    void append(const std::vector<LogInput>& lines);
    void clear();

    int count() const noexcept { return m_count; }
    // Of all lines that there were, since the last clear().
    std::int64_t dropped() const noexcept { return m_dropped; }

    QString text(int line) const;
    std::string_view utf8(int line) const;
    std::int64_t time(int line) const { return at(line).time; }
    bool isError(int line) const { return at(line).isError; }
    // Cells of a fixed-width font that the line takes, and the most that any line took.
    int cells(int line) const { return at(line).cells; }
    // Whether a character of it takes two cells.
    bool isWide(int line) const { return at(line).isWide; }
    int mostCells() const noexcept { return m_mostCells; }

    // The next line at or after `from` (before, where not `isForward`) that holds `needle`,
    // whatever the case; goes round at the end. -1: none.
    int find(const QString& needle, int from, bool isForward) const;

signals:
    void appended();
    // The first `count` lines are gone, and the others' numbers are as much less.
    void droppedFirst(int count);
    void cleared();

private:
    struct Line {
        std::int64_t time = 0;
        std::uint32_t begin = 0; // in the block's text
        std::uint32_t length = 0;
        std::uint16_t cells = 0;
        bool isError = false;
        bool isWide = false;
    };
    struct Block {
        std::string text;
        std::vector<Line> lines;
    };

    const Block& blockOf(int line) const
    {
        return m_blocks[static_cast<std::size_t>(line / kBlock)];
    }
    const Line& at(int line) const
    {
        return blockOf(line).lines[static_cast<std::size_t>(line % kBlock)];
    }
    void appendLine(const LogInput& input, const QString& text);

    std::deque<Block> m_blocks; // all but the last are full
    int m_count = 0;
    int m_mostCells = 0;
    std::int64_t m_dropped = 0;
};

// How a line is shown, see above.
QString shownLogText(std::string_view bytes);
// Cells of a fixed-width font: 2 for Hangul, Han, kana and emoji, 0 for combining marks.
int cellsOf(char32_t character) noexcept;

} // namespace onggi
