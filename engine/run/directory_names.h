// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The names in a directory that somebody may be changing meanwhile.
#pragma once

#include <string>
#include <vector>

namespace onggi {

struct DirectoryName {
    std::string name;
    unsigned char kind = 0; // readdir(3)'s d_type; DT_UNKNOWN where the file system does not say
};

// Sorted by their bytes, without "." and "..". `path` is for errors. Throws Error(SystemIo) and
// what else systemError() makes of it.
std::vector<DirectoryName> namesIn(int directory, const std::string& path);

} // namespace onggi
