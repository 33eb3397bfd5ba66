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
    void data(std::span<const std::byte> bytes);
    // The end of the archive. Nothing may follow.
    void finish();

private:
    void pad();

    Sink m_sink;
    std::uint64_t m_missing = 0; // bytes of the current file that are still to come
    std::uint64_t m_padding = 0; // that follow them
};

} // namespace onggi
