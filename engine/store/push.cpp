// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// From an image's rows to a manifest in a registry: layers side by side, then the config, then the
// manifest.

#include "engine/store/push.h"

#include <algorithm>
#include <cstring>
#include <map>

#include "engine/core/cancel.h"
#include "engine/core/error.h"
#include "engine/core/log.h"
#include "engine/core/parallel.h"
#include "engine/core/sha256.h"
#include "engine/core/synced.h"
#include "engine/image/config.h"
#include "engine/registry/client.h"
#include "engine/store/blob_placement.h"

namespace onggi {

namespace {

constexpr std::size_t kLayersAtOnce = 4;

// What the image is made of, as it lies in the store; held while it is pushed.
struct Contents {
    ImageRow row;
    std::string config;
    std::vector<Digest> diffIds;
    std::map<Digest, LayerHold> layers;
};

Contents contentsOf(Store& store, Serial image)
{
    const std::optional<ImageRow> row = store.imageBySerial(image);
    if (!row)
        throw Error(Code::StoreNotFound, "image " + std::to_string(image));
    Contents contents{*row, store.blob(row->id), {}, {}};
    contents.diffIds =
        ImageConfig::parse(contents.config, "the config of " + row->id.text()).diffIds;
    for (const Digest& diffId : contents.diffIds) {
        if (contents.layers.contains(diffId))
            continue;
        std::optional<LayerHold> hold = store.holdLayer(diffId);
        if (!hold)
            throw Error(Code::StoreCorrupt, diffId.text(), "the layer is not in the store");
        contents.layers.emplace(diffId, std::move(*hold));
    }
    return contents;
}

// An archive of `docker save` has no manifest, and its images are Docker's.
bool isDockers(const Contents& image, const KnownBlobs& known)
{
    if (known.manifests().empty())
        return image.row.provenance.kind == ProvenanceKind::Loaded;
    const auto type = MediaType::parse(known.manifests().front().manifest.mediaType);
    return type && type->isDocker;
}

bool isZstd(const Descriptor& layer)
{
    const auto type = MediaType::parse(layer.mediaType);
    return type && type->compression == Compression::Zstd;
}

std::string spelt(MediaType type, bool isDocker)
{
    type.isDocker = isDocker;
    return std::string(type.text());
}

// The same blobs in the words of one kind of manifest.
Manifest manifestOf(const Contents& image, std::vector<Descriptor> layers, const KnownBlobs& known)
{
    const bool isDocker =
        isDockers(image, known) && std::none_of(layers.begin(), layers.end(), isZstd);
    Manifest manifest;
    manifest.mediaType = spelt({MediaKind::Manifest}, isDocker);
    manifest.config.mediaType = spelt({MediaKind::Config}, isDocker);
    manifest.config.digest = image.row.id;
    manifest.config.size = Bytes(image.config.size());
    for (Descriptor& layer : layers) {
        if (const auto type = MediaType::parse(layer.mediaType))
            layer.mediaType = spelt(*type, isDocker);
        layer.platform.reset();
    }
    manifest.layers = std::move(layers);
    if (!known.manifests().empty())
        manifest.annotations = known.manifests().front().manifest.annotations;
    return manifest;
}

FetchedDocument documentOf(const Contents& image, const std::vector<Descriptor>& layers,
                           const KnownBlobs& known)
{
    for (const KnownManifest& one : known.manifests()) {
        const bool isSame = std::equal(
            one.manifest.layers.begin(), one.manifest.layers.end(), layers.begin(), layers.end(),
            [](const Descriptor& a, const Descriptor& b) { return a.digest == b.digest; });
        if (isSame)
            return {one.manifest.mediaType, one.digest, one.bytes};
    }
    const Manifest manifest = manifestOf(image, layers, known);
    std::string text = manifestText(manifest);
    const Digest digest = Sha256::of(text);
    return {manifest.mediaType, digest, std::move(text)};
}

std::vector<Descriptor> placeLayers(BlobPlacement& placement, const Contents& image,
                                    const std::stop_token& stop)
{
    std::vector<Digest> distinct;
    for (const auto& [diffId, hold] : image.layers)
        distinct.push_back(diffId);
    Synced<std::map<Digest, Descriptor>> placed;
    runParallel(distinct.size(), kLayersAtOnce, stop,
                [&](std::size_t i, const std::stop_token& token) {
                    try {
                        Descriptor blob = placement.placeLayer(image.layers.at(distinct[i]), token);
                        placed.lock()->emplace(distinct[i], std::move(blob));
                    } catch (Error& error) {
                        error.addFrame("while pushing layer " + distinct[i].text());
                        throw;
                    }
                });
    std::vector<Descriptor> layers;
    for (const Digest& diffId : image.diffIds)
        layers.push_back(placed.lock()->at(diffId));
    return layers;
}

} // namespace

PushResult Pusher::push(RegistryClient& client, Serial image, const Reference& target,
                        const PushOptions& options, Progress& progress, const std::stop_token& stop)
try {
    if (target.digest || target.tag.empty())
        throw Error(Code::ReferenceInvalid, target.text(), "a push goes to a tag");
    const Contents contents = contentsOf(m_store, image);
    const KnownBlobs known(m_store, contents.row);
    const JobDirectory directory = m_store.makeJobDirectory();
    BlobPlacement placement(
        {client, target, m_store.paths(), known, directory.path(), options.compression},
        Bytes(contents.config.size()), progress);
    const std::vector<Descriptor> layers = placeLayers(placement, contents, stop);
    placement.placeConfig(contents.row.id, contents.config, stop);
    const FetchedDocument manifest = documentOf(contents, layers, known);
    throwIfCancelled(stop);
    client.pushManifest(target, manifest, stop);
    try {
        m_store.addPushedManifest(
            image, {{manifest.digest, target.repository(), manifest.mediaType}, manifest.bytes});
    } catch (const Error& error) {
        // It is in the registry; the image may even have been removed here meanwhile.
        log(LogLevel::Warning, "push-not-recorded", {{"cause", error.message()}});
    }
    return {manifest.digest, placement.uploaded(), placement.takeMounted()};
} catch (Error& error) {
    // A full disk is worth more than what a later pull could go on from.
    if (error.code() == Code::StoreNoSpace)
        m_store.emptySpool();
    error.addFrame("while pushing " + target.text());
    throw;
}

} // namespace onggi
