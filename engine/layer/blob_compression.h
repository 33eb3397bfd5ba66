// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a blob is compressed by, as its first bytes tell, and as onggi-unpack is told. Decompressing
// it is decompress.h's, in a process without privileges.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace onggi {

enum class BlobCompression {
    Detect,    // of a layer: gzip or zstd; what is neither is taken as it is
    DetectAny, // of an archive that somebody made: xz and bzip2 too
    None,
    Gzip,
    Zstd,
    Xz,
    Bzip2,
};

// How much of a blob's beginning tells.
constexpr std::size_t kMagicBytes = 10;

// Never one of the two that ask for it; None for what begins like nothing that is known here.
BlobCompression compressionOf(std::span<const std::byte> start) noexcept;

// "gzip", and back. A word that is none is Detect.
std::string_view compressionName(BlobCompression compression) noexcept;
BlobCompression compressionNamed(std::string_view name) noexcept;

} // namespace onggi
