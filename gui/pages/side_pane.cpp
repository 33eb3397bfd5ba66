// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/pages/side_pane.h"

#include <QEvent>
#include <QKeyEvent>
#include <QSettings>

#include "gui/widgets/tokens.h"

namespace onggi {
namespace {

constexpr int kWidth = 356;
constexpr int kSmallest = 300;
constexpr int kNarrow = 1100; // of the window

} // namespace

SidePane::SidePane(const QString& name, QWidget& page, QWidget* table, QWidget* pane)
    : m_key(name + QStringLiteral("/splitter"))
    , m_page(page)
    , m_table(table)
    , m_pane(pane)
{
    setChildrenCollapsible(false);
    setHandleWidth(1);
    addWidget(m_table);
    addWidget(m_pane);
    setStretchFactor(0, 1);
    setStretchFactor(1, 0);
    m_pane->setMinimumWidth(scaledLength(kSmallest, fontMetrics()));
    setSizes({10 * paneWidth(), paneWidth()});
    const QByteArray state = QSettings().value(m_key).toByteArray();
    if (state.isEmpty() || !restoreState(state))
        m_pane->resize(paneWidth(), m_pane->height());
}

int SidePane::paneWidth() const
{
    return scaledLength(kWidth, fontMetrics());
}

void SidePane::save() const
{
    if (!m_isOverlaid)
        QSettings().setValue(m_key, saveState());
}

// Over everything of the page, and where this is.
bool SidePane::event(QEvent* event)
{
    const bool isHandled = QSplitter::event(event);
    switch (event->type()) {
    case QEvent::Resize:
    case QEvent::Show:
        setOverlaid(window()->width() < scaledLength(kNarrow, fontMetrics()));
        place();
        break;
    case QEvent::Move:
        place();
        break;
    case QEvent::Hide:
        if (m_isOverlaid)
            m_pane->hide();
        break;
    default:
        break;
    }
    return isHandled;
}

void SidePane::setOverlaid(bool isOverlaid)
{
    if (isOverlaid == m_isOverlaid)
        return;
    m_isOverlaid = isOverlaid;
    if (isOverlaid) {
        m_sizes = sizes();
        m_pane->setParent(&m_page);
    } else {
        addWidget(m_pane);
        setSizes(m_sizes);
    }
    showPane(!isOverlaid);
}

void SidePane::place()
{
    if (!m_isOverlaid)
        return;
    const QRect whole(mapTo(&m_page, QPoint()), size());
    m_pane->setGeometry(whole.right() + 1 - paneWidth(), whole.top(), paneWidth(), whole.height());
}

void SidePane::showPane(bool isShown)
{
    m_pane->setVisible(isShown);
    if (m_isOverlaid && isShown) {
        place();
        m_pane->raise();
    }
}

void SidePane::togglePane()
{
    showPane(!m_pane->isVisibleTo(m_pane->parentWidget()));
}

bool SidePane::takeKey(const QKeyEvent& event, bool hasCurrent)
{
    const bool isEnter = event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter;
    if (!m_isOverlaid)
        return false;
    if (isEnter && hasCurrent) {
        showPane(true);
        return true;
    }
    if (event.key() == Qt::Key_Escape && m_pane->isVisible()) {
        showPane(false);
        m_table->setFocus();
        return true;
    }
    return false;
}

} // namespace onggi
