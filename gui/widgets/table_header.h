// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The header above a table: quiet, its texts stand where those of the cells do, and the column that
// sorts is told by weight and an arrow.
#pragma once

#include <QHeaderView>

namespace onggi {

class TableHeader : public QHeaderView {
    Q_OBJECT

public:
    explicit TableHeader(QWidget* parent = nullptr);

protected:
    void paintSection(QPainter* painter, const QRect& place, int column) const override;
    void paintEvent(QPaintEvent* event) override;
    QSize sectionSizeFromContents(int column) const override;
    bool event(QEvent* event) override;

private:
    void adapt();
    bool isSorting(int column) const;
};

} // namespace onggi
