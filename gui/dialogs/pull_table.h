// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The layers of an image that is to be pulled, each with where it is and what it costs; the last
// row adds the bytes up.
#pragma once

#include "gui/dialogs/plan_table.h"
#include "gui/models/planned_pull.h"

namespace onggi {

class PullTable : public PlanTable {
    Q_OBJECT

public:
    enum Column { LayerColumn, StateColumn, SizeColumn, DownloadColumn };

    explicit PullTable(QWidget* parent = nullptr);

    // Of another image, from now on.
    void forget() { rows().setRowCount(0); }
    // Rows stay, so that place and current row do.
    void showPlan(const PlannedPull& plan, const StoreView& view);
    void retranslate();

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

private:
    void fill(const PlannedPull& plan);
    void showRow(int row, const QString& name, const QString& state, Bytes size, Bytes download);
};

} // namespace onggi
