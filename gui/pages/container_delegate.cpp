// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/pages/container_delegate.h"

#include <QApplication>
#include <QPainter>

#include "gui/models/container_table.h"
#include "gui/widgets/tokens.h"

namespace onggi {
namespace {

constexpr int kRow = 40;
constexpr int kShape = 12;
constexpr int kFirstMargin = 16;
constexpr int kAfterShape = 12;

ContainerState stateOf(const QModelIndex& index)
{
    return static_cast<ContainerState>(index.data(ContainerTable::StateRole).toInt());
}

ContainerChange changeOf(const QModelIndex& index)
{
    return static_cast<ContainerChange>(index.data(ContainerTable::ChangeRole).toInt());
}

QColor inkOf(const QModelIndex& index, const Colours& colours)
{
    switch (index.column()) {
    case ContainerTable::NameColumn:
    case ContainerTable::ImageColumn:
        return colours.text;
    case ContainerTable::PortsColumn:
        return stateOf(index) == ContainerState::Running ? colours.text : colours.secondary;
    default:
        return colours.secondary;
    }
}

QFont fontOf(const QModelIndex& index)
{
    const QFont font = QApplication::font();
    switch (index.column()) {
    case ContainerTable::NameColumn:
        return semibold(font);
    case ContainerTable::IdColumn:
    case ContainerTable::CommandColumn:
        return fixedFont(font, Type::Secondary);
    default:
        return typeFont(font, Type::Body);
    }
}

} // namespace

StateShape containerShape(ContainerState state, ContainerChange change) noexcept
{
    return change == ContainerChange::None ? stateShape(state) : StateShape::Changing;
}

ContainerDelegate::ContainerDelegate(QObject* parent)
    : TableDelegate(kRow, parent)
{
}

void ContainerDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const
{
    paintGround(painter, option, index);
    const Colours colours = Colours::of(QApplication::palette());
    painter->save();
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
                      colours.line);
    const bool isFirst = index.column() == ContainerTable::NameColumn;
    QRect place = option.rect.adjusted(isFirst ? kFirstMargin : gap::kRow, 0, -gap::kRow, -1);
    if (isFirst) {
        const StateShape shape = containerShape(stateOf(index), changeOf(index));
        const int side = scaledLength(kShape, option.fontMetrics);
        fillGlyph(*painter, QRectF(place.left(), place.center().y() - side / 2.0 + 0.5, side, side),
                  stateShapePath(shape), stateColour(shape, colours));
        place.setLeft(place.left() + side + kAfterShape);
    }
    painter->setFont(fontOf(index));
    painter->setPen(inkOf(index, colours));
    paintText(*painter, place, index);
    painter->restore();
}

} // namespace onggi
