// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Layers of every kind that is met, and of kinds that should not be: each made here, byte by byte,
// with what becomes of it.
#pragma once

#include <string>
#include <vector>

#include "engine/layer/limits.h"

namespace onggi::test {

struct CorpusLayer {
    const char* name;
    std::string blob; // as a registry would send it
    // What layerText() says: the tree, which tst_stacks compares with what overlayfs shows, or an
    // error's name.
    std::string expected;
    LayerLimits limits = {};
};

// What the tools of the last forty years write.
std::vector<CorpusLayer> namesOfTars();    // dialects: how names, numbers and times are written
std::vector<CorpusLayer> contentsOfTars(); // types, links, sparse files, attributes
// What is made to harm, or damaged.
std::vector<CorpusLayer> hostileTars();
// How a blob is compressed, well or badly.
std::vector<CorpusLayer> compressedBlobs();

} // namespace onggi::test
