// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A blob the whole way: what onggi-unpack does to it, be it a layer or a tar that is imported.

#include "tests/fuzz/targets.h"
#include "tests/support/corpus/layer_text.h"

namespace onggi::fuzz {

void fuzzLayer(Input input)
{
    LayerLimits limits;
    limits.entries = 2000;
    limits.nameBytes = 1024;
    limits.tarBytes = 2 << 20;
    limits.indexBytes = 4 << 20;
    // The name of an error that only the reader of an index has.
    require(test::layerText(textOf(input), limits, BlobCompression::DetectAny) != "store.corrupt",
            "an index can be read");
}

} // namespace onggi::fuzz
