// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How large a dialog is: first as drawn, then as high as what comes to stand in it, both where the
// screen has the room. It never shrinks under the pointer, also where somebody has made it larger.
// And the air at its edges.
#pragma once

#include <climits>

#include <QMargins>

#include "gui/widgets/tokens.h"

class QDialog;
class QWidget;

namespace onggi {

inline constexpr QMargins kDialogMargins{24, gap::kDialog, 24, gap::kDialog};

// A drawn width, see scaledLength(), as far as the screen has room for it.
int widthOnScreen(const QWidget& widget, int drawn);
// Once it is laid out. Both widths are drawn ones.
void setFirstSize(QDialog& dialog, int width, int smallestWidth);
// To what stands in it now, but not higher than `most` pixels.
void growToContents(QDialog& dialog, int most = INT_MAX);

} // namespace onggi
