// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Saving images: an archive that docker, podman, skopeo and loadArchive() read. Every layer is the
// tar that came, bit for bit, and every config the exact bytes, so that ids stay.
#pragma once

#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/core/fd.h"
#include "engine/core/progress.h"
#include "engine/image/descriptor.h"
#include "engine/store/records.h"

namespace onggi {

class Store;

enum class ArchiveFormat {
    Docker, // manifest.json and what it names
    Oci,    // an OCI image layout, with a manifest.json for what reads none
};

struct SaveTarget {
    ImageRow image;
    std::vector<std::string> tags; // full references under which it stands in the archive
};

struct SaveOptions {
    ArchiveFormat format = ArchiveFormat::Docker;
    // Of the layers of an OCI layout, and of a Docker archive as a whole.
    Compression compression = Compression::None;
};

struct SavedArchive {
    Bytes layers;          // that stand in it, uncompressed
    std::size_t count = 0; // of them
};

// Blocks. Writes to a regular file at its present offset, or to a pipe. A layer of several images
// is written once; an image that is named several times has all of the tags. The same images give
// the same bytes. Layers stay while they are read, whatever is removed meanwhile.
// Throws Error(ArchiveInvalid) without a target, Error(StoreNotFound) where an image has gone,
// Error(SystemIo) where the archive cannot be written (its reader has gone), Error(StoreNoSpace)
// where compressed layers find no room before they are written, Cancelled.
SavedArchive saveArchive(Store& store, std::span<const SaveTarget> targets, const Fd& output,
                         const SaveOptions& options, Progress& progress,
                         const std::stop_token& stop);

} // namespace onggi
