// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// An error of the bus, or of a file, told to a person.
#pragma once

#include <QDBusError>

#include "engine/core/error.h"
#include "gui/widgets/error_bar.h"

namespace onggi {

// `happened` is the page's own sentence of what it wanted. The cause is ours for the errors that a
// person can do something about, else the helper's own words; the details are all of the error.
ErrorBar::Message errorMessage(const QString& happened, const QDBusError& error);

// The same of an error that the window itself met with a file.
ErrorBar::Message fileMessage(const QString& happened, const Error& error);

} // namespace onggi
