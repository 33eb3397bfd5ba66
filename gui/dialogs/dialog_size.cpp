// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/dialogs/dialog_size.h"

#include <QDialog>
#include <QLayout>
#include <QScreen>

namespace onggi {

int widthOnScreen(const QWidget& widget, int drawn)
{
    const int room = widget.screen()->availableSize().width() * 9 / 10;
    return qMin(scaledLength(drawn, widget.fontMetrics()), room);
}

void setFirstSize(QDialog& dialog, int width, int smallestWidth)
{
    dialog.setMinimumWidth(widthOnScreen(dialog, smallestWidth));
    dialog.resize(widthOnScreen(dialog, width), dialog.sizeHint().height());
}

void growToContents(QDialog& dialog, int most)
{
    dialog.layout()->activate();
    const int room = dialog.screen()->availableSize().height() * 9 / 10;
    const int wanted = qMin(dialog.sizeHint().height(), qMin(most, room));
    dialog.resize(dialog.width(), qMax(dialog.height(), wanted));
}

} // namespace onggi
