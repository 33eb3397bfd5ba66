// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A manifest names blobs in the order of the config's diffIDs; that is how a blob is known to be a
// layer. Only a bounded number of other images and blobs is looked at: each costs a question.

#include "engine/store/known_blobs.h"

#include <algorithm>
#include <set>

#include "engine/core/error.h"
#include "engine/core/log.h"
#include "engine/image/config.h"

namespace onggi {

namespace {

constexpr std::size_t kMaxOthers = 64;
constexpr std::size_t kMaxBlobs = 8; // of one layer
constexpr std::size_t kMaxRepositories = 8;
// Of one image, which may have come by thousands, and what they take together.
constexpr std::size_t kMaxManifests = 64;
constexpr Bytes kMaxManifestBytesOfImage{16 << 20};

void addOnce(std::vector<std::string>& list, const std::string& text)
{
    if (!text.empty() && list.size() < kMaxRepositories &&
        std::find(list.begin(), list.end(), text) == list.end())
        list.push_back(text);
}

std::vector<KnownManifest> manifestsOf(const Store& store, const ImageDetails& image)
{
    std::vector<KnownManifest> manifests;
    Bytes left = kMaxManifestBytesOfImage;
    for (const ManifestRecord& record : image.manifests) {
        const auto type = MediaType::parse(record.mediaType);
        if (!type || type->kind != MediaKind::Manifest)
            continue;
        const auto known =
            std::find_if(manifests.begin(), manifests.end(), [&](const KnownManifest& manifest) {
                return manifest.digest == record.digest;
            });
        if (known != manifests.end()) {
            addOnce(known->repositories, record.repository);
            continue;
        }
        if (manifests.size() == kMaxManifests || left == Bytes())
            continue;
        try {
            std::string bytes = store.blob(record.digest);
            left -= std::min(left, Bytes(bytes.size()));
            ManifestDocument parsed =
                parseManifest(bytes, record.mediaType, "manifest " + record.digest.text());
            manifests.push_back(
                {record.digest, std::move(bytes), std::get<Manifest>(std::move(parsed)), {}});
            manifests.back().manifest.mediaType = record.mediaType;
            addOnce(manifests.back().repositories, record.repository);
        } catch (const Error& error) {
            log(LogLevel::Warning, "manifest-not-read", {{"cause", error.message()}});
        }
    }
    return manifests;
}

std::vector<Digest> diffIdsOf(const Store& store, const ImageRow& image)
{
    return ImageConfig::parse(store.blob(image.id), "the config of " + image.id.text()).diffIds;
}

std::vector<ImageRow> imagesSharing(const StoreView& view, const ImageRow& image)
{
    const std::set<Serial> layers(image.layers.begin(), image.layers.end());
    std::vector<ImageRow> others;
    for (const ImageRow& other : view.images) {
        if (other.serial != image.serial && others.size() < kMaxOthers &&
            std::any_of(other.layers.begin(), other.layers.end(),
                        [&](Serial layer) { return layers.contains(layer); }))
            others.push_back(other);
    }
    return others;
}

} // namespace

KnownBlobs::KnownBlobs(const Store& store, const ImageRow& image)
{
    m_manifests = manifestsOf(store, store.imageDetails(image.serial));
    add(m_manifests, diffIdsOf(store, image));
    for (const KnownManifest& manifest : m_manifests) {
        for (const std::string& repository : manifest.repositories)
            addOnce(m_configs, repository);
    }
    const StoreSnapshot now = store.snapshot();
    for (const ImageRow& other : imagesSharing(*now.view, image)) {
        try {
            add(manifestsOf(store, store.imageDetails(other.serial)), diffIdsOf(store, other));
        } catch (const Error& error) {
            // Removed meanwhile, or damaged: then it does not help.
            log(LogLevel::Warning, "manifest-not-read", {{"cause", error.message()}});
        }
    }
}

void KnownBlobs::add(const std::vector<KnownManifest>& manifests,
                     const std::vector<Digest>& diffIds)
{
    for (const KnownManifest& known : manifests) {
        const std::vector<Descriptor>& layers = known.manifest.layers;
        if (layers.size() != diffIds.size())
            continue;
        for (std::size_t i = 0; i < layers.size(); ++i) {
            std::vector<KnownBlob>& blobs = m_blobs[diffIds[i]];
            auto blob = std::find_if(blobs.begin(), blobs.end(), [&](const KnownBlob& one) {
                return one.blob.digest == layers[i].digest;
            });
            if (blob == blobs.end()) {
                if (blobs.size() == kMaxBlobs)
                    continue;
                blob = blobs.insert(blobs.end(), KnownBlob{layers[i], {}});
            }
            for (const std::string& repository : known.repositories)
                addOnce(blob->repositories, repository);
        }
    }
}

const std::vector<KnownBlob>& KnownBlobs::of(const Digest& diffId) const
{
    static const std::vector<KnownBlob> kNone;
    const auto found = m_blobs.find(diffId);
    return found == m_blobs.end() ? kNone : found->second;
}

} // namespace onggi
