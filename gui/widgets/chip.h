// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A small button that stays pressed while it narrows what a page shows.
#pragma once

#include <QApplication>
#include <QPushButton>

#include "gui/widgets/tokens.h"

namespace onggi {

class Chip : public QPushButton {
    Q_OBJECT

public:
    explicit Chip(QWidget* parent = nullptr)
        : QPushButton(parent)
    {
        setCheckable(true);
        setAutoDefault(false);
        setFont(typeFont(QApplication::font(), Type::Secondary));
    }

    // As wide as its text, which styles make wider for buttons of dialogs.
    QSize sizeHint() const override
    {
        return {fontMetrics().horizontalAdvance(text()) + 2 * gap::kPane,
                rowHeight(28, fontMetrics())};
    }
    QSize minimumSizeHint() const override { return sizeHint(); }
};

} // namespace onggi
