// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A pull, in order: manifest, config, the layers that are not there yet (several at a time), and
// one transaction that makes the image visible. An image that is there unchanged costs one request,
// and one that the policy is content with costs none.

#include "engine/store/pull.h"

#include <algorithm>
#include <atomic>

#include "engine/core/cancel.h"
#include "engine/core/error.h"
#include "engine/core/parallel.h"
#include "engine/image/base_keys.h"
#include "engine/layer/unpack_process.h"
#include "engine/registry/client.h"
#include "engine/store/image_writes.h"
#include "engine/store/layer_fetch.h"
#include "engine/store/pull_plan.h"
#include "engine/store/store.h"

namespace onggi {

namespace {

// More than there are unpackers, so that the next layers come in while those work.
constexpr std::size_t kLayersAtOnce = 6;

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
            std::uint32_t uid, Progress& progress)
        : m_fetcher(fetcher)
        , m_client(client)
        , m_reference(reference)
        , m_uid(uid)
        , m_progress(progress)
        , m_shared(progress)
    {
    }

    std::vector<LayerHold> run(const std::vector<PlannedLayer>& layers, std::size_t layersInImage,
                               const std::string& directory, const std::stop_token& stop)
    {
        Bytes total;
        for (const PlannedLayer& layer : layers)
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
    void fetch(const PlannedLayer& layer, const std::string& directory, const std::stop_token& stop)
    {
        const LayerRequest request{.client = m_client,
                                   .repository = m_reference,
                                   .blob = layer.blob,
                                   .diffId = layer.diffId,
                                   .uid = m_uid,
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
    const std::uint32_t m_uid;
    const Progress& m_progress; // its children alone; bytes go through m_shared
    SharedProgress m_shared;
    std::atomic<std::uint64_t> m_downloaded = 0;
    Synced<std::vector<LayerHold>> m_holds;
};

} // namespace

struct Puller::State {
    State(Store& theStore, Unpacker& unpacker, std::chrono::milliseconds patience)
        : store(theStore)
        , fetcher(theStore, unpacker, patience)
    {
    }

    // The image, if it is there with this tag and manifest, undamaged, and the caller has pulled it
    // before.
    std::optional<PullResult> unchanged(const FetchedManifest& fetched, const Reference& reference,
                                        const PullOptions& options) const;
    ImagePublication publication(const FetchedManifest& fetched, const Reference& reference,
                                 const PullOptions& options, std::string config) const;
    // What the reference names here, if it runs on the platform.
    std::optional<ImageRow> localImage(const Reference& reference, const Platform& platform) const;
    // The result of a pull that leaves the store as it is; the caller has a say in the image now.
    PullResult keep(const ImageRow& row, const Reference& reference, const PullOptions& options);
    bool isClaimed(const ImageRow& row, std::uint32_t uid) const;
    bool hasDocuments(const FetchedManifest& fetched) const;

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
    if (!isClaimed(*row, options.uid) || !hasDocuments(fetched))
        return std::nullopt;
    PullResult result;
    result.image = row->serial;
    result.id = row->id;
    result.digest = fetched.topDigest();
    return result;
}

bool Puller::State::isClaimed(const ImageRow& row, std::uint32_t uid) const
{
    const std::vector<Claim> claims = store.imageDetails(row.serial).claims;
    return std::any_of(claims.begin(), claims.end(), [uid](const Claim& claim) {
        return claim.uid == uid && claim.kind == ClaimKind::Pull;
    });
}

bool Puller::State::hasDocuments(const FetchedManifest& fetched) const
{
    return store.tryBlob(fetched.manifest.config.digest) &&
           std::all_of(fetched.documents.begin(), fetched.documents.end(),
                       [this](const FetchedDocument& document) {
                           return store.tryBlob(document.digest).has_value();
                       });
}

std::optional<ImageRow> Puller::State::localImage(const Reference& reference,
                                                  const Platform& platform) const
{
    std::string name = reference.text();
    if (reference.digest) // a tag in front of it says nothing
        name = reference.repository() + '@' + reference.digest->text();
    std::optional<ImageRow> row = store.tryFindImage(name);
    if (!row || row->platform.empty())
        return row;
    const std::vector<Platform> suitable = platform.acceptable();
    const bool suits = std::any_of(suitable.begin(), suitable.end(), [&](const Platform& one) {
        return one.text() == row->platform;
    });
    return suits ? row : std::nullopt;
}

PullResult Puller::State::keep(const ImageRow& row, const Reference& reference,
                               const PullOptions& options)
{
    if (!store.isReadOnly() && !isClaimed(row, options.uid))
        store.claim(row.serial, options.uid, ClaimKind::Pull);
    PullResult result;
    result.image = row.serial;
    result.id = row.id;
    result.digest = reference.digest.value_or(row.id);
    const std::string prefix = reference.repository() + '@';
    for (const std::string& digest : row.digests) {
        if (!reference.digest && digest.starts_with(prefix))
            result.digest = Digest::require(digest.substr(prefix.size()));
    }
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
    const std::map<std::string, std::string>& annotations = fetched.manifest.annotations;
    if (const auto base = annotations.find(kBaseNameKey); base != annotations.end())
        image.baseName = base->second;
    if (const auto base = annotations.find(kBaseDigestKey); base != annotations.end())
        image.baseDigest = Digest::parse(base->second);
    image.provenance = {ProvenanceKind::Pulled, reference.text(), presentTime()};
    image.uid = options.uid;
    image.mayTakeTags = options.mayTakeTags;
    image.claim = ClaimKind::Pull;
    return image;
}

Puller::Puller(Store& store, Unpacker& unpacker, std::chrono::milliseconds patience)
    : m_state(std::make_unique<State>(store, unpacker, patience))
{
}

Puller::~Puller() = default;

PullResult Puller::pull(RegistryClient& client, const Reference& reference,
                        const PullOptions& options, Progress& progress, const std::stop_token& stop)
{
    const std::optional<ImageRow> local = options.policy == PullPolicy::Always
                                              ? std::nullopt
                                              : m_state->localImage(reference, options.platform);
    if (local && !asksAboutPresent(options.policy))
        return m_state->keep(*local, reference, options);
    if (options.policy == PullPolicy::Never)
        throw Error(Code::StoreNotFound, reference.text(), "it was not to be pulled");
    try {
        return fetch(client, reference, options, progress, stop);
    } catch (const Error& error) {
        if (!local)
            throw;
        PullResult result = m_state->keep(*local, reference, options);
        result.keptBecause = error;
        return result;
    }
}

PullResult Puller::fetch(RegistryClient& client, const Reference& reference,
                         const PullOptions& options, Progress& progress,
                         const std::stop_token& stop)
try {
    Store& store = m_state->store;
    if (store.isReadOnly())
        throw Error(Code::StoreReadOnly, store.paths().root());
    FetchedManifest fetched = client.fetchManifest(reference, options.platform, stop);
    if (std::optional<PullResult> result = m_state->unchanged(fetched, reference, options))
        return *result;
    PullPlan plan = planPull(store, client, reference, std::move(fetched), stop);
    makeSpace(plan, store, reference);
    std::vector<PlannedLayer> missing = plan.layers;
    std::erase_if(missing, [](const PlannedLayer& layer) { return layer.isPresent; });

    const JobDirectory directory = store.makeJobDirectory();
    Fetches fetches(m_state->fetcher, client, reference, options.uid, progress);
    const std::vector<LayerHold> holds =
        fetches.run(missing, plan.fetched.manifest.layers.size(), directory.path(), stop);

    throwIfCancelled(stop);
    progress.passPointOfNoReturn();
    const ImagePublication image =
        m_state->publication(plan.fetched, reference, options, std::move(plan.config));
    const PublishedImage published = store.publishImages({&image, 1}).front();
    // What a try left that died when it had staged the layer, or could not remove.
    plan.holds.clear();
    for (const Descriptor& layer : plan.fetched.manifest.layers)
        store.dropBlob(layer.digest);
    PullResult result;
    result.image = published.image;
    result.id = published.id;
    result.digest = plan.fetched.topDigest();
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
