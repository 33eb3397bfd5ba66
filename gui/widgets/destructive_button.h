// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The button that destroys: red, and never the one that Enter presses unasked.
#pragma once

#include <QApplication>
#include <QEvent>

#include "gui/widgets/roomy_button.h"

namespace onggi {

class DestructiveButton : public RoomyButton {
    Q_OBJECT

public:
    explicit DestructiveButton(QWidget* parent = nullptr)
        : RoomyButton(parent)
    {
        setAutoDefault(false);
        adapt();
    }

protected:
    void changeEvent(QEvent* event) override
    {
        if (event->type() == QEvent::PaletteChange)
            adapt();
        RoomyButton::changeEvent(event);
    }

private:
    void adapt()
    {
        const Colours colours = Colours::of(QApplication::palette());
        // Styles lighten what they make a button of; white has to be read on it all the same.
        const QColor ground = colours.isDark ? colours.failed : colours.failed.darker(125);
        QPalette red = palette();
        for (const QPalette::ColorGroup group : {QPalette::Active, QPalette::Inactive}) {
            red.setColor(group, QPalette::Button, ground);
            red.setColor(group, QPalette::ButtonText, colours.isDark ? colours.base : Qt::white);
        }
        setPalette(red);
        setFont(semibold(QApplication::font()));
    }
};

} // namespace onggi
