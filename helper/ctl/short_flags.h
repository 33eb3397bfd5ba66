// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Flags whose value is written behind their letter, as in "-p=false". Pure; knows no command.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace onggi::ctl {

struct KnownOption {
    bool takesValue = false; // else it is a flag
    std::string longName;    // "--pause"; empty: it has none
};
// Asked for "-p" or "--pause". Nothing: there is no such option.
using FindOption = std::function<std::optional<KnownOption>(const std::string& name)>;

// The words behind a command's name, with "-p=false" spelt "--pause=false" and "-it=false" spelt
// "-i --tty=false". All else stays as it is: values of options, also "-eA=b", what follows "--",
// and, where the command `takesRest`, all from the first word on that is no option.
std::vector<std::string> spellOutFlags(std::span<const std::string> words, bool takesRest,
                                       const FindOption& find);

} // namespace onggi::ctl
