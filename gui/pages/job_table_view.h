// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The table of jobs: state as shape and word, progress as a bar.
#pragma once

#include "gui/widgets/table_view.h"

namespace onggi {

class JobTableView : public TableView {
    Q_OBJECT

public:
    explicit JobTableView(QWidget* parent = nullptr);

    void setModel(QAbstractItemModel* model) override;
};

} // namespace onggi
