// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What goes into a store and what it tells beyond the rows of a StoreView.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/lineage/store_view.h"

namespace onggi {

// On whose behalf something is removed.
struct Caller {
    std::uint32_t uid = 0;
    bool isAdmin = false;
};

// Why somebody has a say in an image's removal.
enum class ClaimKind { Pull, Load, Tag, Build, Run };
std::string_view claimKindName(ClaimKind kind) noexcept;

struct Claim {
    std::uint32_t uid = 0;
    ClaimKind kind = ClaimKind::Pull;
    std::int64_t time = 0; // seconds since 1970, the latest
};

// A document by which an image came: its manifest, or an index above that.
struct ManifestRecord {
    Digest digest;
    std::string repository; // "docker.io/library/x"; empty: from an archive, without a name
    std::string mediaType;
};

struct ImageDetails {
    ImageRow row;
    std::vector<ManifestRecord> manifests;
    std::vector<Provenance> provenances; // earliest first
    std::vector<Claim> claims;
};

struct ManifestPublication {
    ManifestRecord record;
    std::string bytes; // exact
};

// An image to become visible. Its layers have been staged, or are in the store already.
struct ImagePublication {
    std::string config;                         // exact bytes; their digest is the image's id
    std::vector<ManifestPublication> manifests; // the outermost first
    std::vector<std::string> tags;              // full references, taken from whoever has them
    // Of the manifest's annotations; where these say neither, the labels do.
    std::string baseName;
    std::optional<Digest> baseDigest;
    Provenance provenance;
    std::uint32_t uid = 0;
    ClaimKind claim = ClaimKind::Pull;
    // Whether its tags may be taken from images that others have claimed. uid 0 always may.
    bool mayTakeTags = false;
};

struct MovedTag {
    std::string tag;
    Digest from; // the image that had it, which stays
};

struct PublishedImage {
    Serial image = 0;
    Digest id;
    bool isNew = false; // it was not in the store before
    std::vector<MovedTag> movedTags;
};

struct RemovedTag {
    std::string tag;
    Digest image;
};

// What a removal did, for people to be told.
struct RemovalOutcome {
    std::vector<RemovedTag> tags;
    std::vector<Digest> images;
    std::vector<Digest> layers; // diffIDs
    Bytes freed;                // disk bytes of these, less what could not be unlinked
};

// `spec` is the runtime's own document of the container, kept as it is.
struct ContainerRecord {
    ContainerRow row;
    std::string spec;
};

// A network that containers can join; `spec` is the runtime's own document of it.
struct NetworkRecord {
    std::string name;
    std::string spec;
};

// A number out of a pool (an address of a network, a range of ids) that something has for itself.
struct Lease {
    std::uint64_t value = 0;
    std::string holder; // a container's id
};

// What the start-up recovery found. Names are relative to the state directory.
struct SweepReport {
    std::vector<std::string> dropped;  // files that nothing names
    std::vector<std::string> returned; // layers of an unfinished publication, staged again
    std::vector<std::string>
        strayContainers; // ids: a directory without a row, for the runtime to end
};

} // namespace onggi
