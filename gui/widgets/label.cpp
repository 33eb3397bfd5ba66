// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/widgets/label.h"

#include <QApplication>
#include <QEvent>
#include <QPainter>
#include <QStyle>

#include "gui/models/format.h"

namespace onggi {

QColor inkColour(Ink ink, const Colours& colours)
{
    switch (ink) {
    case Ink::Secondary:
        return colours.secondary;
    case Ink::Accent:
        return colours.accent;
    case Ink::Running:
        return colours.running;
    case Ink::Warning:
        return colours.warning;
    case Ink::Failed:
        return colours.failed;
    case Ink::Text:
        break;
    }
    return colours.text;
}

Label::Label(Type type, Ink ink, QWidget* parent)
    : QLabel(parent)
    , m_type(type)
    , m_ink(ink)
{
    setTextFormat(Qt::PlainText);
    setForegroundRole(QPalette::WindowText); // whatever is behind it
    adapt();
}

void Label::setInk(Ink ink)
{
    m_ink = ink;
    adapt();
}

void Label::setSemibold(bool isSemibold)
{
    m_isSemibold = isSemibold;
    adapt();
}

void Label::setFixedWidthFont(bool isFixed)
{
    m_isFixed = isFixed;
    adapt();
}

void Label::setElided(Qt::TextElideMode mode)
{
    m_elide = mode;
    setSizePolicy(QSizePolicy::Preferred, sizePolicy().verticalPolicy());
    updateGeometry();
}

QSize Label::minimumSizeHint() const
{
    const QSize whole = QLabel::minimumSizeHint();
    return m_elide == Qt::ElideNone
               ? whole
               : QSize(qMin(whole.width(), fontMetrics().averageCharWidth() * 4), whole.height());
}

bool Label::event(QEvent* event)
{
    if (event->type() == QEvent::ApplicationFontChange || event->type() == QEvent::PaletteChange)
        adapt();
    return QLabel::event(event);
}

void Label::paintEvent(QPaintEvent* event)
{
    const QRect place = contentsRect();
    const bool isTooLong =
        m_elide != Qt::ElideNone && fontMetrics().horizontalAdvance(text()) > place.width();
    if (m_elide != Qt::ElideNone && (toolTip().isEmpty() || toolTip() == m_ownToolTip)) {
        m_ownToolTip = isTooLong ? plainToolTip(text()) : QString();
        setToolTip(m_ownToolTip);
    }
    if (!isTooLong) {
        QLabel::paintEvent(event);
        return;
    }
    QPainter painter(this);
    style()->drawItemText(
        &painter, place, static_cast<int>(alignment()) | Qt::TextSingleLine, palette(), isEnabled(),
        fontMetrics().elidedText(text(), m_elide, place.width()), foregroundRole());
}

void Label::adapt()
{
    const QFont application = QApplication::font();
    QFont font = m_isFixed ? fixedFont(application, m_type) : typeFont(application, m_type);
    if (m_isSemibold)
        font = semibold(font);
    setFont(font);
    QPalette inked = palette();
    inked.setColor(QPalette::WindowText, inkColour(m_ink, Colours::of(QApplication::palette())));
    setPalette(inked);
}

} // namespace onggi
