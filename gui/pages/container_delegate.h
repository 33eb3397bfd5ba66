// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Paints the rows of the container table: the state as a shape before the name, what is looked up
// in grey, a line below each row. GUI thread only.
#pragma once

#include "gui/models/container_list.h"
#include "gui/widgets/glyphs.h"
#include "gui/widgets/table_view.h"

namespace onggi {

// The shape of a container, also while something is done to it.
StateShape containerShape(ContainerState state, ContainerChange change) noexcept;

class ContainerDelegate : public TableDelegate {
    Q_OBJECT

public:
    explicit ContainerDelegate(QObject* parent);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
};

} // namespace onggi
