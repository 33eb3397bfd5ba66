// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/widgets/flow_layout.h"

#include <algorithm>

#include <QStyle>
#include <QWidget>

namespace onggi {

FlowLayout::FlowLayout(const QSize& between, QWidget* parent)
    : QLayout(parent)
    , m_between(between)
{
    setContentsMargins(0, 0, 0, 0);
}

FlowLayout::~FlowLayout() = default;

void FlowLayout::clear()
{
    for (const auto& item : m_items) {
        if (QWidget* widget = item->widget()) {
            widget->hide();
            widget->deleteLater(); // it may be what was pressed
        }
    }
    m_items.clear();
    invalidate();
}

int FlowLayout::heightOf(int lines) const
{
    return lines * minimumSize().height() + (lines - 1) * m_between.height();
}

void FlowLayout::addItem(QLayoutItem* item)
{
    m_items.emplace_back(item);
    invalidate();
}

QLayoutItem* FlowLayout::itemAt(int index) const
{
    return index >= 0 && index < count() ? m_items[static_cast<std::size_t>(index)].get() : nullptr;
}

QLayoutItem* FlowLayout::takeAt(int index)
{
    if (index < 0 || index >= count())
        return nullptr;
    QLayoutItem* item = m_items[static_cast<std::size_t>(index)].release();
    m_items.erase(m_items.begin() + index);
    invalidate();
    return item;
}

template <typename Place>
int FlowLayout::arrange(int width, const Place& place) const
{
    int x = 0;
    int y = 0;
    int line = 0; // its height
    for (const auto& item : m_items) {
        const QSize size = item->sizeHint().boundedTo({width, item->sizeHint().height()});
        if (x > 0 && x + size.width() > width) {
            x = 0;
            y += line + m_between.height();
            line = 0;
        }
        place(*item, QRect(QPoint(x, y), size));
        x += size.width() + m_between.width();
        line = std::max(line, size.height());
    }
    return y + line;
}

int FlowLayout::heightForWidth(int width) const
{
    return arrange(width, [](QLayoutItem&, const QRect&) {});
}

QSize FlowLayout::minimumSize() const
{
    QSize size;
    for (const auto& item : m_items)
        size = size.expandedTo({item->minimumSize().width(), item->sizeHint().height()});
    return size;
}

void FlowLayout::setGeometry(const QRect& place)
{
    QLayout::setGeometry(place);
    const Qt::LayoutDirection direction =
        parentWidget() ? parentWidget()->layoutDirection() : Qt::LeftToRight;
    arrange(place.width(), [&](QLayoutItem& item, const QRect& at) {
        item.setGeometry(QStyle::visualRect(direction, place, at.translated(place.topLeft())));
    });
}

} // namespace onggi
