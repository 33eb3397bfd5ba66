// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// An error of the bus, told to a person.
#pragma once

#include <QDBusError>

#include "gui/widgets/error_bar.h"

namespace onggi {

// `happened` is the page's own sentence of what it wanted. The cause is ours for the errors that a
// person can do something about, else the helper's own words; the details are all of the error.
ErrorBar::Message errorMessage(const QString& happened, const QDBusError& error);

} // namespace onggi
