// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The rows of the image page, before any widget: images by repository, in groups by registry, then
// the untagged ones, then the intermediate steps that no image ends on. Pure; any thread.
#pragma once

#include <string>
#include <tuple>
#include <vector>

#include "engine/lineage/sizes.h"

namespace onggi {

enum class ImageGroupKind { Repositories, Untagged, Intermediate };

// A container as an image's row shows it.
struct ImageUser {
    std::string name;
    ContainerState state = ContainerState::Created;

    friend bool operator==(const ImageUser&, const ImageUser&) = default;
};

// An image under one of its repositories, an untagged image, or an intermediate step, which has no
// serial, only a chain.
struct ImageListRow {
    std::string repository; // without the group's part; empty where untagged
    Serial serial = 0;
    Digest chain; // of a step

    std::vector<std::string> tags; // in this repository, sorted; "latest" last
    Digest id;
    std::string digest; // "repository@sha256:…" that it came by, of this repository if there is one
    Provenance provenance;
    std::int64_t created = 0; // seconds since 1970; 0: the image does not say
    std::string platform;
    std::vector<ImageUser> users; // its containers
    ImageSizes sizes;             // of a step: the bytes of its layer, all shared
    Bytes disk;                   // of all its layers, shared ones too
    std::string createdBy;        // of a step
    bool isBase = false;          // another image is made on top of it

    // What names the row, whatever else changes.
    auto key() const noexcept { return std::tie(repository, serial, chain); }
    // Whether both look the same.
    friend bool operator==(const ImageListRow& a, const ImageListRow& b);
};

struct ImageGroup {
    ImageGroupKind kind = ImageGroupKind::Repositories;
    std::string title; // "docker.io/library", "localhost:5000"; empty unless Repositories
    std::vector<ImageListRow> rows;

    auto key() const noexcept { return std::make_tuple(kind, title != "docker.io/library", title); }
};

// Groups and rows are sorted by their keys; docker.io/library is first. Untagged images and
// intermediate steps have a group of their own at the end where there are any.
std::vector<ImageGroup> listImages(const StoreView& view, const Forest& forest);

} // namespace onggi
