// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Compression of an archive or a layer as a stream: gzip by ISA-L, zstd on all cores. The same
// bytes give the same stream: no time and no name stands in its header.
#pragma once

#include <cstddef>
#include <memory>
#include <span>

#include "engine/image/descriptor.h"
#include "engine/layer/decompress.h"

namespace onggi {

class Compressor {
public:
    virtual ~Compressor() = default;
    // What comes of it goes to the sink, now or later.
    virtual void write(std::span<const std::byte> bytes) = 0;
    // The end of the stream; nothing may follow.
    virtual void finish() = 0;
};

// `kind` is not None. Throws what `sink` throws, and Error(SystemLimit) without memory.
std::unique_ptr<Compressor> makeCompressor(Compression kind, ByteSink sink);

} // namespace onggi
