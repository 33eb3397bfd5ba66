// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the tables of pulling and loading have in common: rows that are only read, each with a name,
// a state behind a small sign, and bytes, which a last row adds up.
#pragma once

#include <QStandardItemModel>
#include <QTreeView>

#include "engine/core/bytes.h"
#include "gui/widgets/table_view.h"

class QPainterPath;

namespace onggi {

struct Colours;

class PlanTable : public QTreeView {
    Q_OBJECT

public:
    // Empty cells, of which those from `firstSize` on are for bytes.
    static QList<QStandardItem*> makeRow(int columns, int firstSize);
    static void showSize(QStandardItem& item, Bytes size);

protected:
    explicit PlanTable(QWidget* parent);

    QStandardItemModel& rows() noexcept { return m_rows; }
    const QStandardItemModel& rows() const noexcept { return m_rows; }
    // The words above all columns, of which those from `firstSize` on have bytes.
    void setHeads(const QStringList& heads, int firstSize);
    // Of so many rows and what is above them.
    int heightOf(int count) const;

private:
    QStandardItemModel m_rows;
};

class PlanDelegate : public TableDelegate {
public:
    explicit PlanDelegate(QObject* parent);

protected:
    // At the left of `place`.
    static void paintSign(QPainter& painter, const QRect& place, const QPainterPath& sign,
                          const QColor& colour);
    // What is left for the word.
    static QRect besideSign(const QRect& place);
    // Above the row that adds up.
    static void paintSumLine(QPainter& painter, const QRect& row, const Colours& colours);
};

} // namespace onggi
