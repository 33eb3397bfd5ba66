// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The words of a Dockerfile's instruction, as a shell would make them: quotes, escapes, variables.
// Dockerfile reference, "Escape", "Environment replacement".
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace onggi {

using Variables = std::map<std::string, std::string, std::less<>>;

// Splits at white space outside quotes. '…' is literal; in "…" and outside, a backslash takes the
// meaning from what follows, and $NAME, ${NAME}, ${NAME:-word}, ${NAME:+word} are replaced; a
// variable that is not there is empty. Throws Error(ApiInvalidArgument) naming the text, also where
// variables make megabytes of it.
std::vector<std::string> splitWords(std::string_view text, const Variables& variables);
// The same as one word: white space stays.
std::string expandWord(std::string_view text, const Variables& variables);

} // namespace onggi
