// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Image manifests and indexes: OCI image specification manifest.md and image-index.md, Docker image
// manifest version 2, schema 2 and manifest list.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/image/descriptor.h"

namespace onggi {

// Bounds on documents from outside.
constexpr Bytes kMaxManifestBytes{4 << 20};
constexpr Bytes kMaxConfigBytes{8 << 20};
constexpr std::size_t kMaxIndexEntries = 10'000;
constexpr int kMaxIndexDepth = 4;
// Docker's images have at most 127. Each costs a descriptor to mount, however often an image names
// the same one.
constexpr std::size_t kMaxLayers = 1024;
constexpr std::size_t kMaxHistorySteps = 10'000;

struct Manifest {
    std::string mediaType;
    Descriptor config;
    std::vector<Descriptor> layers; // base first
    std::map<std::string, std::string> annotations;
};

struct Index {
    std::string mediaType;
    std::vector<Descriptor> manifests;

    // The entry that suits `wanted` best (Platform::acceptable()); entries without a platform are
    // taken only if no entry has one. Null if none suits.
    const Descriptor* select(const Platform& wanted) const noexcept;
};

// The document that says just this, the same text for the same manifest. Docker's have no
// annotations.
std::string manifestText(const Manifest& manifest);

using ManifestDocument = std::variant<Manifest, Index>;

// `contentType` is what the transport said (empty where there is none, as in an archive). It and
// the document's own "mediaType" must agree where both are there; a document with both "layers" and
// "manifests" is refused (CVE-2021-41190), and so is one of more than kMaxLayers. Config and layers
// must have known media types. Throws Error(DocumentInvalid), Error(RegistryMediaType). `what`
// names the document in errors.
ManifestDocument parseManifest(std::string_view text, std::string_view contentType,
                               std::string_view what);

} // namespace onggi
