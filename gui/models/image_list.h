// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The rows of the image page, before any widget: images by repository, in groups by registry, then
// the untagged ones, then the intermediate steps that no image ends on. Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "engine/lineage/forest.h"

namespace onggi {

enum class ImageGroupKind { Repositories, Untagged, Intermediate };

// An image under one of its repositories, or untagged, or an intermediate step.
struct ImageListRow {
    std::string repository;        // as shown, without the group's part; empty where untagged
    std::vector<std::string> tags; // in this repository, sorted; "latest" last
    std::size_t image = 0;         // index into StoreView::images, unless the step is intermediate
    NodeIndex node = 0;            // of an intermediate step
};

struct ImageGroup {
    ImageGroupKind kind = ImageGroupKind::Repositories;
    std::string title; // "docker.io/library", "localhost:5000"; empty unless Repositories
    std::vector<ImageListRow> rows;
};

// Groups by title, docker.io/library first; rows by repository, then by tags. Untagged images and
// intermediate steps have a group of their own at the end where there are any; an image without
// tags keeps the order of its serial.
std::vector<ImageGroup> listImages(const StoreView& view, const Forest& forest);

} // namespace onggi
