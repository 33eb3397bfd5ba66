// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Work outlives the dialog that began it: whoever has closed that by the time that the work fails
// is told by the error bar of what the dialog was opened from.
#pragma once

#include <QPointer>

#include "gui/widgets/error_bar.h"
#include "gui/widgets/error_message.h"

namespace onggi {

template <typename Dialog, typename Work>
void tellWhereClosed(Dialog* dialog, void (Dialog::*begun)(Work*), ErrorBar& errors,
                     QString (*happened)())
{
    QObject::connect(dialog, begun, &errors,
                     [open = QPointer(dialog), &errors, happened](Work* work) {
                         QObject::connect(work, &Work::failed, &errors,
                                          [open, &errors, happened](const QDBusError& error) {
                                              if (!open || !open->isVisible())
                                                  errors.show(errorMessage(happened(), error));
                                          });
                     });
}

} // namespace onggi
