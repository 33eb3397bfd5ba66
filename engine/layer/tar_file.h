// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The file that becomes a layer's tar: hashed while it is written, on its way to the disk early,
// and never at the cost of the last free space. How long it may be is for the writer to say.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "engine/core/bytes.h"
#include "engine/core/sha256.h"

namespace onggi {

class TarFile {
public:
    // `fd` is a new file of that path and outlives the object. Throws Error(StoreNoSpace), here and
    // below, rather than leave less than `reserve` free.
    TarFile(int fd, std::string path, Bytes reserve);

    void write(std::span<const std::byte> bytes);
    std::uint64_t length() const noexcept { return m_length; }
    // Pads it with zeros to 512 bytes. Returns the digest of what was written before. Writing to
    // disk has begun for all of it.
    Digest finish();

private:
    void checkSpace();

    int m_fd;
    std::string m_path;
    Bytes m_reserve;
    Sha256 m_hash;
    std::uint64_t m_length = 0;
    std::uint64_t m_written = 0; // to disk, as far as asked for
    std::uint64_t m_spaceChecked = 0;
};

} // namespace onggi
