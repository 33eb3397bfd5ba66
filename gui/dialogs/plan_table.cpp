// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/dialogs/plan_table.h"

#include <algorithm>

#include <QHeaderView>
#include <QPainter>

#include "gui/models/format.h"
#include "gui/widgets/glyphs.h"
#include "gui/widgets/table_header.h"

namespace onggi {
namespace {

constexpr int kRow = 30;
constexpr int kSign = 12;
constexpr int kSizeWidth = 96;

} // namespace

PlanTable::PlanTable(QWidget* parent)
    : QTreeView(parent)
{
    setModel(&m_rows);
    setHeader(new TableHeader(this));
    setRootIsDecorated(false);
    setIndentation(0);
    setUniformRowHeights(true);
    setEditTriggers(NoEditTriggers);
    setSelectionMode(NoSelection);
    setTabKeyNavigation(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    header()->setSectionsMovable(false);
}

QList<QStandardItem*> PlanTable::makeRow(int columns, int firstSize)
{
    QList<QStandardItem*> row;
    for (int column = 0; column < columns; ++column) {
        row << new QStandardItem;
        row.last()->setTextAlignment((column < firstSize ? Qt::AlignLeft : Qt::AlignRight) |
                                     Qt::AlignVCenter);
    }
    return row;
}

void PlanTable::showSize(QStandardItem& item, Bytes size)
{
    item.setText(sizeText(size));
    item.setToolTip(exactSizeText(size));
}

void PlanTable::setHeads(const QStringList& heads, int firstSize)
{
    m_rows.setHorizontalHeaderLabels(heads);
    for (int column = firstSize; column < static_cast<int>(heads.size()); ++column) {
        m_rows.horizontalHeaderItem(column)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        header()->resizeSection(column, std::max(scaledLength(kSizeWidth, fontMetrics()),
                                                 header()->sectionSizeHint(column)));
    }
}

int PlanTable::heightOf(int count) const
{
    return header()->sizeHint().height() + count * onggi::rowHeight(kRow, fontMetrics()) +
           2 * frameWidth();
}

PlanDelegate::PlanDelegate(QObject* parent)
    : TableDelegate(kRow, parent)
{
}

void PlanDelegate::paintSign(QPainter& painter, const QRect& place, const QPainterPath& sign,
                             const QColor& colour)
{
    const QRectF square(place.left(), place.center().y() - kSign / 2.0 + 0.5, kSign, kSign);
    fillGlyph(painter, square, sign, colour);
}

QRect PlanDelegate::besideSign(const QRect& place)
{
    return place.adjusted(kSign + gap::kRow, 0, 0, 0);
}

void PlanDelegate::paintSumLine(QPainter& painter, const QRect& row, const Colours& colours)
{
    painter.fillRect(row.left(), row.top(), row.width(), 1, colours.line);
}

} // namespace onggi
