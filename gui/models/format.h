// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How the window writes sizes and times, in the user's language. GUI thread only.
#pragma once

#include <cstdint>

#include <QString>

#include "engine/core/bytes.h"

namespace onggi {

// SI units with a fixed number of digits, so that figures stand under each other and can be added:
// "17 B", "8.1 kB", "84.8 MB", "1.12 GB"; the decimal sign is the default locale's.
QString sizeText(Bytes bytes);
// "84,812,345 bytes"
QString exactSizeText(Bytes bytes);

// How long before `now` a time was, both in seconds since 1970: "just now", "5 minutes ago",
// "yesterday", "3 weeks ago". A time that lies ahead is "just now"; 0 is no time and empty.
QString agoText(std::int64_t time, std::int64_t now);

// `text` for a tooltip, which takes what looks like markup for such: shown as it stands.
QString plainToolTip(const QString& text);

} // namespace onggi
