// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A log of any length: paints the lines that can be seen and asks for no others.
//
// Characters stand in cells of a fixed-width font, so how many rows a wrapped line takes is known
// without laying it out. A line that came from standard error has a bar at its left. GUI thread
// only.
#pragma once

#include <vector>

#include <QAbstractScrollArea>

#include "gui/models/log_lines.h"

namespace onggi {

class LogView : public QAbstractScrollArea {
    Q_OBJECT

public:
    // The lines must outlive the view.
    explicit LogView(LogLines& lines, QWidget* parent = nullptr);

    bool isFollowing() const noexcept { return m_isFollowing; }
    void setFollowing(bool isFollowing);
    void setWrapping(bool isWrapping);
    void setTimesShown(bool areShown);
    // Instead of lines, where there are none.
    void setEmptyText(const QString& text);

    // Marks each place that holds `needle`, and goes to the next one at or after the current line;
    // false if there is none.
    bool search(const QString& needle);
    bool findNext(bool isForward);

    int currentLine() const noexcept { return m_current; }
    void setCurrentLine(int line, bool isExtending = false);
    // The selected lines as they came, one below the other.
    QString selectedText() const;
    void copy() const;

    // First line that can be seen, and how many lines the last painting looked at.
    int firstVisibleLine() const;
    int paintedLines() const noexcept { return m_painted; }

signals:
    void followingChanged(bool isFollowing);

protected:
    bool viewportEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    struct Ink; // of one painting

    void adapt();
    void layOut();
    void countRows();
    void dropFirst(int count);
    void takeCleared();
    void placeBars();
    void describeCurrent();
    void showLine(int line);
    int lineAtRow(int row) const;
    int lineAt(const QPoint& place) const;
    int rowOf(int line) const;
    int rows() const;
    int rowsOf(int line) const;
    int textColumns() const; // cells of a row behind the time; at least 1
    int timeColumns() const;
    void moveCurrent(QKeyEvent* event);
    void paintLine(QPainter& painter, const Ink& ink, int line, int top);
    void paintRow(QPainter& painter, const Ink& ink, const QString& text, qsizetype begin,
                  qsizetype end, int top);
    int offsetIn(QStringView row, qsizetype count, const QFontMetrics& metrics) const;
    void paintFound(QPainter& painter, const Ink& ink, const QString& text, qsizetype begin,
                    qsizetype end, int top);

    LogLines& m_lines;
    std::vector<int> m_rowsBefore; // while wrapping: of each line, rows of those before it
    int m_wrapColumns = 0;         // that these were counted for
    QString m_needle;
    QString m_emptyText;
    int m_current = -1;
    int m_anchor = -1; // the other end of the selection
    int m_cell = 1;    // pixels
    int m_row = 1;
    int m_ascent = 0;
    int m_painted = 0;
    bool m_isFollowing = true;
    bool m_isWrapping = false;
    bool m_areTimesShown = true;
    bool m_isScrolling = false; // by us, not by a person
};

} // namespace onggi
