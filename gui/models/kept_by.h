// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What keeps images from being deleted, however far from them it stands. A plan's blockers are the
// nearest ones; these are all that would have to go along. GUI thread only.
#pragma once

#include <vector>

#include <QString>

#include "engine/lineage/forest.h"

namespace onggi {

// Indices into the view.
struct KeptBy {
    std::vector<std::size_t> containers; // of the images and of those made from them; running first
    std::vector<std::size_t> images;     // made from them, and not among them

    bool isEmpty() const noexcept { return containers.empty() && images.empty(); }
};
// Linear in the rows of the view.
KeptBy keptBy(const StoreView& view, const Forest& forest, const std::vector<std::size_t>& images);

// "api and 4 images made from it"; "made from them" where `count` images are asked about.
QString keptByText(const StoreView& view, const KeptBy& users, std::size_t count);
// A name a line.
QString keptByNames(const StoreView& view, const KeptBy& users);

} // namespace onggi
