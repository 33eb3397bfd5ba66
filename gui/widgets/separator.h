// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A line of one pixel between two parts of the window.
#pragma once

#include <QApplication>
#include <QPainter>
#include <QWidget>

#include "gui/widgets/tokens.h"

namespace onggi {

class Separator : public QWidget {
public:
    explicit Separator(Qt::Orientation orientation, QWidget* parent = nullptr)
        : QWidget(parent)
    {
        if (orientation == Qt::Horizontal)
            setFixedHeight(1);
        else
            setFixedWidth(1);
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter(this).fillRect(rect(), Colours::of(QApplication::palette()).line);
    }
};

} // namespace onggi
