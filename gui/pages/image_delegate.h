// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Paints the rows of the image table: groups by weight, states and provenance with their glyphs,
// the bar that compares sizes. GUI thread only.
#pragma once

#include "engine/core/bytes.h"
#include "gui/widgets/table_view.h"
#include "gui/widgets/tokens.h"

namespace onggi {

class ImageDelegate : public TableDelegate {
    Q_OBJECT

public:
    explicit ImageDelegate(QObject* parent);

    // What a bar of full length stands for.
    void setLargest(Bytes largest) { m_largest = largest; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

private:
    void paintGroup(QPainter& painter, const QRect& place, const QModelIndex& index,
                    const Colours& colours) const;
    void paintCell(QPainter& painter, QRect place, const QModelIndex& index,
                   const Colours& colours) const;
    void paintBar(QPainter& painter, const QRect& place, const QModelIndex& index,
                  const Colours& colours) const;

    Bytes m_largest;
};

} // namespace onggi
