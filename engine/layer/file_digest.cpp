// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// In pieces: an index may have gigabytes.

#include "engine/layer/file_digest.h"

#include <span>
#include <vector>

#include "engine/core/fd.h"
#include "engine/core/sha256.h"

namespace onggi {

FileDigest digestOfFile(int fd, std::string_view name)
{
    Sha256 hash;
    std::vector<std::byte> buffer(256 * 1024);
    std::uint64_t offset = 0;
    while (const std::size_t count = readFullyAt(fd, buffer, offset, name)) {
        hash.update(std::span(buffer).first(count));
        offset += count;
    }
    return {Bytes(offset), hash.finish()};
}

} // namespace onggi
