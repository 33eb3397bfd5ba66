// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Bytes that an image carries and nobody sees: files that a later layer overwrites or deletes.
#pragma once

#include <string>
#include <vector>

#include "engine/core/bytes.h"
#include "engine/layer/layer_source.h"

namespace onggi {

// A file that is in one layer and hidden by a later one. A file of several names is hidden with
// its last one.
struct HiddenFile {
    std::string path;
    Bytes bytes;
    std::uint32_t layer = 0;    // that it lies in, base first
    std::uint32_t hiddenBy = 0; // the later layer
    bool isDeleted = false;     // else it is overwritten
};

struct Waste {
    std::vector<HiddenFile> files; // the largest first, then by path
    std::vector<Bytes> content;    // of each layer: regular files, a hard link counted once
    std::vector<Bytes> wasted;     // of each layer: what is hidden of that

    Bytes totalContent() const;
    Bytes totalWasted() const;
    // What can be seen, of what is carried: 1 if nothing is wasted, also of nothing.
    double efficiency() const;
};

// Reads the indexes alone. Empty files are left out.
Waste findWaste(LayerSource& source);

} // namespace onggi
