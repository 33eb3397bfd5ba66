// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The raw headers of one tar entry, read a second time and by other code than libarchive's, so that
// an archive which the two would understand differently is refused. Sources: POSIX pax, "ustar
// Interchange Format" and "pax Header Block"; GNU tar manual, "Basic Tar Format".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/layer/growing_file.h"
#include "engine/layer/tree.h"

namespace onggi {

struct TarHeader {
    char type = 0;          // the type byte of the entry's own header
    bool isSparse = false;  // in one of GNU's formats
    std::uint64_t body = 0; // where its body starts; a sparse file's map may lie before its data
    std::uint64_t size = 0; // of the body, without padding
    // The link target of the extended header. libarchive loses it where the entry's own header has
    // none and no link came before, as Go writes names that are not ASCII.
    std::optional<std::string> link;
    // The time of the extended header. libarchive turns -1.25 into -0.75.
    std::optional<Time> modified;
};

// Walks from `position`, where the entry's first header is: extended headers and long names, then
// its own. Throws Error(LayerCorrupt) for what is malformed, Error(LayerUnsupported) for a type of
// header that is not known, Error(LayerTooLarge) for an extended header above 1 MiB,
// Error(LayerUnsafeName) for a name with a NUL in it, Error(LayerTruncated).
TarHeader walkTarHeaders(GrowingFile& tar, std::uint64_t position, std::string_view subject);

// What the archive ends with: at `position` libarchive saw its end. Throws Error(LayerCorrupt)
// where more entries follow a single block of zeros, which some tools would read.
void checkTarEnd(GrowingFile& tar, std::uint64_t position, std::string_view subject);

} // namespace onggi
