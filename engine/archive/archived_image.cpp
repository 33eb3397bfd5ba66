// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/archive/archived_image.h"

#include "engine/core/error.h"

namespace onggi {

std::vector<ArchivedImage> readArchivedImages(const ArchiveMembers& archive,
                                              const Platform& platform)
{
    if (auto images = readDockerArchive(archive))
        return std::move(*images);
    if (auto images = readOciLayout(archive, platform))
        return std::move(*images);
    throw Error(Code::ArchiveInvalid, archive.name(),
                "it has neither a manifest.json nor an index.json");
}

} // namespace onggi
