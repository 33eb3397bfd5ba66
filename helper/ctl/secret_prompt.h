// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Asking a person at the terminal, and reading what is not to be seen.
#pragma once

#include <string>
#include <string_view>

namespace onggi::ctl {

// One line of the terminal, asked for on it. Throw UsageError where standard input is no terminal:
// there is nobody to ask.
std::string askLine(std::string_view question);
// Without showing what is typed; the terminal is as before on return, and after a signal.
std::string askSecret(std::string_view question);

// One line of standard input, of at most 64 KiB, without its end. Throws UsageError.
std::string readSecretLine();

} // namespace onggi::ctl
