// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/dialogs/dialog_size.h"

#include <QDialog>
#include <QLayout>
#include <QScreen>

namespace onggi {

void setFirstSize(QDialog& dialog, int width, int smallestWidth)
{
    const QFontMetrics body = dialog.fontMetrics();
    dialog.setMinimumWidth(scaledLength(smallestWidth, body));
    const int room = dialog.screen()->availableSize().width() * 9 / 10;
    dialog.resize(qMin(scaledLength(width, body), room), dialog.sizeHint().height());
}

void growToContents(QDialog& dialog, int most)
{
    dialog.layout()->activate();
    const int room = dialog.screen()->availableSize().height() * 9 / 10;
    const int wanted = qMin(dialog.sizeHint().height(), qMin(most, room));
    dialog.resize(dialog.width(), qMax(dialog.height(), wanted));
}

} // namespace onggi
