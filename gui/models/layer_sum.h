// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What leaves the store with some images: their layers, each once. Pure; any thread.
#pragma once

#include <set>

#include "engine/lineage/store_view.h"

namespace onggi {

struct LayerSum {
    int layers = 0;
    Bytes tar; // as it came, before compression
};

// Images that are gone have none.
LayerSum sumLayers(const StoreView& view, const std::set<Serial>& images);

} // namespace onggi
