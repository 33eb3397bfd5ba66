// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Loading image archives: what `docker save`, `podman save`, `skopeo copy` and `umoci` write as
// docker-archive or oci-archive, plain or compressed by gzip, zstd, xz or bzip2.
#pragma once

#include <functional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/fd.h"
#include "engine/core/progress.h"
#include "engine/image/platform.h"
#include "engine/store/records.h"

namespace onggi {

class Unpacker; // engine/layer/unpack_process.h
class Store;

struct LoadOptions {
    std::string name; // of the archive, for provenance and errors: a file name without directories
    Platform platform = Platform::host();
    std::uint32_t uid = 0; // who asked for it
    // Called with "docker-archive" or "oci-archive" before anything is taken; throws for an archive
    // that must not come in. Empty: all may.
    std::function<void(std::string_view transport)> requireAllowed = {};
};

struct LoadedImage {
    PublishedImage published;
    std::vector<std::string> tags; // full references that it has got
};

// Blocks. Reads the archive from `archive`'s current offset: a regular file in place, a pipe or a
// compressed file by way of the job's directory. All of its images become visible or none.
// Throws Error(ArchiveInvalid), Error(StoreNotOwned) where a tag would move away from an image that
// others have claimed and `uid` is not 0 (an archive may call itself anything), and what ingesting
// layers throws, or Cancelled.
std::vector<LoadedImage> loadArchive(Store& store, Unpacker& unpacker, const Fd& archive,
                                     const LoadOptions& options, Progress& progress,
                                     const std::stop_token& stop);

} // namespace onggi
