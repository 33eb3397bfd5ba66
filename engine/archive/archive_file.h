// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The members of an image archive, as the helper reads them.
//
// The archive's own tar is as hostile as a layer: it is read once, by the sandboxed scanner, into
// an index like a layer's, and from there on members are extents of the file.
#pragma once

#include <functional>
#include <span>
#include <stop_token>

#include "engine/archive/archive_members.h"
#include "engine/core/fd.h"
#include "engine/layer/tree.h"

namespace onggi {

class Unpacker; // engine/layer/unpack_process.h

class ArchiveFile final : public ArchiveMembers {
public:
    // Reads a plain file in place, and anything else by way of `directory`, where nothing is left,
    // and within the space that is free there. `name` names the archive in errors. Throws
    // Error(ArchiveInvalid), Error(StoreNoSpace), Cancelled.
    ArchiveFile(Unpacker& unpacker, const Fd& archive, const std::string& directory,
                std::string name, const std::stop_token& stop);

    using ArchiveMembers::read;
    // Its bytes in pieces, in order.
    void read(const ArchiveMember& member, const std::stop_token& stop,
              const std::function<void(std::span<const std::byte>)>& sink) const;

protected:
    std::optional<Entry> entry(std::string_view path) const override;
    std::string readWhole(const ArchiveMember& member) const override;

private:
    Fd m_file;
    Tree m_tree;
};

} // namespace onggi
