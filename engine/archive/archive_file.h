// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The members of an image archive, by name.
//
// The archive's own tar is as hostile as a layer: it is read once, by the sandboxed scanner, into
// an index like a layer's, and from there on members are extents of the file.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>

#include "engine/core/bytes.h"
#include "engine/core/fd.h"
#include "engine/layer/tree.h"

namespace onggi {

class Unpacker; // engine/layer/unpack_process.h

// A regular file of the archive.
struct ArchiveMember {
    NodeId node = 0;
    Bytes size;
};

class ArchiveFile {
public:
    // Reads a plain file in place, and anything else by way of `directory`, where nothing is left,
    // and within the space that is free there. `name` names the archive in errors. Throws
    // Error(ArchiveInvalid), Error(StoreNoSpace), Cancelled.
    ArchiveFile(Unpacker& unpacker, const Fd& archive, const std::string& directory,
                std::string name, const std::stop_token& stop);

    const std::string& name() const noexcept { return m_name; }

    // A file, reached through links within the archive; nothing if there is none of this name.
    std::optional<ArchiveMember> find(std::string_view path) const;
    // Throws Error(ArchiveInvalid) naming the missing file.
    ArchiveMember require(std::string_view path) const;

    // The whole of a small file. Throws Error(ArchiveInvalid) beyond `limit`.
    std::string read(std::string_view path, Bytes limit) const;
    // Its bytes in pieces, in order.
    void read(const ArchiveMember& member, const std::stop_token& stop,
              const std::function<void(std::span<const std::byte>)>& sink) const;

private:
    Fd m_file;
    Tree m_tree;
    std::string m_name;
};

} // namespace onggi
