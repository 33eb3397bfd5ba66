// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// All that is to be known of the files of a root file system, as text that compares.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/image/digest.h"
#include "engine/store/state_paths.h"

namespace onggi::test {

// Path to "type mode owner size mtime target xattrs hash". The root itself is left out: layers need
// not list it.
using FileFacts = std::map<std::string, std::string>;

// Of a directory, by the kernel.
FileFacts factsOfDirectory(const std::string& root);

// Of a chain of published layers, by its index and the bytes of its tars.
FileFacts factsOfChain(const StatePaths& paths, const std::string& chainIndex);

// The first differences, a line each; empty if there are none.
std::string differences(const FileFacts& a, const FileFacts& b);

} // namespace onggi::test
