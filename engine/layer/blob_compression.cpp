// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// RFC 1952 (gzip), RFC 8878 (zstd, whose blobs may begin with a skippable frame), the .xz file
// format, and bzip2: "BZh", a digit, and the mark of a block or of the stream's end.

#include "engine/layer/blob_compression.h"

#include <algorithm>
#include <iterator>

namespace onggi {

namespace {

// In the order of the enumerators.
constexpr std::string_view kNames[] = {"detect", "detect-any", "none", "gzip",
                                       "zstd",   "xz",         "bzip2"};

bool isBzip2(std::string_view text) noexcept
{
    return text.starts_with("BZh") && text.size() == kMagicBytes && text[3] >= '1' &&
           text[3] <= '9' && (text.ends_with("1AY&SY") || text.ends_with("\x17rE8P\x90"));
}

} // namespace

BlobCompression compressionOf(std::span<const std::byte> start) noexcept
{
    const std::string_view text(reinterpret_cast<const char*>(start.data()),
                                std::min(start.size(), kMagicBytes));
    if (text.starts_with("\x1f\x8b"))
        return BlobCompression::Gzip;
    const bool isSkippable =
        !text.empty() && (text[0] & 0xf0) == 0x50 && text.substr(1).starts_with("\x2a\x4d\x18");
    if (text.starts_with("\x28\xb5\x2f\xfd") || isSkippable)
        return BlobCompression::Zstd;
    if (text.starts_with(std::string_view("\xfd"
                                          "7zXZ\0",
                                          6)))
        return BlobCompression::Xz;
    return isBzip2(text) ? BlobCompression::Bzip2 : BlobCompression::None;
}

std::string_view compressionName(BlobCompression compression) noexcept
{
    return kNames[static_cast<std::size_t>(compression)];
}

BlobCompression compressionNamed(std::string_view name) noexcept
{
    const auto* const found = std::ranges::find(kNames, name);
    return found == std::end(kNames) ? BlobCompression::Detect
                                     : static_cast<BlobCompression>(found - kNames);
}

} // namespace onggi
