// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What may be asked of a job that anybody may have made. GUI thread only.
#pragma once

#include <functional>

#include <QDBusError>

#include "gui/models/helper_link.h"

namespace onggi {

enum class JobOrder { Cancel, Pause, Resume };

// Asks the helper, which may refuse: then `refused` is called, unless `context` is gone. Nothing
// where there is no helper.
void orderJob(HelperLink& link, qulonglong number, JobOrder order, QObject* context,
              const std::function<void(const QDBusError&)>& refused);

// What happened, where the order was refused.
QString refusedText(JobOrder order);

} // namespace onggi
