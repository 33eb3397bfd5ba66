// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Decompression of a layer's blob as a stream: gzip (several members) by ISA-L, zstd (several
// frames), or none; of an archive also xz and bzip2 (several streams). Nothing that is decompressed
// is ever held whole.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>

#include "engine/layer/blob_compression.h"

namespace onggi {

// Gives the next bytes of the blob, waiting for them where they are still to come; empty at its
// end, however often it is asked. They stay valid until the next call. The first kMagicBytes come
// together, unless there are fewer.
using ByteSource = std::function<std::span<const std::byte>()>;
using ByteSink = std::function<void(std::span<const std::byte>)>;

// Reads the source to its end. `subject` names the blob in errors. Throws Error(LayerTruncated) for
// a stream that ends early, Error(LayerCorrupt) for a damaged one and for bytes behind its end, and
// Error(LayerTooLarge) when more than `limit` bytes come out, or more than `ratio` allows (see
// LayerLimits), or a decoder asks for too much memory. Returns how many did.
std::uint64_t decompress(const ByteSource& source, BlobCompression compression, std::uint64_t limit,
                         std::string_view subject, const ByteSink& sink, std::uint64_t ratio = 0);

} // namespace onggi
