// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Which blob a layer came as, only the manifests know: they pair the diffIDs of the config with
// descriptors, in order.

#include "engine/store/refetch.h"

#include <algorithm>
#include <functional>

#include "engine/core/error.h"
#include "engine/core/sha256.h"
#include "engine/image/config.h"
#include "engine/image/manifest.h"
#include "engine/registry/client.h"
#include "engine/store/layer_fetch.h"

namespace onggi {

namespace {

class SpoolSink final : public BlobSink {
public:
    explicit SpoolSink(Spool& spool)
        : m_spool(spool)
    {
    }
    void append(std::span<const std::byte> bytes) override { m_spool.append(bytes); }

private:
    Spool& m_spool;
};

// A document's place in a registry.
struct Source {
    Reference repository;
    Descriptor blob;
};

std::optional<Manifest> parseOwn(const ManifestRecord& record, const std::string& bytes)
{
    auto document = parseManifest(bytes, record.mediaType, "the manifest " + record.digest.text());
    if (auto* manifest = std::get_if<Manifest>(&document))
        return std::move(*manifest);
    return std::nullopt;
}

// The platform's manifests of an image, with the registries that have them; damaged ones are left
// out.
std::vector<std::pair<Reference, Manifest>> manifestsOf(const Store& store,
                                                        const ImageDetails& image)
{
    std::vector<std::pair<Reference, Manifest>> found;
    for (const ManifestRecord& record : image.manifests) {
        if (record.repository.empty())
            continue;
        try {
            if (auto manifest = parseOwn(record, store.blob(record.digest)))
                found.emplace_back(Reference::parse(record.repository + '@' + record.digest.text()),
                                   std::move(*manifest));
        } catch (const Error&) {
            // Another may do.
        }
    }
    return found;
}

std::vector<Source> sourcesOfLayer(const Store& store, const Digest& diffId)
{
    std::vector<Source> sources;
    const StoreSnapshot now = store.snapshot();
    for (const ImageRow& image : now.view->images) {
        try {
            const ImageConfig config =
                ImageConfig::parse(store.blob(image.id), "the config " + image.id.text());
            const auto at = std::find(config.diffIds.begin(), config.diffIds.end(), diffId);
            if (at == config.diffIds.end())
                continue;
            const auto number = static_cast<std::size_t>(at - config.diffIds.begin());
            for (const auto& [repository, manifest] :
                 manifestsOf(store, store.imageDetails(image.serial))) {
                if (manifest.layers.size() == config.diffIds.size())
                    sources.push_back({repository, manifest.layers[number]});
            }
        } catch (const Error&) {
            // A damaged image names nothing.
        }
    }
    return sources;
}

// The first that answers.
template <typename Fetch>
auto firstOf(const std::vector<Source>& sources, const std::string& what, const Fetch& fetch)
{
    std::optional<Error> last;
    for (const Source& source : sources) {
        try {
            return fetch(source);
        } catch (const Error& error) {
            last = error;
        }
    }
    if (last)
        throw *last;
    throw Error(Code::StoreNotFound, what, "it did not come from a registry that is known");
}

void requireClient(const RegistryClient* client, const std::string& what)
{
    if (!client)
        throw Error(Code::StoreNotFound, what, "nothing may be fetched");
}

} // namespace

IngestedLayer Refetch::layer(const Digest& diffId, const std::string& directory,
                             const Progress& progress, const std::stop_token& stop)
{
    requireClient(m_client, diffId.text());
    return firstOf(sourcesOfLayer(m_store, diffId), diffId.text(), [&](const Source& source) {
        if (source.blob.size > freeSpaceAt(directory).usable)
            throw Error(Code::StoreNoSpace, diffId.text(),
                        "it has " + humanSize(source.blob.size) + ", compressed");
        Spool spool(directory + "/blob");
        struct Removal {
            Spool& spool;
            ~Removal() { spool.remove(); }
        } const removal{spool};
        {
            SpoolSink sink(spool);
            Progress download =
                progress.child(StepKind::Download, source.blob.digest.text(), source.blob.size);
            m_client->fetchBlob(source.repository, source.blob, Bytes(), sink, download, stop);
        }
        spool.finish();
        IngestRequest request;
        request.blob = source.blob.digest;
        request.size = source.blob.size;
        request.diffId = diffId;
        request.directory = directory;
        request.reserve = freeSpaceAt(directory).reserve;
        Progress unpack = progress.child(StepKind::Unpack, source.blob.digest.text());
        return ingestLayer(m_unpacker, spool, request, unpack, stop);
    });
}

std::string Refetch::document(const ImageDetails& image, const Digest& digest,
                              const std::stop_token& stop)
{
    requireClient(m_client, digest.text());
    std::vector<Source> sources;
    if (digest == image.row.id) {
        for (auto& [repository, manifest] : manifestsOf(m_store, image))
            sources.push_back({repository, manifest.config});
        return firstOf(sources, digest.text(), [&](const Source& source) {
            return m_client->fetchConfig(source.repository, source.blob, stop);
        });
    }
    for (const ManifestRecord& record : image.manifests) {
        if (record.digest == digest && !record.repository.empty())
            sources.push_back({Reference::parse(record.repository + '@' + digest.text()), {}});
    }
    const Platform platform = Platform::parse(image.row.platform);
    return firstOf(sources, digest.text(), [&](const Source& source) {
        const FetchedManifest fetched = m_client->fetchManifest(source.repository, platform, stop);
        return fetched.documents.front().bytes;
    });
}

} // namespace onggi
