// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Pushing an image: from the store to a registry.
#pragma once

#include <optional>
#include <stop_token>
#include <vector>

#include "engine/core/progress.h"
#include "engine/image/descriptor.h"
#include "engine/image/reference.h"
#include "engine/store/store.h"

namespace onggi {

class RegistryClient; // engine/registry/client.h

struct PushOptions {
    // Of all layers, whatever the registry has of them in another form. Nothing: as they came where
    // the registry has them so, else gzip.
    std::optional<Compression> compression;
};

struct PushResult {
    Digest digest;               // of the manifest
    Bytes uploaded;              // of layers and config
    std::vector<Digest> mounted; // blobs that the registry took over from other repositories
};

// Layers that the registry has, in this repository or another one that the store knows of, stay as
// they are: an image that came from there keeps its manifest, byte for byte. What it does not have
// is compressed anew, into a new manifest of the kind (OCI or Docker) that the image had; zstd has
// no Docker form. The config, and so the image's id, is always the same.
class Pusher {
public:
    // Must not outlive the store.
    explicit Pusher(Store& store)
        : m_store(store)
    {
    }

    // Blocks. `target` has a tag and no digest. From then on the store knows the image by the
    // pushed digest too. Steps: `progress` is the Push itself, with children of the kinds Present,
    // Mounted, Compress and Upload. Throws Error, or Cancelled; what was uploaded until then stays
    // in the registry, and the tag is set last of all.
    PushResult push(RegistryClient& client, Serial image, const Reference& target,
                    const PushOptions& options, Progress& progress, const std::stop_token& stop);

private:
    Store& m_store;
};

} // namespace onggi
