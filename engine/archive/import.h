// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Importing: a root file system's tar becomes an image of one layer.
#pragma once

#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/core/fd.h"
#include "engine/core/progress.h"
#include "engine/image/platform.h"
#include "engine/store/records.h"

namespace onggi {

class Store;
class Unpacker; // engine/layer/unpack_process.h

struct ImportOptions {
    std::string name; // of the archive, for provenance and errors: a file name without directories
    std::string tag = {}; // a full reference; empty: none
    std::string message = {};
    std::vector<std::string> changes = {}; // as in engine/image/config_change.h
    Platform platform = Platform::host();
    std::uint32_t uid = 0; // who asked for it
};

// Blocks. Reads `archive` (a regular file, a pipe or a stream socket) from its offset to its end:
// a tar, plain or compressed by gzip, zstd, xz or bzip2. Throws Error(ArchiveInvalid) for an empty
// one, what ingesting a layer and publishing throw, Error(ApiInvalidArgument) for a change that
// cannot be read, Cancelled.
PublishedImage importTar(Store& store, Unpacker& unpacker, const Fd& archive,
                         const ImportOptions& options, Progress& progress,
                         const std::stop_token& stop);

} // namespace onggi
