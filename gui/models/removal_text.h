// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What deleting images would do, in a few words, from the delete simulator. GUI thread only.
#pragma once

#include <vector>

#include <QString>

#include "engine/lineage/removal.h"

namespace onggi {

// Of one image, by its index: "kept: web is running on it", "kept: base of shop/web:2 and 3 more",
// "7.6 MB on disk come back".
QString removalText(const StoreView& view, const Forest& forest, std::size_t image);

// What happens to one item of a plan: "untag and delete 2 layers", "kept: base of shop/web:2
// (running: web)".
QString itemText(const StoreView& view, const RemovalItem& item);

// Why an item of a plan is kept, where it is said already that it is: "base of shop/web:2,
// running: web".
QString reasonText(const StoreView& view, const RemovalItem& item);

// Of several: "2 selected: 84.8 MB freed if deleted, kept by web (running)". Empty for none.
QString selectionText(const StoreView& view, const Forest& forest,
                      const std::vector<std::size_t>& images);

} // namespace onggi
