// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A push button that is an action: its text, icon, state and shortcut are the action's, now and
// later.
#pragma once

#include <QAction>

#include "gui/widgets/roomy_button.h"

namespace onggi {

class ActionButton : public RoomyButton {
    Q_OBJECT

public:
    explicit ActionButton(QAction* action, QWidget* parent = nullptr);

private:
    void take(const QAction& action);

    bool m_isWithdrawn = false; // hidden because the action is
};

} // namespace onggi
