// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Objects come out sorted by their keys: what writes JSON here keeps them so.

#include "engine/archive/saved_image.h"

#include <nlohmann/json.hpp>

#include "engine/core/json.h"
#include "engine/image/base_keys.h"
#include "engine/image/reference.h"

namespace onggi {

namespace {

constexpr const char* kConfigType = "application/vnd.oci.image.config.v1+json";
constexpr const char* kManifestType = "application/vnd.oci.image.manifest.v1+json";
constexpr const char* kIndexType = "application/vnd.oci.image.index.v1+json";
constexpr const char* kReferenceName = "org.opencontainers.image.ref.name";
constexpr const char* kContainerdName = "io.containerd.image.name";

std::string layerType(Compression compression)
{
    std::string type = "application/vnd.oci.image.layer.v1.tar";
    if (compression == Compression::Gzip)
        type += "+gzip";
    else if (compression == Compression::Zstd)
        type += "+zstd";
    return type;
}

Json descriptor(std::string mediaType, const Digest& digest, Bytes size)
{
    return {{"mediaType", std::move(mediaType)}, {"digest", digest.text()}, {"size", size.count()}};
}

// An image in Docker's table, with its layers' files.
Json tableEntry(const SavedImage& image, const std::string& configPath, Json layerPaths)
{
    return {{"Config", configPath},
            {"RepoTags", image.tags.empty() ? Json() : Json(image.tags)},
            {"Layers", std::move(layerPaths)}};
}

} // namespace

const char* const kOciLayout = R"({"imageLayoutVersion":"1.0.0"})";

std::string dockerConfigPath(const Digest& id)
{
    return id.hex() + ".json";
}

std::string dockerLayerPath(const Digest& diffId)
{
    return diffId.hex() + ".tar";
}

std::string ociBlobPath(const Digest& digest)
{
    return "blobs/sha256/" + digest.hex();
}

std::string dockerManifest(const std::vector<SavedImage>& images)
{
    Json table = Json::array();
    for (const SavedImage& image : images) {
        Json layers = Json::array();
        for (const SavedLayer& layer : image.layers)
            layers.push_back(dockerLayerPath(layer.diffId));
        table.push_back(tableEntry(image, dockerConfigPath(image.id), std::move(layers)));
    }
    return table.dump();
}

std::string ociDockerManifest(const std::vector<SavedImage>& images)
{
    Json table = Json::array();
    for (const SavedImage& image : images) {
        Json layers = Json::array();
        for (const SavedLayer& layer : image.layers)
            layers.push_back(ociBlobPath(layer.blob));
        if (!layers.empty())
            table.push_back(tableEntry(image, ociBlobPath(image.id), std::move(layers)));
    }
    return table.empty() ? std::string() : table.dump();
}

std::string dockerRepositories(const std::vector<SavedImage>& images)
{
    Json repositories = Json::object();
    for (const SavedImage& image : images) {
        if (image.layers.empty())
            continue;
        for (const std::string& tag : image.tags) {
            const Reference reference = Reference::parse(tag);
            repositories[reference.repository()][reference.tag] = image.layers.back().diffId.hex();
        }
    }
    return repositories.dump();
}

std::string ociManifest(const SavedImage& image)
{
    Json layers = Json::array();
    for (const SavedLayer& layer : image.layers)
        layers.push_back(descriptor(layerType(layer.compression), layer.blob, layer.size));
    Json manifest{{"schemaVersion", 2},
                  {"mediaType", kManifestType},
                  {"config", descriptor(kConfigType, image.id, image.configSize)},
                  {"layers", std::move(layers)}};
    if (!image.baseName.empty())
        manifest["annotations"][kBaseNameKey] = image.baseName;
    if (image.baseDigest)
        manifest["annotations"][kBaseDigestKey] = image.baseDigest->text();
    return manifest.dump();
}

std::string ociIndex(const std::vector<SavedImage>& images,
                     const std::vector<SavedManifest>& manifests)
{
    Json entries = Json::array();
    for (std::size_t i = 0; i < images.size(); ++i) {
        Json entry = descriptor(kManifestType, manifests[i].digest, manifests[i].size);
        if (images[i].tags.empty())
            entries.push_back(entry);
        for (const std::string& tag : images[i].tags) {
            entry["annotations"] = {{kReferenceName, tag}, {kContainerdName, tag}};
            entries.push_back(entry);
        }
    }
    return Json{{"schemaVersion", 2}, {"mediaType", kIndexType}, {"manifests", std::move(entries)}}
        .dump();
}

} // namespace onggi
