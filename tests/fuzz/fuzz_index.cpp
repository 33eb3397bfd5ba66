// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// An index that a scanner wrote which was taken over: read as the merge reads it, laid on itself,
// and written again.

#include "engine/core/error.h"
#include "engine/layer/erofs_merge.h"
#include "tests/fuzz/targets.h"
#include "tests/support/layer_maker.h"

namespace onggi::fuzz {

void fuzzIndex(Input input)
{
    LayerLimits limits;
    limits.entries = 2000;
    limits.indexBytes = 1 << 20;
    try {
        const Fd file = test::fileOf(textOf(input));
        const std::vector<DeviceSlot> devices = readDeviceTable(file.get(), "the index");
        ErofsIndex index = readErofs(file.get(), "the index", limits);
        require(index.devices == devices, "a device table reads the same");
        Tree base(limits.entries);
        for (int layer = 0; layer < 2; ++layer)
            applyLayer(base, readErofs(file.get(), "the index", limits).tree, 0);
        // What the merge asks of a layer's index, before it lays it on others.
        if (devices.size() != 1)
            return;
        const std::string written = test::indexOf(base, devices, textOf(input), limits);
        const Fd again = test::fileOf(written);
        require(readErofs(again.get(), "the chain", limits).tree.liveCount() == base.liveCount(),
                "what is written can be read");
    } catch (const Error&) {
    }
}

} // namespace onggi::fuzz
