// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Writes a tree as an EROFS index: metadata in the index, contents by reference to the tars.
//
// The bytes are a pure function of the tree and the device table. They are produced in order, so
// that they can go to a file, a pipe or a hash. Which kernels mount it: Linux 6.4 and later.
#pragma once

#include <cstdint>
#include <functional>
#include <span>

#include "engine/layer/decompress.h"
#include "engine/layer/erofs_reader.h"
#include "engine/layer/limits.h"
#include "engine/layer/tree.h"

namespace onggi {

// Fills `bytes` from a data source, for extents with `isCopied`.
using CopySource =
    std::function<void(std::uint32_t source, std::uint64_t offset, std::span<std::byte> bytes)>;

// `subject` names the layer or chain in errors. Extents that are not copied must start at multiples
// of 512 bytes, in the file as on the device. Throws Error(LayerTooLarge) where the index would
// exceed its limit, Error(LayerUnsupported) for what the format cannot say.
void writeErofs(const Tree& tree, std::span<const DeviceSlot> devices, const CopySource& copySource,
                std::string_view subject, const LayerLimits& limits, const ByteSink& sink);

} // namespace onggi
