// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Empties a menu that is filled anew again and again.
#pragma once

#include <QMenu>

namespace onggi {

// With the submenus that it owns, which QMenu::clear() would keep for ever.
inline void clearMenu(QMenu& menu)
{
    menu.clear();
    for (QMenu* submenu : menu.findChildren<QMenu*>(Qt::FindDirectChildrenOnly))
        submenu->deleteLater(); // it may be what was pressed
}

} // namespace onggi
