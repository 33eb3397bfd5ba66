// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The buttons at the bottom of a dialog.
#pragma once

#include <initializer_list>

#include <QBoxLayout>
#include <QPushButton>

#include "gui/widgets/tokens.h"

namespace onggi {

// At the left what belongs to what stands above, at the right the answers.
inline QLayout* bottomRow(std::initializer_list<QPushButton*> left,
                          std::initializer_list<QPushButton*> answers)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(gap::kRow);
    for (QPushButton* button : left)
        row->addWidget(button);
    row->addStretch(1);
    for (QPushButton* button : answers)
        row->addWidget(button);
    return row;
}

} // namespace onggi
