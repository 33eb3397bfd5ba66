// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Named points at which a test makes the process die as a power cut or SIGKILL would: there where
// files and rows are not yet, or no longer, in agreement. Compiled to nothing unless the CMake
// option ONGGI_FAILPOINTS is on.
#pragma once

#ifdef ONGGI_FAILPOINTS
#include <csignal>
#include <cstdlib>
#include <string_view>
#endif

namespace onggi {

#ifdef ONGGI_FAILPOINTS

// Every point there is, in the order in which they are passed.
inline constexpr const char* kFailpoints[] = {
    "stage.begun",          // the row is written, not committed
    "stage.index-renamed",  // one of the two files has its name
    "stage.renamed",        //
    "stage.committed",      //
    "publish.blobs",        // manifests and configs have their names
    "publish.index-placed", // one file of the first new layer has its final name
    "publish.layer-placed", // both have, with others to come
    "publish.layers",       // all have, and the directory is synced
    "publish.rows",         // everything is written, not committed
    "publish.committed",    //
    "remove.rows",          // everything is written, not committed
    "remove.committed",     // no file is gone yet
    "remove.file",          // the first one is
};

// Dies if the environment's ONGGI_FAILPOINT is `name`.
inline void failpoint(std::string_view name) noexcept
{
    const char* const wanted = std::getenv("ONGGI_FAILPOINT");
    if (wanted && wanted == name)
        std::raise(SIGKILL);
}

#else

inline void failpoint(const char*) noexcept {}

#endif

} // namespace onggi
