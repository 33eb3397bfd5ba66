// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/widgets/action_button.h"

#include "gui/models/format.h"
#include "gui/widgets/tokens.h"

namespace onggi {

ActionButton::ActionButton(QAction* action, QWidget* parent)
    : RoomyButton(parent)
{
    connect(this, &QPushButton::clicked, action, &QAction::trigger);
    connect(action, &QAction::changed, this, [this, action] { take(*action); });
    connect(action, &QObject::destroyed, this, &QObject::deleteLater);
    setAutoDefault(false);
    setIconSize(scaledIconSize(fontMetrics()));
    take(*action);
}

void ActionButton::take(const QAction& action)
{
    setText(action.text());
    setIcon(action.isIconVisibleInMenu() ? action.icon() : QIcon());
    setEnabled(action.isEnabled());
    // A button that nobody has placed yet would appear as a window.
    if (action.isVisible() == m_isWithdrawn) {
        m_isWithdrawn = !action.isVisible();
        setVisible(!m_isWithdrawn);
    }
    const QString keys = action.shortcut().toString(QKeySequence::NativeText);
    const QString words = action.toolTip();
    setToolTip(plainToolTip(keys.isEmpty() ? words : QStringLiteral("%1 (%2)").arg(words, keys)));
}

} // namespace onggi
