// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a pull is going to do: which layers are here, which have to come, and the space they need.
// Pulling and telling what would be pulled share this; making a plan downloads documents alone.
#pragma once

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/image/descriptor.h"
#include "engine/image/platform.h"
#include "engine/image/reference.h"
#include "engine/registry/client.h"
#include "engine/store/store.h"

namespace onggi {

struct PlannedLayer {
    std::size_t number = 0; // in the image, from 1; the first place of those it has
    Descriptor blob;
    Digest diffId;
    bool isPresent = false;
    Bytes spooled; // of the blob, by an earlier pull that did not come to its end
};

struct PullPlan {
    FetchedManifest fetched;
    std::string config;               // exact bytes
    std::vector<PlannedLayer> layers; // base first, each diffID once
    std::optional<Digest> movesFrom;  // the image that has the tag, if it is another one
    std::vector<LayerHold> holds;     // keep what is present or spooled from going away

    // Compressed bytes, as registries count.
    Bytes present() const;
    Bytes download() const; // what the spool has already does not count
    // On the disk, of the layers that have to come. An estimate: a registry does not say how large
    // a compressed layer is.
    Bytes disk() const;
};

// Throws what fetchManifest() and fetchConfig() throw, and Error(DocumentInvalid) where manifest
// and config do not fit together. The plan must not outlive the store.
PullPlan planPull(Store& store, RegistryClient& client, const Reference& reference,
                  const Platform& platform, const std::stop_token& stop);
// The same from a manifest that has been fetched.
PullPlan planPull(Store& store, RegistryClient& client, const Reference& reference,
                  FetchedManifest fetched, const std::stop_token& stop);

// Where the disk seems too small, drops what other pulls left in the spool. Throws
// Error(StoreNoSpace) with what is needed and what is free, where the layers cannot fit even then,
// however well they are compressed.
void makeSpace(const PullPlan& plan, Store& store, const Reference& reference);

} // namespace onggi
