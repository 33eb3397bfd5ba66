// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the table of contents of an archive says of one image, whichever kind of table it is.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/archive/archive_file.h"
#include "engine/image/config.h"
#include "engine/image/platform.h"
#include "engine/store/records.h"

namespace onggi {

struct ArchivedLayer {
    ArchiveMember member;
    Digest diffId;
    std::optional<Digest> blob; // of the member's bytes, where the table says it
};

struct ArchivedImage {
    std::string config;                // exact bytes
    std::vector<ArchivedLayer> layers; // base first
    std::vector<ManifestPublication> manifests;
    std::vector<std::string> tags; // full references
    std::string baseName;
};

constexpr std::size_t kMaxArchivedImages = 10'000;

// manifest.json of `docker save`, of both of its forms. Nothing if the archive has none.
std::optional<std::vector<ArchivedImage>> readDockerArchive(const ArchiveFile& archive);

// An OCI image layout: of what is there for several platforms, the one that suits. Nothing if the
// archive is none.
std::optional<std::vector<ArchivedImage>> readOciLayout(const ArchiveFile& archive,
                                                        const Platform& platform);

} // namespace onggi
