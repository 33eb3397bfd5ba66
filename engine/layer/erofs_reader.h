// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Reads an index or chain index. It trusts nothing: every structure is checked (bounds, types,
// counts, names, order, cycles), and what erofs_writer never writes is refused.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/layer/limits.h"
#include "engine/layer/tree.h"

namespace onggi {

// A slot of the device table: a tar that file contents lie in.
struct DeviceSlot {
    std::string tag;          // the diffID's 64 digits
    std::uint64_t blocks = 0; // of 512 bytes
    friend bool operator==(const DeviceSlot&, const DeviceSlot&) = default;
};

struct ErofsIndex {
    Tree tree;
    std::vector<DeviceSlot> devices;
};

// The device table alone: what is compared before a chain index is mounted.
// Both throw Error(StoreCorrupt, subject) for a file that is no index of ours.
std::vector<DeviceSlot> readDeviceTable(int fd, std::string_view subject);

// All of it. Extents with `isCopied` name data source `source`, by their offset in `fd`.
ErofsIndex readErofs(int fd, std::string_view subject, const LayerLimits& limits = {},
                     std::uint32_t source = 0);

} // namespace onggi
