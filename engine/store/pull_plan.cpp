// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A layer is present if it is published or staged; a hold on it is taken in the same moment, so
// that what the plan says stays true while it lives.

#include "engine/store/pull_plan.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include "engine/core/error.h"
#include "engine/image/config.h"
#include "engine/store/layer_fetch.h"

namespace onggi {

namespace {

// What common images unpack to, a little more than less: their layers are two to three times as
// large as their blobs.
constexpr unsigned kUnpacking = 3;
// An index beside a tar that came as it is.
constexpr unsigned kIndexShare = 64;

Bytes estimatedDisk(const Descriptor& blob)
{
    const std::optional<MediaType> type = MediaType::parse(blob.mediaType);
    if (type && type->compression == Compression::None)
        return blob.size + Bytes(blob.size.count() / kIndexShare);
    Bytes disk;
    for (unsigned i = 0; i < kUnpacking; ++i)
        disk += blob.size;
    return disk;
}

// Each diffID once, however often it stands in the image.
std::vector<PlannedLayer> distinctLayers(const Manifest& manifest, const ImageConfig& config,
                                         const std::string& what)
{
    if (manifest.layers.size() != config.diffIds.size())
        throw Error(Code::DocumentInvalid, what,
                    "its manifest has " + std::to_string(manifest.layers.size()) +
                        " layers, its config " + std::to_string(config.diffIds.size()));
    std::vector<PlannedLayer> layers;
    std::set<Digest> seen;
    for (std::size_t i = 0; i < manifest.layers.size(); ++i) {
        if (seen.insert(config.diffIds[i]).second)
            layers.push_back({i + 1, manifest.layers[i], config.diffIds[i], false, {}});
    }
    return layers;
}

Bytes spooledOf(const Store& store, const Descriptor& blob)
{
    std::error_code missing;
    const auto size = std::filesystem::file_size(store.paths().spoolBlob(blob.digest), missing);
    return missing ? Bytes() : Bytes(std::min<std::uint64_t>(size, blob.size.count()));
}

template <typename Count>
Bytes sum(const std::vector<PlannedLayer>& layers, Count count)
{
    Bytes total;
    for (const PlannedLayer& layer : layers)
        total += count(layer);
    return total;
}

} // namespace

Bytes PullPlan::present() const
{
    return sum(layers, [](const PlannedLayer& layer) {
        return layer.isPresent ? layer.blob.size : Bytes();
    });
}

Bytes PullPlan::download() const
{
    return sum(layers, [](const PlannedLayer& layer) {
        return layer.isPresent ? Bytes() : layer.blob.size - layer.spooled;
    });
}

Bytes PullPlan::disk() const
{
    return sum(layers, [](const PlannedLayer& layer) {
        return layer.isPresent ? Bytes() : estimatedDisk(layer.blob);
    });
}

PullPlan planPull(Store& store, RegistryClient& client, const Reference& reference,
                  const Platform& platform, const std::stop_token& stop)
{
    return planPull(store, client, reference, client.fetchManifest(reference, platform, stop),
                    stop);
}

PullPlan planPull(Store& store, RegistryClient& client, const Reference& reference,
                  FetchedManifest fetched, const std::stop_token& stop)
{
    PullPlan plan;
    plan.fetched = std::move(fetched);
    const Descriptor& config = plan.fetched.manifest.config;
    const std::optional<std::string> known = store.tryBlob(config.digest);
    plan.config = known ? *known : client.fetchConfig(reference, config, stop);
    const ImageConfig parsed = ImageConfig::parse(plan.config, "the config of " + reference.text());
    plan.layers = distinctLayers(plan.fetched.manifest, parsed, reference.text());
    for (PlannedLayer& layer : plan.layers) {
        if (std::optional<LayerHold> hold = store.holdLayer(layer.diffId)) {
            plan.holds.push_back(std::move(*hold));
            layer.isPresent = true;
        } else {
            plan.holds.push_back(store.holdBlob(layer.blob.digest));
            layer.spooled = spooledOf(store, layer.blob);
        }
    }
    if (!reference.digest) {
        if (const auto tagged = store.tryFindImage(reference.text());
            tagged && tagged->id != config.digest)
            plan.movesFrom = tagged->id;
    }
    return plan;
}

void makeSpace(const PullPlan& plan, Store& store, const Reference& reference)
{
    const Bytes needed = plan.download();
    if (needed.count() == 0)
        return;
    Bytes usable = freeSpaceAt(store.paths().spool()).usable;
    if (plan.disk() > usable) {
        store.emptySpool();
        usable = freeSpaceAt(store.paths().spool()).usable;
    }
    if (needed > usable)
        throw Error(Code::StoreNoSpace, reference.text(),
                    "it needs at least " + humanSize(needed) + ", about " + humanSize(plan.disk()) +
                        " when unpacked, and " + humanSize(usable) + " is free");
}

} // namespace onggi
