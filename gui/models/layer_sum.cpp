// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/models/layer_sum.h"

namespace onggi {

LayerSum sumLayers(const StoreView& view, const std::set<Serial>& images)
{
    std::set<Serial> wanted;
    for (const ImageRow& image : view.images) {
        if (images.contains(image.serial))
            wanted.insert(image.layers.begin(), image.layers.end());
    }
    LayerSum sum;
    for (const LayerRow& layer : view.layers) {
        if (!wanted.contains(layer.serial))
            continue;
        ++sum.layers;
        sum.tar += layer.tar;
    }
    return sum;
}

} // namespace onggi
