// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/pages/image_delegate.h"

#include <algorithm>

#include <QApplication>
#include <QPainter>

#include "gui/models/image_tree.h"
#include "gui/widgets/glyphs.h"

namespace onggi {
namespace {

constexpr int kRow = 28;
constexpr int kBarWidth = 56;
constexpr int kBarHeight = 4;
constexpr int kGlyph = 14;
constexpr int kShape = 11;

bool isGroup(const QModelIndex& index)
{
    return !index.parent().isValid();
}

bool isUntagged(const QModelIndex& index)
{
    return index.data(ImageTree::TagsRole).toStringList().isEmpty();
}

bool isStep(const QModelIndex& index)
{
    return index.data(ImageTree::SerialRole).toULongLong() == 0;
}

// What is read first is black, what is looked up is grey.
QColor inkOf(const QModelIndex& index, const Colours& colours)
{
    switch (index.column()) {
    case ImageTree::ProvenanceColumn:
    case ImageTree::CreatedColumn:
        return colours.secondary;
    case ImageTree::TagColumn:
        return isUntagged(index) ? colours.secondary : colours.text;
    case ImageTree::UniqueColumn:
        return index.data(ImageTree::UniqueBytesRole).toULongLong() == 0 ? colours.secondary
                                                                         : colours.text;
    default:
        return isStep(index) ? colours.secondary : colours.text;
    }
}

bool isInFixedFont(const QModelIndex& index)
{
    return index.column() == ImageTree::IdColumn ||
           (index.column() == ImageTree::RepositoryColumn && isUntagged(index));
}

// Takes the glyph's room from the left of `place`.
void paintGlyph(QPainter& painter, QRect& place, int side, const QPainterPath& path,
                const QColor& colour)
{
    fillGlyph(painter, QRectF(place.left(), place.center().y() - side / 2.0 + 0.5, side, side),
              path, colour);
    place.setLeft(place.left() + side + gap::kRow);
}

} // namespace

ImageDelegate::ImageDelegate(QObject* parent)
    : TableDelegate(kRow, parent)
{
}

void ImageDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const
{
    paintGround(painter, option, index);
    const Colours colours = Colours::of(QApplication::palette());
    painter->save();
    if (isGroup(index))
        paintGroup(*painter, option.rect.adjusted(gap::kLabel, 0, -gap::kRow, 0), index, colours);
    else
        paintCell(*painter, option.rect, index, colours);
    painter->restore();
}

void ImageDelegate::paintGroup(QPainter& painter, const QRect& place, const QModelIndex& index,
                               const Colours& colours) const
{
    if (index.column() != ImageTree::RepositoryColumn)
        return;
    const QFont font = QApplication::font();
    const bool isFolded = index.data(ImageTree::GroupKindRole).toInt() ==
                          static_cast<int>(ImageGroupKind::Intermediate);
    painter.setFont(isFolded ? font : semibold(font));
    painter.setPen(isFolded ? colours.secondary : colours.text);
    const QString title =
        painter.fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, place.width());
    painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter, title);
    if (isFolded)
        return; // its text holds the count
    const int after = painter.fontMetrics().horizontalAdvance(title) + gap::kRow;
    painter.setFont(typeFont(font, Type::Secondary));
    painter.setPen(colours.secondary);
    painter.drawText(place.adjusted(after, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                     QLocale().toString(index.model()->rowCount(index)));
}

void ImageDelegate::paintCell(QPainter& painter, QRect place, const QModelIndex& index,
                              const Colours& colours) const
{
    const bool isFirst = index.column() == ImageTree::RepositoryColumn;
    place.adjust(isFirst ? gap::kLabel : gap::kRow, 0, -gap::kRow, 0);
    const QFontMetrics body(QApplication::font());
    if (index.column() == ImageTree::VirtualColumn)
        paintBar(painter, place, index, colours);
    if (const QVariant kind = index.data(ImageTree::ProvenanceKindRole);
        index.column() == ImageTree::ProvenanceColumn && kind.isValid())
        paintGlyph(painter, place, scaledLength(kGlyph, body),
                   provenancePath(static_cast<ProvenanceKind>(kind.toInt())), colours.secondary);
    if (const QVariant state = index.data(ImageTree::UserStateRole);
        index.column() == ImageTree::UsedByColumn && state.isValid()) {
        const StateShape shape = stateShape(static_cast<ContainerState>(state.toInt()));
        paintGlyph(painter, place, scaledLength(kShape, body), stateShapePath(shape),
                   stateColour(shape, colours));
    }
    painter.setFont(isInFixedFont(index) ? fixedFont(QApplication::font(), Type::Secondary)
                                         : QApplication::font());
    painter.setPen(inkOf(index, colours));
    paintText(painter, place, index);
}

// Linear over the largest image of the list; the accent is the unique part.
void ImageDelegate::paintBar(QPainter& painter, const QRect& place, const QModelIndex& index,
                             const Colours& colours) const
{
    if (m_largest == Bytes() || isStep(index))
        return;
    const QFontMetrics body(QApplication::font());
    const int height = scaledLength(kBarHeight, body);
    const auto length = [&](int role) {
        return scaledLength(kBarWidth, body) * static_cast<double>(index.data(role).toULongLong()) /
               static_cast<double>(m_largest.count());
    };
    const double whole = std::max(1.0, length(ImageTree::VirtualBytesRole));
    const double unique = length(ImageTree::UniqueBytesRole);
    const QRectF bar(place.left(), place.center().y() - height / 2 + 0.5, whole, height);
    painter.fillRect(bar, colours.layerBase);
    painter.fillRect(QRectF(bar.topLeft(), QSizeF(unique, height)), colours.accent);
}

} // namespace onggi
