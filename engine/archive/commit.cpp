// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The tar goes straight into the file of the layer; nothing of the container's is ever unpacked or
// read as an archive but by the sandboxed scanner.

#include "engine/archive/commit.h"

#include "engine/core/cancel.h"
#include "engine/core/error.h"
#include "engine/image/made_config.h"
#include "engine/layer/layer_writer.h"
#include "engine/run/containers.h"
#include "engine/store/image_writes.h"
#include "engine/store/layer_fetch.h"
#include "engine/store/store.h"

namespace onggi {

namespace {

ContainerDefaults defaultsOf(const RunOptions& options)
{
    ContainerDefaults defaults;
    defaults.entrypoint = options.entrypoint;
    if (!options.arguments.empty() || options.entrypoint)
        defaults.command = options.arguments;
    defaults.environment = options.environment;
    defaults.workingDirectory = options.workingDirectory;
    defaults.user = options.user;
    for (const PortMapping& port : options.ports)
        defaults.ports.push_back(std::to_string(port.containerPort) +
                                 (port.protocol == PortProtocol::Udp ? "/udp" : "/tcp"));
    return defaults;
}

ImageRow imageOf(const Store& store, const ContainerRow& container)
{
    const auto image = store.imageBySerial(container.image);
    if (!image)
        throw Error(Code::StoreNotFound, container.imageName);
    return *image;
}

} // namespace

PublishedImage commitContainer(Store& store, Unpacker& unpacker, Containers& containers,
                               const std::string& id, const CommitOptions& options,
                               Progress& progress, const std::stop_token& stop)
try {
    const ImageRow base = imageOf(store, containers.row(id));
    std::vector<LayerHold> holds;
    for (const LayerRow& layer : store.layersOf(base)) {
        std::optional<LayerHold> hold = store.holdLayer(layer.diffId);
        if (!hold)
            throw Error(Code::StoreNotFound, layer.diffId.text());
        holds.push_back(std::move(*hold));
    }

    const JobDirectory directory = store.makeJobDirectory();
    IngestRequest request;
    request.directory = directory.path();
    request.name = "commit";
    request.reserve = freeSpaceAt(directory.path()).reserve;
    LayerWriter layer(unpacker, request);
    const ContainerDiff diff = containers.writeDiff(
        id, options.isPaused, [&](std::span<const std::byte> bytes) { layer.write(bytes); },
        progress, stop);
    const IngestedLayer ingested = layer.finish(stop);
    holds.push_back(store.stageLayer(ingested));

    MadeLayer made{ingested.diffId, {}};
    made.step.created = presentTime();
    made.step.createdBy = diff.row.command;
    made.step.author = options.author;
    made.step.comment = options.message;
    ImagePublication publication;
    publication.config = committedConfig(store.blob(base.id), "the configuration " + base.id.text(),
                                         made, defaultsOf(diff.options), options.changes);
    if (!options.tag.empty())
        publication.tags.push_back(options.tag);
    publication.baseName = base.baseName;
    publication.baseDigest = base.baseDigest;
    publication.provenance = {ProvenanceKind::Committed, diff.row.name, *made.step.created};
    publication.uid = options.uid;
    publication.claim = ClaimKind::Build;
    throwIfCancelled(stop);
    progress.passPointOfNoReturn();
    return store.publishImages({&publication, 1}).front();
} catch (Error& error) {
    // A full disk is worth more than a layer that the next try would find made.
    if (error.code() == Code::StoreNoSpace)
        store.emptySpool();
    error.addFrame("while making an image of container " + id.substr(0, 12));
    throw;
}

} // namespace onggi
