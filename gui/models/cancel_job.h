// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Cancelling a job that anybody may have made. GUI thread only.
#pragma once

#include <functional>

#include <QDBusError>

#include "gui/models/helper_link.h"

namespace onggi {

// Asks the helper, which may refuse: then `refused` is called, unless `context` is gone. Nothing
// where there is no helper.
void cancelJob(HelperLink& link, qulonglong number, QObject* context,
               const std::function<void(const QDBusError&)>& refused);

} // namespace onggi
