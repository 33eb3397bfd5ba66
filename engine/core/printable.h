// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The one way in which text from outside reaches a terminal, a log or an error message.
#pragma once

#include <string>
#include <string_view>

namespace onggi {

// `text` with C0 and C1 controls, DEL, bidirectional controls, line and paragraph separators, and
// bytes that are not UTF-8 turned into visible escapes: \n, \t, \x1b, \u{202e}. A backslash stays
// as it is: the result is for eyes, not for parsing back.
std::string printable(std::string_view text);

} // namespace onggi
