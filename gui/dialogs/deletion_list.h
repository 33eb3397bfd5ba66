// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A deletion, row by row: what goes and what comes back for it, what is kept and by whom. The rows
// are made anew with each plan; the keyboard stays at its row, or at the one that takes its place.
#pragma once

#include <optional>

#include <QScrollArea>

#include "gui/models/deletion.h"

class QVBoxLayout;

namespace onggi {

class IncludeButton;

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
    // Of the button that has the keyboard: its image, and which of the buttons it is.
    struct Keyboard {
        Serial image = 0;
        std::size_t at = 0;
    };

    std::vector<IncludeButton*> buttons() const;
    std::optional<Keyboard> keyboard() const;
    void giveKeyboard(const Keyboard& before);
    QWidget* makeRow(const StoreView& view, const DeletionRow& row, std::int64_t now, bool isFixed);

    QVBoxLayout* m_rows = nullptr;
};

} // namespace onggi
