// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What loading an archive would change in the store of now. Pure; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/lineage/store_view.h"
#include "gui/models/archive_table.h"

namespace onggi {

struct LoadLayer {
    ArchiveLayer layer;
    bool isHere = false;
    bool isRepeated = false;         // it stands in an image above already, and counts there
    std::vector<std::size_t> usedBy; // images of the store that have it, by index
};

struct TagMove {
    std::string tag;
    std::size_t from = 0; // the image that has it now, by its index in the store
};

struct LoadImage {
    Digest id;
    std::vector<std::string> tags;
    std::string platform;
    bool isHere = false;              // the same image is in the store
    std::vector<std::string> newTags; // that no image has yet
    std::vector<TagMove> moved;
    std::vector<LoadLayer> layers; // base first
};

// Each layer is counted once, by its bytes in the archive.
struct LoadPlan {
    std::vector<LoadImage> images; // in the order of the archive
    std::size_t layersHere = 0;
    std::size_t layersNew = 0;
    Bytes bytesHere;
    Bytes bytesNew;

    // Nothing of it is new: no image, no tag.
    bool isAllHere() const noexcept;
    std::vector<TagMove> moved() const;
};

LoadPlan planLoad(const ArchiveTable& table, const StoreView& view);

} // namespace onggi
