// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The tables of contents of an image archive, as they are written: what archived_image.h reads.
// Functions of their arguments alone, so that the same images give the same bytes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/core/bytes.h"
#include "engine/image/descriptor.h"
#include "engine/image/digest.h"

namespace onggi {

// A layer as it stands in the archive.
struct SavedLayer {
    Digest diffId;
    Digest blob; // of the member's bytes: the diffID where they are not compressed
    Bytes size;  // of them
    Compression compression = Compression::None;
};

struct SavedImage {
    Digest id;
    Bytes configSize;
    std::vector<SavedLayer> layers; // base first
    std::vector<std::string> tags;  // full references
    std::string baseName;
    std::optional<Digest> baseDigest;
};

// Names of members.
std::string dockerConfigPath(const Digest& id);
std::string dockerLayerPath(const Digest& diffId);
std::string ociBlobPath(const Digest& digest);

// manifest.json and repositories of `docker save`.
std::string dockerManifest(const std::vector<SavedImage>& images);
std::string dockerRepositories(const std::vector<SavedImage>& images);
// The manifest.json that `docker save` has put beside an OCI layout since Docker 25, for what reads
// no layout. Only of images with layers: Docker refuses a whole archive for one config that it does
// not understand. Empty where there is none.
std::string ociDockerManifest(const std::vector<SavedImage>& images);

// OCI image specification: manifest.md, image-layout.md. The index has an entry for every tag,
// under its full name, which is how podman and containerd write them.
extern const char* const kOciLayout;
std::string ociManifest(const SavedImage& image);
struct SavedManifest {
    Digest digest;
    Bytes size;
};
// `manifests` in the order of the images.
std::string ociIndex(const std::vector<SavedImage>& images,
                     const std::vector<SavedManifest>& manifests);

} // namespace onggi
