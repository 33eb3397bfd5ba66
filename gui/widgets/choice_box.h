// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// One of several words, in a box with room for the longest of them where there is, up to a width:
// words from outside may be long.
#pragma once

#include <QComboBox>

#include "gui/widgets/tokens.h"

namespace onggi {

class ChoiceBox : public QComboBox {
    Q_OBJECT

public:
    explicit ChoiceBox(QWidget* parent = nullptr)
        : QComboBox(parent)
    {
        setSizeAdjustPolicy(AdjustToContents);
        setMinimumHeight(rowHeight(kControlHeight, fontMetrics()));
    }

    QSize sizeHint() const override
    {
        const QSize hint = QComboBox::sizeHint();
        return {qMin(hint.width(), scaledLength(kMostWidth, fontMetrics())), hint.height()};
    }
    // The first choice is always read whole. QComboBox keeps the smallest size of what it had
    // first.
    QSize minimumSizeHint() const override
    {
        int longest = 0;
        for (int at = 0; at < count(); ++at)
            longest = qMax(longest, fontMetrics().horizontalAdvance(itemText(at)));
        const QSize hint = QComboBox::sizeHint();
        const int width = hint.width() - longest + fontMetrics().horizontalAdvance(itemText(0));
        return {qMin(width, sizeHint().width()), hint.height()};
    }

private:
    static constexpr int kMostWidth = 240;
};

} // namespace onggi
