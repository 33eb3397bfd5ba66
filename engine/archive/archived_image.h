// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the table of contents of an archive says of one image, whichever kind of table it is.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/archive/archive_members.h"
#include "engine/image/digest.h"
#include "engine/image/platform.h"

namespace onggi {

struct ArchivedLayer {
    ArchiveMember member;
    Digest diffId;
    std::optional<Digest> blob; // of the member's bytes, where the table says it
};

// A manifest or index by which the image stands in the archive.
struct ArchivedManifest {
    Digest digest;
    std::string repository; // of the first tag; empty: without a name
    std::string mediaType;
    std::string bytes; // exact
};

struct ArchivedImage {
    std::string config;                      // exact bytes
    std::vector<ArchivedLayer> layers;       // base first
    std::vector<ArchivedManifest> manifests; // the outermost first
    std::vector<std::string> tags;           // full references
    std::string baseName;
    std::optional<Digest> baseDigest;
};

constexpr std::size_t kMaxArchivedImages = 10'000;

// What would be loaded. Of an archive with two tables (`docker save` since Docker 25,
// saveArchive()) the OCI layout is the one, because it has the manifests, with the names of both;
// Docker's where the layout is damaged or does not hold what that lists. Throws
// Error(ArchiveInvalid) where there is neither, and what parsing the documents throws.
std::vector<ArchivedImage> readArchivedImages(const ArchiveMembers& archive,
                                              const Platform& platform);

// manifest.json of `docker save`, of both of its forms. Nothing if the archive has none.
std::optional<std::vector<ArchivedImage>> readDockerArchive(const ArchiveMembers& archive);

// An OCI image layout: of what is there for several platforms, the one that suits. Nothing if the
// archive is none.
std::optional<std::vector<ArchivedImage>> readOciLayout(const ArchiveMembers& archive,
                                                        const Platform& platform);

} // namespace onggi
