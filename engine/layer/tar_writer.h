// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Writes a pax archive: ustar headers, and pax records for what they cannot say (bytes that are not
// ASCII, long names, nanoseconds, large ids and sizes, extended attributes).
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "engine/layer/tree.h"

namespace onggi {

// What an archive says of one name. `path` has no leading '/'; a directory's need not end in one.
struct TarEntry {
    std::string path;
    NodeType type = NodeType::Regular;
    Metadata meta = {};
    std::uint64_t size = 0;  // Regular
    std::uint32_t major = 0; // devices
    std::uint32_t minor = 0;
    std::string target = {}; // Symlink; for a hard link the earlier path
    bool isHardLink = false;
};

// Where a sparse file has bytes.
struct TarPiece {
    std::uint64_t offset = 0;
    std::uint64_t length = 0;
};

class TarWriter {
public:
    using Sink = std::function<void(std::span<const std::byte>)>;
    explicit TarWriter(Sink sink)
        : m_sink(std::move(sink))
    {
    }

    // A regular file's `size` bytes must follow by data() before the next entry; sockets are
    // refused with Error(LayerUnsupported): tar has no such type.
    void entry(const TarEntry& entry);
    // A regular file of which the pieces alone are stored: ascending, within its size. Their bytes,
    // one piece after the other, must follow by data(). GNU tar's sparse format 1.0.
    void sparseFile(const TarEntry& entry, std::span<const TarPiece> pieces);
    void data(std::span<const std::byte> bytes);
    // So many bytes of it have gone where the sink leads, past the sink.
    void passed(std::uint64_t bytes);
    // The end of the archive. Nothing may follow.
    void finish();

private:
    void put(const TarEntry& entry, std::string records);
    void pad();

    Sink m_sink;
    std::uint64_t m_missing = 0; // bytes of the current file that are still to come
    std::uint64_t m_padding = 0; // that follow them
};

} // namespace onggi
