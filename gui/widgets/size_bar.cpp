// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/widgets/size_bar.h"

#include <QApplication>
#include <QEvent>
#include <QPainter>
#include <QPainterPath>

#include "gui/models/format.h"
#include "gui/widgets/tokens.h"

namespace onggi {
namespace {

constexpr int kBar = 8;
constexpr int kSquare = 8;

// "■ Name figure", from the left or up to the right edge.
void paintEntry(QPainter& painter, const QRect& row, bool isAtEnd, const QColor& square,
                const QString& name, const QString& figure, const Colours& colours)
{
    const QFont plain = typeFont(QApplication::font(), Type::Secondary);
    const QFont strong = semibold(plain);
    const int nameWidth = QFontMetrics(plain).horizontalAdvance(name);
    const int figureWidth = QFontMetrics(strong).horizontalAdvance(figure);
    const int side = scaledLength(kSquare, QFontMetrics(QApplication::font()));
    const int whole = side + 6 + nameWidth + 6 + figureWidth;
    int x = isAtEnd ? row.right() + 1 - whole : row.left();
    painter.fillRect(x, row.center().y() - side / 2 + 1, side, side, square);
    x += side + 6;
    const auto write = [&](const QFont& font, const QColor& ink, const QString& text, int width) {
        painter.setFont(font);
        painter.setPen(ink);
        painter.drawText(QRect(x, row.top(), width + 2, row.height()),
                         Qt::AlignLeft | Qt::AlignVCenter, text);
        x += width + 6;
    };
    write(plain, colours.secondary, name, nameWidth);
    write(strong, colours.text, figure, figureWidth);
}

} // namespace

SizeBar::SizeBar(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void SizeBar::setSizes(Bytes unique, Bytes shared)
{
    m_unique = unique;
    m_shared = shared;
    describe();
    update();
}

QSize SizeBar::sizeHint() const
{
    return {200, scaledLength(kBar, fontMetrics()) + gap::kRow + fontMetrics().height()};
}

void SizeBar::describe()
{
    setAccessibleDescription(
        tr("Unique: %1, shared: %2").arg(sizeText(m_unique), sizeText(m_shared)));
    setToolTip(tr("Unique: %1\nShared: %2").arg(exactSizeText(m_unique), exactSizeText(m_shared)));
}

void SizeBar::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        describe();
    QWidget::changeEvent(event);
}

void SizeBar::paintEvent(QPaintEvent*)
{
    const Colours colours = Colours::of(QApplication::palette());
    const auto whole = static_cast<double>((m_unique + m_shared).count());
    const double unique = whole > 0 ? width() * static_cast<double>(m_unique.count()) / whole : 0;
    const int height = scaledLength(kBar, fontMetrics());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath bar;
    bar.addRoundedRect(QRectF(0, 0, width(), height), radius::kBar, radius::kBar);
    painter.setClipPath(bar);
    painter.fillRect(QRectF(0, 0, width(), height), colours.layerBase);
    painter.fillRect(QRectF(0, 0, unique, height), colours.accent);
    if (unique > 0 && unique < width())
        painter.fillRect(QRectF(unique, 0, 1, height), colours.base);
    painter.setClipping(false);
    const QRect row(0, height + gap::kRow, width(), fontMetrics().height());
    paintEntry(painter, row, false, colours.accent, tr("Unique"), sizeText(m_unique), colours);
    paintEntry(painter, row, true, colours.layerBase, tr("Shared"), sizeText(m_shared), colours);
}

} // namespace onggi
