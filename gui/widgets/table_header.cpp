// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/widgets/table_header.h"

#include <QApplication>
#include <QEvent>
#include <QPainter>
#include <QPainterPath>

#include "gui/widgets/tokens.h"

namespace onggi {
namespace {

constexpr int kHeight = 32;
constexpr int kArrow = 8;
constexpr int kArrowGap = 5;

void paintArrow(QPainter& painter, const QPointF& middle, Qt::SortOrder order)
{
    const qreal down = order == Qt::AscendingOrder ? 2 : -2;
    QPainterPath arrow;
    arrow.moveTo(middle + QPointF(-kArrow / 2.0, -down));
    arrow.lineTo(middle + QPointF(0, down));
    arrow.lineTo(middle + QPointF(kArrow / 2.0, -down));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.drawPath(arrow);
}

} // namespace

TableHeader::TableHeader(QWidget* parent)
    : QHeaderView(Qt::Horizontal, parent)
{
    setHighlightSections(false);
    setSectionsClickable(true);
    setSectionsMovable(true);
    setStretchLastSection(false);
    setMinimumSectionSize(40);
    setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    adapt();
}

bool TableHeader::isSorting(int column) const
{
    return isSortIndicatorShown() && sortIndicatorSection() == column;
}

void TableHeader::paintSection(QPainter* painter, const QRect& place, int column) const
{
    const Colours colours = Colours::of(QApplication::palette());
    const QFont font = typeFont(QApplication::font(), Type::Secondary);
    const QVariant aligned = model()->headerData(column, Qt::Horizontal, Qt::TextAlignmentRole);
    const Qt::Alignment alignment =
        aligned.isValid() ? aligned.value<Qt::Alignment>() : defaultAlignment();
    const bool isRight = alignment.testFlag(Qt::AlignRight);
    const bool isFirst = visualIndex(column) == 0;
    QRect text = place.adjusted(isFirst ? gap::kPage / 2 : gap::kRow, 0, -gap::kRow, 0);

    painter->save();
    painter->fillRect(place, colours.base);
    painter->setFont(isSorting(column) ? semibold(font) : font);
    painter->setPen(isSorting(column) ? colours.text : colours.secondary);
    const int room = text.width() - (isSorting(column) ? kArrow + kArrowGap : 0);
    const QString title = painter->fontMetrics().elidedText(
        model()->headerData(column, Qt::Horizontal).toString(), Qt::ElideRight, room);
    painter->drawText(text, static_cast<int>(alignment | Qt::AlignVCenter), title);
    if (isSorting(column)) {
        const int width = painter->fontMetrics().horizontalAdvance(title) + kArrowGap + kArrow / 2;
        const int x = isRight ? text.right() - width : text.left() + width;
        paintArrow(*painter, QPointF(x, text.center().y() + 1.0), sortIndicatorOrder());
    }
    painter->restore();
}

void TableHeader::paintEvent(QPaintEvent* event)
{
    QPainter painter(viewport());
    const Colours colours = Colours::of(QApplication::palette());
    painter.fillRect(viewport()->rect(), colours.base);
    painter.end();
    QHeaderView::paintEvent(event);
    QPainter line(viewport());
    line.fillRect(0, viewport()->height() - 1, viewport()->width(), 1, colours.line);
}

QSize TableHeader::sectionSizeFromContents(int column) const
{
    const QFontMetrics metrics(semibold(typeFont(QApplication::font(), Type::Secondary)));
    const QString title = model()->headerData(column, Qt::Horizontal).toString();
    return {metrics.horizontalAdvance(title) + 2 * gap::kRow + kArrow + kArrowGap,
            rowHeight(kHeight, fontMetrics())};
}

bool TableHeader::event(QEvent* event)
{
    if (event->type() == QEvent::ApplicationFontChange)
        adapt();
    return QHeaderView::event(event);
}

void TableHeader::adapt()
{
    setFixedHeight(rowHeight(kHeight, QFontMetrics(QApplication::font())));
}

} // namespace onggi
