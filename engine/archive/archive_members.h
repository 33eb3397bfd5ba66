// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The members of an image archive, by name, whoever reads its tar: what the tables of contents are
// read from. The helper reads it in its sandbox (archive_file.h), the window for a first look; so
// there is one reading of a table, and one rule of which file a name means. One thread at a time.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/core/bytes.h"

namespace onggi {

// A regular file of the archive.
struct ArchiveMember {
    std::uint64_t id = 0; // for whoever reads the tar
    Bytes size;
};

class ArchiveMembers {
public:
    virtual ~ArchiveMembers() = default;

    // Of the archive, for errors.
    const std::string& name() const noexcept { return m_name; }

    // A file, reached through links within the archive; nothing if there is none of this name.
    std::optional<ArchiveMember> find(std::string_view path) const;
    // Throws Error(ArchiveInvalid) naming the missing file.
    ArchiveMember require(std::string_view path) const;
    // The whole of a small file. Throws Error(ArchiveInvalid) beyond `limit`, or once all that was
    // read is more than any archive's tables need: a hostile one may name a file thousands of
    // times.
    std::string read(std::string_view path, Bytes limit) const;

protected:
    explicit ArchiveMembers(std::string name)
        : m_name(std::move(name))
    {
    }
    ArchiveMembers(ArchiveMembers&&) = default;
    ArchiveMembers& operator=(ArchiveMembers&&) = default;

    // What stands under a path, without following it: a file, or where a link points to.
    struct Entry {
        ArchiveMember file;
        std::optional<std::string> target; // of a link, as the archive has it
    };
    virtual std::optional<Entry> entry(std::string_view path) const = 0;
    // All of it; only called for what is within a limit. Throws Error(ArchiveInvalid).
    virtual std::string readWhole(const ArchiveMember& member) const = 0;

private:
    std::string m_name;
    mutable Bytes m_read;
};

} // namespace onggi
