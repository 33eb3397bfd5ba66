// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Icons by their freedesktop names: the theme's, or our own drawing in the palette's text colour
// where the theme has none. GUI thread only.
#pragma once

#include <QColor>
#include <QIcon>
#include <QRect>

class QPainter;
#include <QString>

namespace onggi {

// Empty for a name that neither the theme nor resources/icons has.
QIcon namedIcon(const QString& name);
// The application's own.
QIcon applicationIcon();

// One colour instead of the icon's own.
void paintTinted(QPainter& painter, const QRect& place, const QIcon& icon, const QColor& colour);

} // namespace onggi
