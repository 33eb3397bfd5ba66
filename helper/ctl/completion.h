// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Completions for shells.
#pragma once

#include <string>

#include "helper/ctl/grammar.h"

namespace onggi::ctl {

// A script for "bash", "zsh" or "fish"; empty for another shell. Commands and options are those of
// the grammar; names of images and containers are asked of onggictl itself when they are needed.
std::string completionText(const std::string& shell, const Grammar& grammar);

} // namespace onggi::ctl
