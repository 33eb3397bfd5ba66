// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The archive takes the way of a layer that is pulled, from a reader instead of a download.

#include "engine/archive/import.h"

#include "engine/archive/archive_input.h"
#include "engine/archive/fed_ingest.h"
#include "engine/core/cancel.h"
#include "engine/core/error.h"
#include "engine/image/made_config.h"
#include "engine/store/image_writes.h"
#include "engine/store/layer_fetch.h"
#include "engine/store/store.h"

namespace onggi {

namespace {

IngestedLayer ingest(Unpacker& unpacker, const Fd& archive, const ImportOptions& options,
                     const std::string& directory, Progress& progress, const std::stop_token& stop)
{
    Spool spool(directory + "/import.blob");
    const auto feed = [&](const std::stop_token& token) {
        fillSpool(archive, spool, options.name, token);
    };
    IngestRequest request;
    request.compression = BlobCompression::DetectAny;
    request.directory = directory;
    request.name = "import";
    request.reserve = freeSpaceAt(directory).reserve;
    request.uid = options.uid;
    return ingestFed(unpacker, spool, feed, request, progress, stop);
}

} // namespace

PublishedImage importTar(Store& store, Unpacker& unpacker, const Fd& archive,
                         const ImportOptions& options, Progress& progress,
                         const std::stop_token& stop)
try {
    const JobDirectory directory = store.makeJobDirectory();
    const IngestedLayer ingested =
        ingest(unpacker, archive, options, directory.path(), progress, stop);
    if (ingested.tarBytes == Bytes())
        throw Error(Code::ArchiveInvalid, options.name, "it is empty");
    const LayerHold hold = store.stageLayer(ingested);

    MadeLayer made{ingested.diffId, {}};
    made.step.created = presentTime();
    made.step.comment = options.message.empty() ? "Imported from " + options.name : options.message;
    ImagePublication publication;
    publication.config = importedConfig(options.platform, made, options.changes);
    if (!options.tag.empty())
        publication.tags.push_back(options.tag);
    publication.provenance = {ProvenanceKind::Imported, options.name, *made.step.created};
    publication.uid = options.uid;
    publication.claim = ClaimKind::Load;
    throwIfCancelled(stop);
    progress.passPointOfNoReturn();
    return store.publishImages({&publication, 1}).front();
} catch (Error& error) {
    // A full disk is worth more than a layer that the next try would find made.
    if (error.code() == Code::StoreNoSpace)
        store.emptySpool();
    error.addFrame("while importing " + options.name);
    throw;
}

} // namespace onggi
