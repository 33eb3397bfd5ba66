// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The image table: groups that can be folded, columns that are remembered and can be hidden.
#pragma once

#include <QTreeView>

#include "engine/core/bytes.h"

namespace onggi {

class ImageDelegate;

class ImageView : public QTreeView {
    Q_OBJECT

public:
    explicit ImageView(QWidget* parent = nullptr);

    void setModel(QAbstractItemModel* model) override;
    void setLargest(Bytes largest);
    // Shown where there are no rows.
    void setEmptyText(const QString& text);

    // Widths, order and visibility of the columns, and the sorting.
    void restoreColumns();
    void saveColumns() const;

protected:
    void paintEvent(QPaintEvent* event) override;
    void drawRow(QPainter* painter, const QStyleOptionViewItem& options,
                 const QModelIndex& index) const override;
    void rowsInserted(const QModelIndex& parent, int start, int end) override;
    bool event(QEvent* event) override;

private:
    void adapt();
    void setFirstColumns();
    void spanGroups();
    void showColumnMenu(const QPoint& place);

    ImageDelegate* m_delegate;
    QString m_emptyText;
};

} // namespace onggi
