// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A push button as high as the fields beside it, with air around icon and text, which styles leave
// out or not.
#pragma once

#include <QPushButton>

#include "gui/widgets/tokens.h"

namespace onggi {

class RoomyButton : public QPushButton {
    Q_OBJECT

public:
    using QPushButton::QPushButton;

    QSize sizeHint() const override
    {
        const QFontMetrics metrics = fontMetrics();
        const int picture = icon().isNull() ? 0 : iconSize().width() + gap::kLabel;
        const int width = metrics.horizontalAdvance(text()) + picture + 2 * gap::kPane;
        return QPushButton::sizeHint().expandedTo(QSize(width, rowHeight(kControlHeight, metrics)));
    }
};

} // namespace onggi
