// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How a person moves among the lines of a log, selects and copies them.

#include <QDateTime>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QMenu>
#include <QScrollBar>
#include <QToolTip>

#include "gui/widgets/icons.h"
#include "gui/widgets/log_view.h"
#include "gui/widgets/tokens.h"

namespace onggi {

void LogView::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy)) {
        copy();
    } else if (event->matches(QKeySequence::SelectAll) && m_lines.count() > 0) {
        m_anchor = 0;
        m_current = m_lines.count() - 1;
        viewport()->update();
    } else {
        moveCurrent(event);
    }
}

void LogView::moveCurrent(QKeyEvent* event)
{
    const bool isExtending = event->modifiers().testFlag(Qt::ShiftModifier);
    const int page = verticalScrollBar()->pageStep();
    const int from = m_current >= 0 ? m_current : firstVisibleLine();
    switch (event->key()) {
    case Qt::Key_Up:
        return setCurrentLine(m_current < 0 ? from : from - 1, isExtending);
    case Qt::Key_Down:
        return setCurrentLine(m_current < 0 ? from : from + 1, isExtending);
    case Qt::Key_PageUp:
        return setCurrentLine(from - page, isExtending);
    case Qt::Key_PageDown:
        return setCurrentLine(from + page, isExtending);
    case Qt::Key_Home:
        return setCurrentLine(0, isExtending);
    case Qt::Key_End:
        setCurrentLine(m_lines.count() - 1, isExtending);
        return setFollowing(true);
    case Qt::Key_Left:
    case Qt::Key_Right:
        return horizontalScrollBar()->triggerAction(event->key() == Qt::Key_Left
                                                        ? QAbstractSlider::SliderSingleStepSub
                                                        : QAbstractSlider::SliderSingleStepAdd);
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void LogView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && m_lines.count() > 0)
        setCurrentLine(lineAt(event->pos()), event->modifiers().testFlag(Qt::ShiftModifier));
}

void LogView::mouseMoveEvent(QMouseEvent* event)
{
    if (event->buttons().testFlag(Qt::LeftButton) && m_lines.count() > 0)
        setCurrentLine(lineAt(event->pos()), true);
}

void LogView::wheelEvent(QWheelEvent* event)
{
    QAbstractScrollArea::wheelEvent(event);
    const bool isAtEnd = verticalScrollBar()->value() == verticalScrollBar()->maximum();
    if (event->angleDelta().y() < 0 && isAtEnd)
        setFollowing(true);
}

void LogView::contextMenuEvent(QContextMenuEvent* event)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction* copyLines = menu->addAction(namedIcon(QStringLiteral("edit-copy")), tr("Copy lines"));
    copyLines->setShortcut(QKeySequence::Copy);
    copyLines->setEnabled(m_current >= 0);
    connect(copyLines, &QAction::triggered, this, &LogView::copy);
    menu->popup(event->globalPos());
}

void LogView::focusInEvent(QFocusEvent* event)
{
    if (m_current < 0 && m_lines.count() > 0 && event->reason() != Qt::MouseFocusReason) {
        m_current = m_anchor = m_isFollowing ? m_lines.count() - 1 : firstVisibleLine();
        describeCurrent();
    }
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

bool LogView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::ToolTip && m_lines.count() > 0) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const std::int64_t time = m_lines.time(lineAt(help->pos())) / 1'000'000;
        const bool isOnTime = help->pos().x() < gap::kPage + timeColumns() * m_cell;
        QToolTip::showText(
            help->globalPos(),
            time == 0 || !isOnTime
                ? QString()
                : QLocale().toString(QDateTime::fromMSecsSinceEpoch(time), QLocale::LongFormat),
            viewport());
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

} // namespace onggi
