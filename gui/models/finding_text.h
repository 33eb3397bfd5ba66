// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the health report says, in the user's language. A finding's id names what was looked at; its
// own sentence, which is English and names what was met on this machine, stands behind it.
// GUI thread only.
#pragma once

#include <QString>

#include "helper/api/wire.h"

namespace onggi {

// What is wrong, by the id; empty for an id that a later helper has.
QString findingTitle(const QString& id);

// Of a finding that is not good: what is wrong, then what the helper found and what helps, each in
// a line of its own.
QString findingText(const wire::Finding& finding);

} // namespace onggi
