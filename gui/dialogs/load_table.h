// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The images of an archive and their layers, each with what it is here already; the last row adds
// the bytes up.
#pragma once

#include "gui/dialogs/plan_table.h"
#include "gui/models/load_plan.h"

namespace onggi {

class LoadTable : public PlanTable {
    Q_OBJECT

public:
    enum Column { NameColumn, StepColumn, StateColumn, SizeColumn };

    explicit LoadTable(QWidget* parent = nullptr);

    // Of another archive, from now on.
    void forget() { rows().clear(); }
    // Rows stay, so that place and folding do.
    void showPlan(const LoadPlan& plan, const StoreView& view);
    void retranslate();

    QSize sizeHint() const override;

private:
    void fill(const LoadPlan& plan);
    void showImage(int row, const LoadImage& image, const StoreView& view);

    int m_shown = 1; // rows, were all unfolded
};

} // namespace onggi
