// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a person means by the name of an image, a layer or a container.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "engine/lineage/store_view.h"

namespace onggi {

struct FoundImage {
    std::size_t image = 0; // index into StoreView::images
    std::string tag;       // the full reference, where `text` named a tag; else empty
};

// `text` is a reference (with or without registry, tag, digest), or an id: "sha256:…", or the first
// hexadecimal digits of one. A tag comes before an id that begins alike, as with other engines.
// Throws Error(StoreNotFound), Error(StoreAmbiguous), or Error(ReferenceInvalid) for what is
// neither.
FoundImage findImage(const StoreView& view, std::string_view text);

// Index into StoreView::layers of the layer with this diffID: "sha256:…", its 64 digits, or the
// first of them. Throws Error(StoreNotFound) or Error(StoreAmbiguous).
std::size_t findLayer(const StoreView& view, std::string_view text);

// Index into StoreView::containers of the container with this name or id, or the only one whose id
// begins so. Throws Error(ContainerNotFound) or Error(StoreAmbiguous).
std::size_t findContainer(const StoreView& view, std::string_view text);

struct FoundThing {
    bool isContainer = false;
    std::size_t index = 0; // into StoreView::containers, or StoreView::images
};

// A container with this name or whole id comes first, as with other engines, then an image with
// this tag or digest; else it is the only one of all whose id begins so. Throws Error as
// findImage().
FoundThing findThing(const StoreView& view, std::string_view text);

} // namespace onggi
