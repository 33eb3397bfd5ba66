// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Text for a terminal: how wide it is, how it is cut, and how times are said.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace onggi::ctl {

// Columns that printable text takes: Hangul, Han, kana and emoji take two, combining marks none.
std::size_t displayWidth(std::string_view text);

// At most `width` columns, the end of a longer one replaced by "…" ("..." where `isAscii`).
std::string shortened(std::string_view text, std::size_t width, bool isAscii);

// "4 seconds", "3 hours", "2 weeks"; "less than a second" for 0 and below.
std::string durationText(std::int64_t seconds);
// "3 hours ago". Both are seconds since 1970; "-" where `time` is none: tools that know none write
// 0, or the year 1.
std::string agoText(std::int64_t time, std::int64_t now);

// A full reference as people are shown it: without docker.io/library/. Other text, such as the short
// id of an image without tags, is returned as it is.
std::string familiarName(const std::string& reference);

} // namespace onggi::ctl
