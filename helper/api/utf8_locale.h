// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Text is UTF-8, whatever the locale's own encoding: Qt takes no other, and says so on standard
// error at every start.
#pragma once

namespace onggi {

// Where the locale has another encoding, sets LC_CTYPE to C.UTF-8; language and formats stay those
// of the person. Returns whether it had UTF-8 already, as then a terminal does. To be called once,
// before QCoreApplication and before there are threads.
bool useUtf8Locale() noexcept;

} // namespace onggi
