// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A deletion, row by row: what goes and what comes back for it, what is kept and by whom.
#pragma once

#include <QScrollArea>

#include "gui/models/deletion.h"

class QVBoxLayout;

namespace onggi {

class DeletionList : public QScrollArea {
    Q_OBJECT

public:
    explicit DeletionList(QWidget* parent = nullptr);

    // `now` in seconds since 1970. With `isFixed` nothing can be included any more.
    void showPlan(const StoreView& view, const DeletionPlan& plan, std::int64_t now, bool isFixed);

    QSize sizeHint() const override;

signals:
    void includeRequested(onggi::Serial image);

private:
    QWidget* makeRow(const StoreView& view, const DeletionRow& row, std::int64_t now, bool isFixed);

    QVBoxLayout* m_rows = nullptr;
};

} // namespace onggi
