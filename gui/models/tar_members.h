// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The members of an image archive, as the window finds them: by KArchive, in a process that is
// somebody's desktop, so within narrow bounds. It is a first look: what is loaded is what the
// helper finds. Any thread, one at a time.
#pragma once

#include <map>

#include "engine/archive/archive_members.h"
#include "gui/models/tar_device.h"

namespace onggi {

class TarMembers final : public ArchiveMembers {
public:
    // Both outlive this. Throws Error(ArchiveInvalid): no tar, too many members, one of them twice,
    // a name that leaves the archive; Cancelled.
    TarMembers(TarDevice& device, std::string name, const std::stop_token& stop);

protected:
    std::optional<Entry> entry(std::string_view path) const override;
    std::string readWhole(const ArchiveMember& member) const override;

private:
    struct File {
        qint64 place = 0;
        qint64 size = 0;
        std::optional<std::string> target;
    };

    void collect();
    std::string pathOfLink(const std::string& path, const std::string& target) const;

    TarDevice& m_device;
    std::stop_token m_stop;
    std::map<std::string, File, std::less<>> m_files; // by path
};

} // namespace onggi
