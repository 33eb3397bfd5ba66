// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A pull, in order: manifest, config, the layers that are not there yet (several at a time), and
// one transaction that makes the image visible. An image that is there unchanged costs one request.

#include "engine/store/pull.h"

#include <algorithm>
#include <atomic>
#include <set>

#include "engine/core/cancel.h"
#include "engine/core/error.h"
#include "engine/core/parallel.h"
#include "engine/image/config.h"
#include "engine/layer/unpack_process.h"
#include "engine/registry/client.h"
#include "engine/store/image_writes.h"
#include "engine/store/layer_fetch.h"
#include "engine/store/store.h"

namespace onggi {

namespace {

// More than there are unpackers, so that the next layers come in while those work.
constexpr std::size_t kLayersAtOnce = 6;

constexpr const char* kBaseName = "org.opencontainers.image.base.name";

struct WantedLayer {
    std::size_t number = 0; // in the image, from 1
    Descriptor blob;
    Digest diffId;
};

// Each diffID once, however often it stands in the image.
std::vector<WantedLayer> distinctLayers(const Manifest& manifest, const ImageConfig& config,
                                        const std::string& what)
{
    if (manifest.layers.size() != config.diffIds.size())
        throw Error(Code::DocumentInvalid, what,
                    "its manifest has " + std::to_string(manifest.layers.size()) +
                        " layers, its config " + std::to_string(config.diffIds.size()));
    std::vector<WantedLayer> wanted;
    std::set<Digest> seen;
    for (std::size_t i = 0; i < manifest.layers.size(); ++i) {
        if (seen.insert(config.diffIds[i]).second)
            wanted.push_back({i + 1, manifest.layers[i], config.diffIds[i]});
    }
    return wanted;
}

// Progress of the whole pull, advanced from several threads.
class SharedProgress {
public:
    explicit SharedProgress(Progress& progress)
        : m_progress(&progress)
    {
    }
    void setTotal(Bytes total) { (*m_progress.lock())->setTotal(total); }
    void advance(Bytes more) { (*m_progress.lock())->advance(more); }

private:
    Synced<Progress*> m_progress;
};

// The layers of one pull on their way.
class Fetches {
public:
    Fetches(LayerFetcher& fetcher, RegistryClient& client, const Reference& reference,
            Progress& progress)
        : m_fetcher(fetcher)
        , m_client(client)
        , m_reference(reference)
        , m_progress(progress)
        , m_shared(progress)
    {
    }

    std::vector<LayerHold> run(const std::vector<WantedLayer>& layers, std::size_t layersInImage,
                               const std::string& directory, const std::stop_token& stop)
    {
        Bytes total;
        for (const WantedLayer& layer : layers)
            total += layer.blob.size;
        m_shared.setTotal(total);
        runParallel(
            layers.size(), kLayersAtOnce, stop, [&](std::size_t i, const std::stop_token& token) {
                try {
                    fetch(layers[i], directory, token);
                } catch (Error& error) {
                    error.addFrame("while pulling layer " + std::to_string(layers[i].number) +
                                   " of " + std::to_string(layersInImage));
                    throw;
                }
            });
        return std::move(*m_holds.lock());
    }

    Bytes downloaded() const noexcept { return Bytes(m_downloaded); }

private:
    void fetch(const WantedLayer& layer, const std::string& directory, const std::stop_token& stop)
    {
        const LayerRequest request{.client = m_client,
                                   .repository = m_reference,
                                   .blob = layer.blob,
                                   .diffId = layer.diffId,
                                   .directory = directory,
                                   .resumed = [this](Bytes had) { m_shared.advance(had); },
                                   .downloaded =
                                       [this](Bytes more) {
                                           m_downloaded += more.count();
                                           m_shared.advance(more);
                                       }};
        LayerHold hold = m_fetcher.fetch(request, m_progress, stop);
        m_holds.lock()->push_back(std::move(hold));
    }

    LayerFetcher& m_fetcher;
    RegistryClient& m_client;
    const Reference& m_reference;
    const Progress& m_progress; // its children alone; bytes go through m_shared
    SharedProgress m_shared;
    std::atomic<std::uint64_t> m_downloaded = 0;
    Synced<std::vector<LayerHold>> m_holds;
};

} // namespace

struct Puller::State {
    State(Store& theStore, Unpacker& unpacker)
        : store(theStore)
        , fetcher(theStore, unpacker)
    {
    }

    // The image, if it is there with this tag and manifest, and the caller has pulled it before.
    std::optional<PullResult> unchanged(const FetchedManifest& fetched, const Reference& reference,
                                        const PullOptions& options) const;
    ImagePublication publication(const FetchedManifest& fetched, const Reference& reference,
                                 const PullOptions& options, std::string config) const;

    Store& store;
    LayerFetcher fetcher;
};

std::optional<PullResult> Puller::State::unchanged(const FetchedManifest& fetched,
                                                   const Reference& reference,
                                                   const PullOptions& options) const
{
    const std::optional<ImageRow> row = store.imageById(fetched.manifest.config.digest);
    if (!row)
        return std::nullopt;
    const std::string digest = reference.repository() + '@' + fetched.topDigest().text();
    const auto has = [](const std::vector<std::string>& list, const std::string& text) {
        return std::find(list.begin(), list.end(), text) != list.end();
    };
    if (!has(row->digests, digest) || (!reference.digest && !has(row->tags, reference.text())))
        return std::nullopt;
    const std::vector<Claim> claims = store.imageDetails(row->serial).claims;
    const bool isClaimed = std::any_of(claims.begin(), claims.end(), [&](const Claim& claim) {
        return claim.uid == options.uid && claim.kind == ClaimKind::Pull;
    });
    if (!isClaimed)
        return std::nullopt;
    PullResult result;
    result.image = row->serial;
    result.id = row->id;
    result.digest = fetched.topDigest();
    return result;
}

ImagePublication Puller::State::publication(const FetchedManifest& fetched,
                                            const Reference& reference, const PullOptions& options,
                                            std::string config) const
{
    ImagePublication image;
    image.config = std::move(config);
    for (const FetchedDocument& document : fetched.documents)
        image.manifests.push_back(
            {{document.digest, reference.repository(), document.mediaType}, document.bytes});
    // Of "name:tag@digest" nobody has said that the tag stands for the digest.
    if (!reference.digest)
        image.tags = {reference.text()};
    if (const auto base = fetched.manifest.annotations.find(kBaseName);
        base != fetched.manifest.annotations.end())
        image.baseName = base->second;
    image.provenance = {ProvenanceKind::Pulled, reference.text(), presentTime()};
    image.uid = options.uid;
    image.mayTakeTags = options.mayTakeTags;
    image.claim = ClaimKind::Pull;
    return image;
}

Puller::Puller(Store& store, Unpacker& unpacker)
    : m_state(std::make_unique<State>(store, unpacker))
{
}

Puller::~Puller() = default;

PullResult Puller::pull(RegistryClient& client, const Reference& reference,
                        const PullOptions& options, Progress& progress, const std::stop_token& stop)
try {
    Store& store = m_state->store;
    if (store.isReadOnly())
        throw Error(Code::StoreReadOnly, store.paths().root());
    const FetchedManifest fetched = client.fetchManifest(reference, options.platform, stop);
    if (std::optional<PullResult> result = m_state->unchanged(fetched, reference, options))
        return *result;
    const Descriptor& config = fetched.manifest.config;
    std::string configBytes = store.imageById(config.digest)
                                  ? store.blob(config.digest)
                                  : client.fetchConfig(reference, config, stop);
    const ImageConfig parsed = ImageConfig::parse(configBytes, "the config of " + reference.text());
    std::vector<WantedLayer> missing = distinctLayers(fetched.manifest, parsed, reference.text());
    const std::size_t layersInImage = fetched.manifest.layers.size();

    std::vector<LayerHold> holds;
    std::erase_if(missing, [&](const WantedLayer& layer) {
        std::optional<LayerHold> hold = store.holdLayer(layer.diffId);
        if (hold)
            holds.push_back(std::move(*hold));
        return hold.has_value();
    });
    Bytes toCome;
    for (const WantedLayer& layer : missing)
        toCome += layer.blob.size;
    if (!missing.empty() && toCome > freeSpaceAt(store.paths().spool()).usable)
        throw Error(Code::StoreNoSpace, reference.text(),
                    "its layers alone have " + humanSize(toCome) + ", compressed");

    const JobDirectory directory = store.makeJobDirectory();
    Fetches fetches(m_state->fetcher, client, reference, progress);
    for (LayerHold& hold : fetches.run(missing, layersInImage, directory.path(), stop))
        holds.push_back(std::move(hold));

    throwIfCancelled(stop);
    progress.passPointOfNoReturn();
    const ImagePublication image =
        m_state->publication(fetched, reference, options, std::move(configBytes));
    const PublishedImage published = store.publishImages({&image, 1}).front();
    // What a try left that died when it had staged the layer.
    for (const Descriptor& layer : fetched.manifest.layers)
        store.dropBlob(layer.digest);
    PullResult result;
    result.image = published.image;
    result.id = published.id;
    result.digest = fetched.topDigest();
    result.isNew = true;
    if (!published.movedTags.empty())
        result.movedFrom = published.movedTags.front().from;
    result.downloaded = fetches.downloaded();
    store.trimSpool();
    return result;
} catch (Error& error) {
    // A full disk is worth more than what the next pull would go on from.
    if (error.code() == Code::StoreNoSpace)
        m_state->store.emptySpool();
    error.addFrame("while pulling " + reference.text());
    throw;
}

} // namespace onggi
