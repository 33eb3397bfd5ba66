// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How each blob of an image comes into the repository that it is pushed to, with as little sent as
// can be.
#pragma once

#include <atomic>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/core/progress.h"
#include "engine/core/synced.h"
#include "engine/registry/client.h"
#include "engine/store/known_blobs.h"

namespace onggi {

class PackedLayer;

// All references outlive the placement.
struct PlacementRequest {
    RegistryClient& client;
    const Reference& target;
    const StatePaths& paths;
    const KnownBlobs& known;
    const std::string& directory; // for compressed layers
    std::optional<Compression> compression;
};

class BlobPlacement {
public:
    BlobPlacement(const PlacementRequest& request, Bytes config, Progress& progress)
        : m_request(request)
        , m_progress(progress)
        , m_shared(&progress)
    {
        // Known from the start, so that the push's own bytes are what is counted.
        expect(config);
    }

    // From several threads. The descriptor of the blob that is there in the end; its media type
    // says how it is compressed.
    Descriptor placeLayer(const LayerHold& layer, const std::stop_token& stop);
    void placeConfig(const Digest& id, const std::string& bytes, const std::stop_token& stop);

    Bytes uploaded() const noexcept { return Bytes(m_uploaded); }
    std::vector<Digest> takeMounted() { return std::move(*m_mounted.lock()); }

private:
    std::vector<KnownBlob> candidates(const Digest& diffId) const;
    bool isThere(const Descriptor& blob, const std::vector<std::string>& repositories,
                 const std::stop_token& stop);
    bool isMounted(const Descriptor& blob, const std::vector<std::string>& repositories,
                   const std::stop_token& stop);
    PackedLayer pack(const LayerHold& layer, bool isPlain, const std::stop_token& stop);
    void expect(Bytes more);
    void advance(Bytes more) { (*m_shared.lock())->advance(more); }
    void upload(const Descriptor& blob, const BlobReader& reader, const std::stop_token& stop);

    const PlacementRequest m_request;
    const Progress& m_progress; // its children alone; bytes go through m_shared
    Synced<Progress*> m_shared;
    Bytes m_total; // guarded by m_shared
    std::atomic<std::uint64_t> m_uploaded = 0;
    Synced<std::vector<Digest>> m_mounted;
};

} // namespace onggi
