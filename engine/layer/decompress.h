// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Decompression of a layer's blob as a stream: gzip (several members) by ISA-L, zstd (several
// frames), or none. Nothing that is decompressed is ever held whole.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>

namespace onggi {

enum class BlobCompression {
    Detect, // by the first bytes; what is neither gzip nor zstd is taken as it is
    None,
    Gzip,
    Zstd,
};

// Gives the next bytes of the blob, waiting for them where they are still to come; empty at its
// end. They stay valid until the next call.
using ByteSource = std::function<std::span<const std::byte>()>;
using ByteSink = std::function<void(std::span<const std::byte>)>;

// Reads the source to its end. `subject` names the blob in errors. Throws Error(LayerTruncated) for
// a stream that ends early, Error(LayerCorrupt) for a damaged one and for bytes behind its end, and
// Error(LayerTooLarge) when more than `limit` bytes come out, or more than `ratio` allows (see
// LayerLimits). Returns how many did.
std::uint64_t decompress(const ByteSource& source, BlobCompression compression, std::uint64_t limit,
                         std::string_view subject, const ByteSink& sink, std::uint64_t ratio = 0);

} // namespace onggi
