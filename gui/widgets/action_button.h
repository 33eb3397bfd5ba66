// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A push button that is an action: its text, icon, state and shortcut are the action's, now and
// later.
#pragma once

#include <QAction>
#include <QPushButton>

namespace onggi {

// Of a button on a page: as high as the fields beside it, with air around icon and text.
QSize roomyHint(const QPushButton& button, const QSize& hint);

class ActionButton : public QPushButton {
    Q_OBJECT

public:
    explicit ActionButton(QAction* action, QWidget* parent = nullptr);

    QSize sizeHint() const override { return roomyHint(*this, QPushButton::sizeHint()); }

private:
    void take(const QAction& action);

    bool m_isWithdrawn = false; // hidden because the action is
};

} // namespace onggi
