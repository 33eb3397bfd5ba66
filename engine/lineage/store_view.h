// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a store holds, as plain rows: what the helper sends, and what lineage, sizes and deletion
// are computed from, by the helper, the command line and the window alike.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/bytes.h"
#include "engine/image/digest.h"

namespace onggi {

// Names a row for ever: given out in order, never used again.
using Serial = std::uint64_t;

struct LayerRow {
    Serial serial = 0;
    Digest diffId;
    Bytes content;         // sum of regular files, a hard link counted once
    Bytes tar;             // length of the uncompressed archive
    Bytes disk;            // allocated blocks of both files
    std::string createdBy; // the step that made it, in the first image that had it
};

enum class ProvenanceKind { Pulled, Loaded, Imported, Built, Committed };
const char* provenanceKindName(ProvenanceKind kind) noexcept;

struct Provenance {
    ProvenanceKind kind = ProvenanceKind::Pulled;
    std::string from;      // reference, file name, container
    std::int64_t time = 0; // seconds since 1970
};

struct ImageRow {
    Serial serial = 0;
    Digest id;                        // digest of the config
    std::vector<std::string> tags;    // full references, sorted
    std::vector<std::string> digests; // "repository@sha256:…"
    std::int64_t created = 0;         // seconds since 1970; 0: the image does not say
    std::string platform;
    std::vector<Serial> layers;       // base first
    Provenance provenance;            // the earliest
    std::string baseName;             // org.opencontainers.image.base.name, if it has one
    std::optional<Digest> baseDigest; // base.digest, likewise: of a manifest
    // Seconds since 1970: when somebody last pulled, loaded, tagged, built or ran it. 0: not known.
    std::int64_t lastUsed = 0;
};

enum class ContainerState { Created, Running, Stopped, Failed };
const char* containerStateName(ContainerState state) noexcept;

struct ContainerRow {
    Serial serial = 0;
    std::string id; // 64 hexadecimal digits
    std::string name;
    Serial image = 0;
    std::string imageName; // as it was asked for
    ContainerState state = ContainerState::Created;
    int exitCode = 0;
    std::uint32_t uid = 0;          // whose it is
    std::int64_t created = 0;       // seconds since 1970
    std::int64_t started = 0;       // 0: never
    std::int64_t finished = 0;      // 0: not yet
    std::string command;            // for display
    std::vector<std::string> ports; // "127.0.0.1:8080->80/tcp"
};

struct StoreView {
    std::vector<LayerRow> layers; // each list in the order of its serials
    std::vector<ImageRow> images;
    std::vector<ContainerRow> containers;
};

} // namespace onggi
