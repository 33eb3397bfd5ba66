// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Paints a log. A row of ASCII is cut to the cells that can be seen; one of another script is left
// to the font, whose characters are at most as wide as the cells that were counted for them.

#include <algorithm>
#include <tuple>

#include <QApplication>
#include <QDateTime>
#include <QPainter>
#include <QScrollBar>

#include "gui/widgets/log_view.h"
#include "gui/widgets/tokens.h"

namespace onggi {
namespace {

constexpr int kErrorBar = 3;

QString timeOfDay(std::int64_t nanoseconds)
{
    if (nanoseconds == 0)
        return {};
    return QDateTime::fromMSecsSinceEpoch(nanoseconds / 1'000'000)
        .toString(QStringLiteral("HH:mm:ss.zzz"));
}

char32_t characterAt(const QString& text, qsizetype at)
{
    const QChar c = text[at];
    return c.isHighSurrogate() && at + 1 < text.size() ? QChar::surrogateToUcs4(c, text[at + 1])
                                                       : static_cast<char32_t>(c.unicode());
}

// Where the row that begins at `begin` ends, so that it has at most `columns` cells; at least one
// character long.
qsizetype endOfRow(const QString& text, qsizetype begin, int columns)
{
    int cells = 0;
    for (qsizetype at = begin; at < text.size(); ++at) {
        if (text[at].isLowSurrogate())
            continue;
        cells += cellsOf(characterAt(text, at));
        if (cells > columns && at > begin)
            return at;
    }
    return text.size();
}

bool isAscii(QStringView text)
{
    return std::ranges::all_of(text, [](QChar c) { return c.unicode() < 0x80; });
}

} // namespace

struct LogView::Ink {
    Colours colours;
    QFont font;
    int left = 0;     // of the times
    int textLeft = 0; // of the text
    int firstSelected = 0;
    int lastSelected = -1;
};

void LogView::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    Ink ink{Colours::of(QApplication::palette()), fixedFont(QApplication::font(), Type::Secondary)};
    painter.fillRect(viewport()->rect(), ink.colours.base);
    m_painted = 0;
    if (m_lines.count() == 0) {
        painter.setPen(ink.colours.secondary);
        painter.setFont(QApplication::font());
        painter.drawText(
            viewport()->rect().adjusted(gap::kPage, gap::kPane, -gap::kPage, -gap::kPane),
            Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, m_emptyText);
        return;
    }
    ink.left = gap::kPage - horizontalScrollBar()->value();
    ink.textLeft = ink.left + timeColumns() * m_cell;
    if (m_current >= 0 && (hasFocus() || m_anchor != m_current || !m_needle.isEmpty()))
        std::tie(ink.firstSelected, ink.lastSelected) = std::minmax(m_anchor, m_current);
    painter.setFont(ink.font);
    const int scrolled = verticalScrollBar()->value();
    for (int line = firstVisibleLine(); line < m_lines.count(); ++line, ++m_painted) {
        const int top = gap::kRow + (rowOf(line) - scrolled) * m_row;
        if (top >= viewport()->height())
            break;
        paintLine(painter, ink, line, top);
    }
}

void LogView::paintLine(QPainter& painter, const Ink& ink, int line, int top)
{
    const QString text = m_lines.text(line);
    const int height = m_row * (m_isWrapping ? rowsOf(line) : 1);
    if (line >= ink.firstSelected && line <= ink.lastSelected)
        painter.fillRect(0, top, viewport()->width(), height, ink.colours.selection);
    if (m_lines.isError(line))
        painter.fillRect(0, top, kErrorBar, height, ink.colours.warning);
    if (m_areTimesShown) {
        painter.setPen(ink.colours.secondary);
        painter.drawText(ink.left, top + m_ascent, timeOfDay(m_lines.time(line)));
    }
    if (!m_isWrapping) {
        paintRow(painter, ink, text, 0, text.size(), top);
        return;
    }
    qsizetype begin = 0;
    do {
        const qsizetype end = endOfRow(text, begin, m_wrapColumns);
        paintRow(painter, ink, text, begin, end, top);
        begin = end;
        top += m_row;
    } while (begin < text.size());
}

// Pixels from the left of a row to its `count`th character.
int LogView::offsetIn(QStringView row, qsizetype count, const QFontMetrics& metrics) const
{
    return isAscii(row) ? static_cast<int>(count) * m_cell
                        : metrics.horizontalAdvance(row.left(count).toString());
}

void LogView::paintFound(QPainter& painter, const Ink& ink, const QString& text, qsizetype begin,
                         qsizetype end, int top)
{
    if (m_needle.isEmpty())
        return;
    const QStringView row = QStringView(text).mid(begin, end - begin);
    for (qsizetype at = text.indexOf(m_needle, 0, Qt::CaseInsensitive); at >= 0;
         at = text.indexOf(m_needle, at + m_needle.size(), Qt::CaseInsensitive)) {
        const qsizetype first = std::max(at, begin) - begin;
        const qsizetype last = std::min(at + m_needle.size(), end) - begin;
        if (first >= last)
            continue;
        const int left = offsetIn(row, first, painter.fontMetrics());
        painter.fillRect(ink.textLeft + left, top + 2,
                         offsetIn(row, last, painter.fontMetrics()) - left, m_row - 4,
                         ink.colours.descendants);
    }
}

void LogView::paintRow(QPainter& painter, const Ink& ink, const QString& text, qsizetype begin,
                       qsizetype end, int top)
{
    paintFound(painter, ink, text, begin, end, top);
    painter.setPen(ink.colours.text);
    const QStringView row = QStringView(text).mid(begin, end - begin);
    if (!isAscii(row)) {
        painter.drawText(ink.textLeft, top + m_ascent, row.toString());
        return;
    }
    const int hidden = std::max(0, -ink.textLeft / m_cell);
    const int seen = viewport()->width() / m_cell + 2;
    painter.drawText(ink.textLeft + hidden * m_cell, top + m_ascent,
                     row.mid(std::min<qsizetype>(hidden, row.size())).left(seen).toString());
}

} // namespace onggi
