// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Where lines stand; keys and mouse are in log_view_input.cpp, painting is in log_view_paint.cpp.
// The vertical bar counts rows: those of wrapped lines are summed up once a line, a division each,
// and again only when the width has changed.

#include "gui/widgets/log_view.h"

#include <algorithm>

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QScrollBar>

#include "gui/widgets/tokens.h"

namespace onggi {
namespace {

constexpr int kRow = 22;
constexpr int kTimeColumns = 14; // "14:31:02.118", and the gap behind it

} // namespace

LogView::LogView(LogLines& lines, QWidget* parent)
    : QAbstractScrollArea(parent)
    , m_lines(lines)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setCursor(Qt::IBeamCursor);
    connect(&m_lines, &LogLines::appended, this, &LogView::layOut);
    connect(&m_lines, &LogLines::droppedFirst, this, &LogView::dropFirst);
    connect(&m_lines, &LogLines::cleared, this, &LogView::takeCleared);
    adapt();
}

void LogView::setFollowing(bool isFollowing)
{
    if (isFollowing == m_isFollowing)
        return;
    m_isFollowing = isFollowing;
    placeBars();
    emit followingChanged(isFollowing);
}

void LogView::setWrapping(bool isWrapping)
{
    const int line = firstVisibleLine();
    m_isWrapping = isWrapping;
    layOut();
    if (!m_isFollowing)
        verticalScrollBar()->setValue(rowOf(line));
}

void LogView::setTimesShown(bool areShown)
{
    m_areTimesShown = areShown;
    layOut();
}

void LogView::setEmptyText(const QString& text)
{
    m_emptyText = text;
    viewport()->update();
}

bool LogView::search(const QString& needle)
{
    m_needle = needle;
    viewport()->update();
    if (needle.isEmpty())
        return true;
    const int found = m_lines.find(needle, std::max(m_current, firstVisibleLine()), true);
    if (found >= 0)
        setCurrentLine(found);
    return found >= 0;
}

bool LogView::findNext(bool isForward)
{
    const int found = m_lines.find(m_needle, m_current + (isForward ? 1 : -1), isForward);
    if (found >= 0)
        setCurrentLine(found);
    return found >= 0;
}

void LogView::setCurrentLine(int line, bool isExtending)
{
    if (m_lines.count() == 0)
        return;
    m_current = std::clamp(line, 0, m_lines.count() - 1);
    if (!isExtending || m_anchor < 0)
        m_anchor = m_current;
    if (m_current < m_lines.count() - 1)
        setFollowing(false);
    showLine(m_current);
    describeCurrent();
    viewport()->update();
}

QString LogView::selectedText() const
{
    QStringList texts;
    if (m_current >= 0) {
        const auto [first, last] = std::minmax(m_anchor, m_current);
        for (int line = first; line <= last; ++line)
            texts << m_lines.text(line);
    }
    return texts.join(QLatin1Char('\n'));
}

void LogView::copy() const
{
    if (m_current >= 0)
        QApplication::clipboard()->setText(selectedText());
}

int LogView::timeColumns() const
{
    return m_areTimesShown ? kTimeColumns : 0;
}

int LogView::textColumns() const
{
    return std::max(1, (viewport()->width() - 2 * gap::kPage) / m_cell - timeColumns());
}

int LogView::rowsOf(int line) const
{
    // A character of two cells that would stand half in the margin leaves a cell empty.
    const int columns = std::max(1, m_wrapColumns - (m_lines.isWide(line) ? 1 : 0));
    return std::max(1, (m_lines.cells(line) + columns - 1) / columns);
}

int LogView::rows() const
{
    if (!m_isWrapping || m_rowsBefore.empty())
        return m_lines.count();
    return m_rowsBefore.back() + rowsOf(static_cast<int>(m_rowsBefore.size()) - 1);
}

int LogView::rowOf(int line) const
{
    if (!m_isWrapping || m_rowsBefore.empty())
        return line;
    return m_rowsBefore[static_cast<std::size_t>(
        std::clamp(line, 0, static_cast<int>(m_rowsBefore.size()) - 1))];
}

int LogView::lineAtRow(int row) const
{
    if (!m_isWrapping || m_rowsBefore.empty())
        return row;
    const auto after = std::ranges::upper_bound(m_rowsBefore, row);
    return std::max(0, static_cast<int>(after - m_rowsBefore.begin()) - 1);
}

int LogView::lineAt(const QPoint& place) const
{
    const int row = verticalScrollBar()->value() + (place.y() - gap::kRow) / m_row;
    return std::clamp(lineAtRow(std::clamp(row, 0, std::max(0, rows() - 1))), 0,
                      std::max(0, m_lines.count() - 1));
}

int LogView::firstVisibleLine() const
{
    return lineAtRow(verticalScrollBar()->value());
}

// Only for lines that have not been counted for this width.
void LogView::countRows()
{
    const int columns = textColumns();
    if (columns != m_wrapColumns)
        m_rowsBefore.clear();
    m_wrapColumns = columns;
    m_rowsBefore.reserve(static_cast<std::size_t>(m_lines.count()));
    for (int line = static_cast<int>(m_rowsBefore.size()); line < m_lines.count(); ++line)
        m_rowsBefore.push_back(line == 0 ? 0 : m_rowsBefore.back() + rowsOf(line - 1));
}

void LogView::layOut()
{
    if (m_isWrapping)
        countRows();
    placeBars();
    viewport()->update();
}

void LogView::dropFirst(int count)
{
    m_rowsBefore.clear();
    m_current = std::max(-1, m_current - count);
    m_anchor = m_current < 0 ? -1 : std::max(0, m_anchor - count);
    if (!m_isFollowing && !m_isWrapping) {
        m_isScrolling = true;
        verticalScrollBar()->setValue(verticalScrollBar()->value() - count);
        m_isScrolling = false;
    }
}

void LogView::takeCleared()
{
    m_rowsBefore.clear();
    m_current = -1;
    m_anchor = -1;
    layOut();
}

void LogView::placeBars()
{
    m_isScrolling = true;
    const int page = std::max(1, (viewport()->height() - 2 * gap::kRow) / m_row);
    verticalScrollBar()->setPageStep(page);
    verticalScrollBar()->setRange(0, std::max(0, rows() - page));
    const int width = 2 * gap::kPage + (timeColumns() + m_lines.mostCells()) * m_cell;
    horizontalScrollBar()->setSingleStep(8 * m_cell);
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setRange(0, m_isWrapping ? 0 : std::max(0, width - viewport()->width()));
    if (m_isFollowing)
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    m_isScrolling = false;
}

void LogView::showLine(int line)
{
    const int first = rowOf(line);
    const int last = m_isWrapping ? first + rowsOf(line) - 1 : first;
    QScrollBar* bar = verticalScrollBar();
    m_isScrolling = true;
    if (first < bar->value())
        bar->setValue(first);
    else if (last >= bar->value() + bar->pageStep())
        bar->setValue(last - bar->pageStep() + 1);
    m_isScrolling = false;
}

// A screen reader reads the current line.
void LogView::describeCurrent()
{
    QString words = m_lines.text(m_current);
    if (m_lines.isError(m_current))
        //: %1: a line that a container has written
        words = tr("standard error: %1").arg(words);
    setAccessibleDescription(words);
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

// A person who scrolls away from the end does not want to be taken back there.
void LogView::scrollContentsBy(int, int)
{
    viewport()->update();
    if (!m_isScrolling && m_isFollowing &&
        verticalScrollBar()->value() < verticalScrollBar()->maximum())
        setFollowing(false);
}

void LogView::resizeEvent(QResizeEvent*)
{
    layOut();
}

void LogView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange)
        adapt();
    QAbstractScrollArea::changeEvent(event);
}

void LogView::adapt()
{
    const QFontMetrics metrics(fixedFont(QApplication::font(), Type::Secondary));
    m_cell = std::max(1, metrics.horizontalAdvance(QLatin1Char('0')));
    m_row = std::max(metrics.height(), rowHeight(kRow, QFontMetrics(QApplication::font())));
    m_ascent = (m_row - metrics.height()) / 2 + metrics.ascent();
    m_rowsBefore.clear();
    layOut();
}

} // namespace onggi
