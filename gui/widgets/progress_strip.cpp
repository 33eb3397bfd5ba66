// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/widgets/progress_strip.h"

#include <QApplication>
#include <QLocale>
#include <QPainter>

#include "gui/widgets/tokens.h"

namespace onggi {

ProgressStrip::ProgressStrip(int thickness, QWidget* parent)
    : QWidget(parent)
    , m_thickness(thickness)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ProgressStrip::setShare(double share, bool isPale)
{
    if (share == m_share && isPale == m_isPale)
        return;
    m_share = share;
    m_isPale = isPale;
    setAccessibleDescription(
        share < 0 ? QString() : QLocale().toString(qRound(share * 100)) + QLocale().percent());
    update();
}

QSize ProgressStrip::sizeHint() const
{
    return {80, m_thickness};
}

void ProgressStrip::paintEvent(QPaintEvent*)
{
    const Colours colours = Colours::of(QApplication::palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const QRectF whole(0, (height() - m_thickness) / 2.0, width(), m_thickness);
    painter.setBrush(mixed(colours.window, colours.text, 0.09));
    painter.drawRoundedRect(whole, radius::kBar, radius::kBar);
    if (m_share <= 0)
        return;
    painter.setBrush(m_isPale ? mixed(colours.window, colours.accent, 0.45) : colours.accent);
    const qreal there = qMax<qreal>(whole.width() * qMin(m_share, 1.0), m_thickness);
    QRectF done(whole.topLeft(), QSizeF(there, m_thickness));
    if (layoutDirection() == Qt::RightToLeft)
        done.moveRight(whole.right());
    painter.drawRoundedRect(done, radius::kBar, radius::kBar);
}

} // namespace onggi
