// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What goes along with a push from the user's own files.
#pragma once

#include <QString>
#include <QVariantMap>

namespace onggi {

// The options of Images1.Push for this destination, good for one call. Reads the user's files, and
// asks programs that keep credentials: blocks; from any thread. Throws Error.
QVariantMap readPushOptions(const QString& destination, bool isInsecure);

} // namespace onggi
