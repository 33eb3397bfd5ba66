// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The files of images and layers, for the commands that show them. The helper opens what the store
// has, and hands over descriptors; what is in them is read here, with the caller's own rights.
#pragma once

#include <string>

#include "engine/layer/image_files.h"
#include "helper/ctl/session.h"

namespace onggi::ctl {

// `session` outlives what is returned; `image` and `layer` are indices into `view`.
LayerSource layersOfImage(Session& session, const StoreView& view, std::size_t image);
LayerSource sourceOfLayer(Session& session, const StoreView& view, std::size_t layer);

struct NamedFiles {
    ImageFiles files;
    std::string name;     // as people are shown it
    bool isLayer = false; // a single layer, by itself
};

// `name` is an image's, or else a layer's diffID or its first digits. Throws Error(StoreNotFound,
// StoreAmbiguous).
NamedFiles openFiles(Session& session, const StoreView& view, const std::string& name);

} // namespace onggi::ctl
