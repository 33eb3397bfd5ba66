// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `docker save`: manifest.json lists images as {"Config": file, "RepoTags": [names], "Layers":
// [files]} (moby image/spec/v1.2.md, "Combined Image JSON + Filesystem Changeset Format"). Old
// archives keep layers in a directory each, some as links to another's; new ones name blobs of an
// OCI layout that lies beside.

#include "engine/archive/archived_image.h"

#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "engine/core/json.h"
#include "engine/core/sha256.h"
#include "engine/image/config.h"
#include "engine/image/manifest.h"
#include "engine/image/reference.h"

namespace onggi {

namespace {

// The digest that a file's name promises: "<64 digits>.json", ".../sha256/<64 digits>".
std::optional<Digest> promisedDigest(std::string_view path)
{
    path.remove_prefix(path.rfind('/') + 1); // npos + 1 is 0
    if (path.ends_with(".json"))
        path.remove_suffix(5);
    return Digest::fromHex(path);
}

std::vector<std::string> tagsOf(const Json& entry, const std::string& what)
{
    std::vector<std::string> tags;
    for (const std::string& name : optionalStrings(entry, "RepoTags", what)) {
        const Reference reference = Reference::parse(name);
        if (reference.digest)
            throw Error(Code::ArchiveInvalid, what, "a tag of it has a digest: " + name);
        tags.push_back(reference.text());
    }
    return tags;
}

ArchivedImage readImage(const ArchiveMembers& archive, const Json& entry, const std::string& what)
{
    ArchivedImage image;
    const std::string configPath = requireString(entry, "Config", what);
    image.config = archive.read(configPath, kMaxConfigBytes);
    const std::optional<Digest> promised = promisedDigest(configPath);
    if (promised && Sha256::of(image.config) != *promised)
        throw Error(Code::RegistryDigestMismatch, promised->text(),
                    "the config in " + archive.name() + " has other bytes than its name says");
    image.tags = tagsOf(entry, what);
    const ImageConfig config = ImageConfig::parse(image.config, "the config in " + archive.name());
    const std::vector<std::string> layers = optionalStrings(entry, "Layers", what);
    if (layers.size() != config.diffIds.size())
        throw Error(Code::ArchiveInvalid, archive.name(),
                    "it lists " + std::to_string(layers.size()) + " layers, the config " +
                        std::to_string(config.diffIds.size()));
    for (std::size_t i = 0; i < layers.size(); ++i)
        image.layers.push_back({archive.require(layers[i]), config.diffIds[i], std::nullopt});
    return image;
}

} // namespace

std::optional<std::vector<ArchivedImage>> readDockerArchive(const ArchiveMembers& archive)
{
    if (!archive.find("manifest.json"))
        return std::nullopt;
    const std::string what = "manifest.json in " + archive.name();
    const Json table = parseJson(archive.read("manifest.json", kMaxManifestBytes), what);
    if (!table.is_array() || table.empty())
        throw Error(Code::ArchiveInvalid, archive.name(), "manifest.json lists no image");
    if (table.size() > kMaxArchivedImages)
        throw Error(Code::ArchiveInvalid, archive.name(), "it lists too many images");
    std::vector<ArchivedImage> images;
    for (const Json& entry : table)
        images.push_back(readImage(archive, entry, what));
    return images;
}

} // namespace onggi
