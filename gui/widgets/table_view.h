// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A table of a page: a quiet header whose columns can be hidden and are remembered, rows that are
// tinted when selected, and a sentence where there are none.
#pragma once

#include <initializer_list>

#include <QStyledItemDelegate>
#include <QTreeView>

namespace onggi {

struct ColumnWidth {
    int column;
    int drawn; // pixels in the pictures
};

class TableView : public QTreeView {
    Q_OBJECT

public:
    // `name` is what the columns are remembered under: "images".
    explicit TableView(const QString& name, QWidget* parent = nullptr);

    // Of the first time: the first column takes what is left, those of `hidden` wait for being
    // asked for. After the model has been set.
    void setFirstColumns(std::initializer_list<ColumnWidth> widths,
                         std::initializer_list<int> hidden, int sortedBy, Qt::SortOrder order);
    // Widths, order and visibility of the columns, and the sorting.
    void restoreColumns();
    void saveColumns() const;
    // Shown where there are no rows.
    void setEmptyText(const QString& text);

protected:
    void drawRow(QPainter* painter, const QStyleOptionViewItem& options,
                 const QModelIndex& index) const override;
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    void adapt();
    void showColumnMenu(const QPoint& place);
    QString settingsKey() const;

    QString m_name;
    QString m_emptyText;
};

// Draws what stands behind a cell; what stands in it is a page's own.
class TableDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    // `rowHeight` in pixels of the pictures.
    explicit TableDelegate(int rowHeight, QObject* parent);

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

protected:
    void paintGround(QPainter* painter, const QStyleOptionViewItem& option,
                     const QModelIndex& index) const;
    // The cell's text in the painter's font and ink, elided to `place`.
    static void paintText(QPainter& painter, const QRect& place, const QModelIndex& index);

private:
    int m_rowHeight;
};

} // namespace onggi
