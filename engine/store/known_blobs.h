// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What blobs the store knows for the layers of an image: those that its own manifests name, and
// those of other images that have the same layers. The blobs themselves are not kept; a registry
// that has one need not be sent another.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/image/manifest.h"
#include "engine/store/store.h"

namespace onggi {

// A manifest of one platform, and where it is known to be.
struct KnownManifest {
    Digest digest;
    std::string bytes;
    Manifest manifest;
    std::vector<std::string> repositories; // "docker.io/library/x"
};

struct KnownBlob {
    Descriptor blob;
    std::vector<std::string> repositories;
};

class KnownBlobs {
public:
    // Reads the manifests from the store; what is damaged there is left out.
    KnownBlobs(const Store& store, const ImageRow& image);

    // The image's own, the one that it came by first.
    const std::vector<KnownManifest>& manifests() const noexcept { return m_manifests; }
    // For a layer, the image's own first.
    const std::vector<KnownBlob>& of(const Digest& diffId) const;
    // Where the config is known to be.
    const std::vector<std::string>& configRepositories() const noexcept { return m_configs; }

private:
    void add(const std::vector<KnownManifest>& manifests, const std::vector<Digest>& diffIds);

    std::vector<KnownManifest> m_manifests;
    std::map<Digest, std::vector<KnownBlob>> m_blobs;
    std::vector<std::string> m_configs;
};

} // namespace onggi
