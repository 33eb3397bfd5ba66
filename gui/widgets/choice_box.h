// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// One of several words, in a box that is always wide enough for each of them, up to a width: words
// from outside may be long.
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
        setMinimumHeight(rowHeight(kHeight, fontMetrics()));
    }

    QSize sizeHint() const override
    {
        const QSize hint = QComboBox::sizeHint();
        return {qMin(hint.width(), scaledLength(kMostWidth, fontMetrics())), hint.height()};
    }
    // QComboBox keeps the smallest size of the words that it had first.
    QSize minimumSizeHint() const override { return sizeHint(); }

private:
    static constexpr int kHeight = 32;
    static constexpr int kMostWidth = 240;
};

} // namespace onggi
