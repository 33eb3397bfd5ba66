// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Loading: the table of contents first and whole, then the layers that are not there yet, then one
// transaction for all images.

#include "engine/archive/load.h"

#include <set>

#include "engine/archive/archive_file.h"
#include "engine/archive/archived_image.h"
#include "engine/archive/fed_ingest.h"
#include "engine/core/cancel.h"
#include "engine/core/error.h"
#include "engine/core/parallel.h"
#include "engine/store/image_writes.h"
#include "engine/store/layer_fetch.h"
#include "engine/store/store.h"

namespace onggi {

namespace {

constexpr std::size_t kLayersAtOnce = 4;

// Layers of archives on their way into the store.
class Intake {
public:
    Intake(Store& store, Unpacker& unpacker, const ArchiveFile& archive, std::string directory,
           std::uint32_t uid)
        : m_store(store)
        , m_unpacker(unpacker)
        , m_archive(archive)
        , m_directory(std::move(directory))
        , m_uid(uid)
    {
    }

    LayerHold take(const ArchivedLayer& layer, const Progress& progress,
                   const std::stop_token& stop)
    {
        Spool spool(m_directory + "/" + layer.diffId.hex() + ".blob");
        const auto feed = [&](const std::stop_token& token) {
            m_archive.read(layer.member, token,
                           [&](std::span<const std::byte> bytes) { spool.append(bytes); });
            spool.finish();
        };
        IngestRequest request;
        request.blob = layer.blob;
        request.size = layer.member.size;
        request.diffId = layer.diffId;
        request.directory = m_directory;
        request.reserve = freeSpaceAt(m_directory).reserve;
        request.uid = m_uid;
        Progress unpack = progress.child(StepKind::Unpack, layer.diffId.text());
        return m_store.stageLayer(ingestFed(m_unpacker, spool, feed, request, unpack, stop));
    }

private:
    Store& m_store;
    Unpacker& m_unpacker;
    const ArchiveFile& m_archive;
    std::string m_directory;
    std::uint32_t m_uid;
};

// Each diffID once; those that the store has are held instead.
std::vector<ArchivedLayer> missingLayers(Store& store, const std::vector<ArchivedImage>& images,
                                         std::vector<LayerHold>& holds)
{
    std::vector<ArchivedLayer> missing;
    std::set<Digest> seen;
    for (const ArchivedImage& image : images) {
        for (const ArchivedLayer& layer : image.layers) {
            if (!seen.insert(layer.diffId).second)
                continue;
            if (std::optional<LayerHold> hold = store.holdLayer(layer.diffId))
                holds.push_back(std::move(*hold));
            else
                missing.push_back(layer);
        }
    }
    return missing;
}

ImagePublication publicationOf(ArchivedImage& image, const LoadOptions& options)
{
    ImagePublication publication;
    publication.config = std::move(image.config);
    for (ArchivedManifest& manifest : image.manifests)
        publication.manifests.push_back(
            {{manifest.digest, std::move(manifest.repository), std::move(manifest.mediaType)},
             std::move(manifest.bytes)});
    publication.tags = image.tags;
    publication.baseName = std::move(image.baseName);
    publication.baseDigest = image.baseDigest;
    publication.provenance = {ProvenanceKind::Loaded, options.name, presentTime()};
    publication.uid = options.uid;
    publication.claim = ClaimKind::Load;
    return publication;
}

} // namespace

std::vector<LoadedImage> loadArchive(Store& store, Unpacker& unpacker, const Fd& archive,
                                     const LoadOptions& options, Progress& progress,
                                     const std::stop_token& stop)
try {
    const JobDirectory directory = store.makeJobDirectory();
    const ArchiveFile file(unpacker, archive, directory.path(), options.name, stop);
    std::vector<ArchivedImage> images = readArchivedImages(file, options.platform);

    if (options.requireAllowed) {
        // Docker's own table knows no manifests.
        const bool isOci = !images.empty() && !images.front().manifests.empty();
        options.requireAllowed(isOci ? "oci-archive" : "docker-archive");
    }

    std::vector<LayerHold> holds;
    const std::vector<ArchivedLayer> missing = missingLayers(store, images, holds);
    Bytes total;
    for (const ArchivedLayer& layer : missing)
        total += layer.member.size;
    progress.setTotal(total);
    Intake intake(store, unpacker, file, directory.path(), options.uid);
    Synced<std::vector<LayerHold>*> shared(&holds);
    Synced<Progress*> sharedProgress(&progress);
    runParallel(missing.size(), kLayersAtOnce, stop,
                [&](std::size_t i, const std::stop_token& token) {
                    LayerHold hold = intake.take(missing[i], progress, token);
                    (*shared.lock())->push_back(std::move(hold));
                    (*sharedProgress.lock())->advance(missing[i].member.size);
                });

    throwIfCancelled(stop);
    progress.passPointOfNoReturn();
    std::vector<ImagePublication> publications;
    for (ArchivedImage& image : images)
        publications.push_back(publicationOf(image, options));
    std::vector<PublishedImage> published = store.publishImages(publications);
    std::vector<LoadedImage> loaded;
    for (std::size_t i = 0; i < images.size(); ++i)
        loaded.push_back({std::move(published[i]), std::move(images[i].tags)});
    store.trimSpool();
    return loaded;
} catch (Error& error) {
    // A full disk is worth more than what a later job could go on from.
    if (error.code() == Code::StoreNoSpace)
        store.emptySpool();
    error.addFrame("while loading " + options.name);
    throw;
}

} // namespace onggi
