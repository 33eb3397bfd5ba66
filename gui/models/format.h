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

// Whether seconds since 1970 are a time at all: tools that know none write 0, or the year 1.
bool isTime(std::int64_t time) noexcept;

// How long before `now` a time was, both in seconds since 1970: "just now", "5 minutes ago",
// "yesterday", "3 weeks ago". A time that lies ahead is "just now"; what is no time is a dash.
QString agoText(std::int64_t time, std::int64_t now);

// A span of seconds in at most two units, as short as a column of figures wants it: "40 s", "5
// min", "2 h", "1 d 3 h", "6 d". One that lies ahead is "0 s".
QString spanText(std::int64_t seconds);

// The moment itself, in the user's locale and time zone; of what is no time empty.
QString timeText(std::int64_t time);

// `text` for a tooltip, which takes what looks like markup for such: shown as it stands.
QString plainToolTip(const QString& text);

} // namespace onggi
