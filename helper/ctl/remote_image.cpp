// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The members that `inspect` of a local image has stand first and mean the same; what is not known
// of an image that is not here (its unpacked size) is left out.

#include "helper/ctl/remote_image.h"

#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "engine/core/json.h"
#include "engine/image/manifest.h"

namespace onggi::ctl {

namespace {

OrderedJson layersJson(const Manifest& manifest)
{
    OrderedJson layers = OrderedJson::array();
    for (const Descriptor& layer : manifest.layers) {
        layers.push_back({{"MediaType", layer.mediaType},
                          {"Digest", layer.digest.text()},
                          {"Size", layer.size.count()}});
    }
    return layers;
}

Bytes compressedSize(const Manifest& manifest)
{
    Bytes size;
    for (const Descriptor& layer : manifest.layers)
        size += layer.size;
    return size;
}

} // namespace

OrderedJson remoteImageJson(const RemoteImage& image)
{
    const std::string name = image.reference.text();
    const ManifestDocument document = parseManifest(image.manifest, {}, "the manifest of " + name);
    const auto* manifest = std::get_if<Manifest>(&document);
    if (!manifest)
        throw Error(Code::DocumentInvalid, "the manifest of " + name, "it is an index");
    const Json config = parseJson(image.config, "the config of " + name);
    const auto member = [&config](const char* key, Json fallback) {
        const auto found = config.find(key);
        return OrderedJson(found == config.end() || found->is_null() ? fallback : *found);
    };
    OrderedJson diffIds = OrderedJson::array();
    if (const auto rootfs = config.find("rootfs"); rootfs != config.end() && rootfs->is_object())
        diffIds = optionalStrings(*rootfs, "diff_ids", "the config of " + name);
    OrderedJson tags = OrderedJson::array();
    if (!image.reference.digest)
        tags.push_back(name);
    return {
        {"Id", manifest->config.digest.text()},
        {"RepoTags", tags},
        {"RepoDigests", OrderedJson::array({image.reference.repository() + '@' + image.digest})},
        {"Parent", ""},
        {"Comment", member("comment", "")},
        {"Created", member("created", nullptr)},
        {"Author", member("author", "")},
        {"Config", member("config", Json::object())},
        {"Architecture", member("architecture", "")},
        {"Variant", member("variant", "")},
        {"Os", member("os", "")},
        {"RootFS", {{"Type", "layers"}, {"Layers", diffIds}}},
        {"CompressedSize", compressedSize(*manifest).count()},
        {"Digest", image.digest},
        {"MediaType", image.mediaType},
        {"ManifestDigest", image.manifestDigest},
        {"Platforms", image.platforms},
        {"LayersData", layersJson(*manifest)}};
}

} // namespace onggi::ctl
