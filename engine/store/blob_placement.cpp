// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// In this order: a form of the layer that the repository has; one that the registry takes over from
// another repository; the layer packed, which may turn out to be there as well; an upload.

#include "engine/store/blob_placement.h"

#include <algorithm>
#include <cstring>

#include "engine/store/packed_layer.h"

namespace onggi {

namespace {

Compression compressionOf(const Descriptor& layer)
{
    const auto type = MediaType::parse(layer.mediaType);
    return type ? type->compression : Compression::None;
}

Descriptor layerDescriptor(const Digest& digest, Bytes size, Compression compression)
{
    Descriptor blob;
    blob.mediaType = MediaType{MediaKind::Layer, compression, false}.text();
    blob.digest = digest;
    blob.size = size;
    return blob;
}

} // namespace

Descriptor BlobPlacement::placeLayer(const LayerHold& layer, const std::stop_token& stop)
{
    const std::vector<KnownBlob> known = candidates(layer.diffId());
    for (const KnownBlob& one : known) {
        if (isThere(one.blob, {}, stop))
            return one.blob;
    }
    for (const KnownBlob& one : known) {
        if (isMounted(one.blob, one.repositories, stop))
            return one.blob;
    }
    // What came uncompressed is sent so: then the manifest stays what it is.
    const bool isPlain =
        !m_request.compression && !known.empty() && known.front().blob.digest == layer.diffId();
    const PackedLayer packed = pack(layer, isPlain, stop);
    const auto same = std::find_if(known.begin(), known.end(), [&](const KnownBlob& one) {
        return one.blob.digest == packed.digest();
    });
    const Descriptor blob =
        same != known.end() ? same->blob
                            : layerDescriptor(packed.digest(), packed.size(),
                                              m_request.compression.value_or(Compression::Gzip));
    if (same != known.end() || !isThere(blob, {}, stop)) {
        expect(blob.size);
        upload(
            blob,
            [&](std::uint64_t offset, std::span<std::byte> buffer) {
                return packed.read(offset, buffer);
            },
            stop);
    }
    return blob;
}

void BlobPlacement::placeConfig(const Digest& id, const std::string& bytes,
                                const std::stop_token& stop)
{
    Descriptor blob;
    blob.digest = id;
    blob.size = Bytes(bytes.size());
    if (isThere(blob, m_request.known.configRepositories(), stop)) {
        advance(blob.size);
        return;
    }
    upload(
        blob,
        [&](std::uint64_t offset, std::span<std::byte> buffer) {
            std::memcpy(buffer.data(), bytes.data() + offset, buffer.size());
            return buffer.size();
        },
        stop);
}

// The known forms of a layer that would do.
std::vector<KnownBlob> BlobPlacement::candidates(const Digest& diffId) const
{
    std::vector<KnownBlob> known = m_request.known.of(diffId);
    std::erase_if(known, [this](const KnownBlob& one) {
        return m_request.compression && compressionOf(one.blob) != *m_request.compression;
    });
    return known;
}

bool BlobPlacement::isThere(const Descriptor& blob, const std::vector<std::string>& repositories,
                            const std::stop_token& stop)
{
    if (m_request.client.hasBlob(m_request.target, blob, stop)) {
        const Progress present = m_progress.child(StepKind::Present, blob.digest.text());
        return true;
    }
    return isMounted(blob, repositories, stop);
}

bool BlobPlacement::isMounted(const Descriptor& blob, const std::vector<std::string>& repositories,
                              const std::stop_token& stop)
{
    const std::string registry = m_request.target.domain + '/';
    for (const std::string& repository : repositories) {
        if (!repository.starts_with(registry) || repository == m_request.target.repository())
            continue;
        if (!m_request.client.mountBlob(m_request.target, blob, Reference::parse(repository), stop))
            continue;
        const Progress mounted = m_progress.child(StepKind::Mounted, blob.digest.text());
        m_mounted.lock()->push_back(blob.digest);
        return true;
    }
    return false;
}

PackedLayer BlobPlacement::pack(const LayerHold& layer, bool isPlain, const std::stop_token& stop)
{
    if (isPlain)
        return PackedLayer::plain(m_request.paths, layer);
    Progress progress = m_progress.child(StepKind::Compress, layer.diffId().text(), layer.tar());
    return PackedLayer::compressed(m_request.paths, layer,
                                   m_request.compression.value_or(Compression::Gzip),
                                   m_request.directory, progress, stop);
}

void BlobPlacement::expect(Bytes more)
{
    const auto shared = m_shared.lock();
    m_total += more;
    (*shared)->setTotal(m_total);
}

void BlobPlacement::upload(const Descriptor& blob, const BlobReader& reader,
                           const std::stop_token& stop)
{
    Progress progress = m_progress.child(StepKind::Upload, blob.digest.text(), blob.size);
    std::uint64_t counted = 0; // a part may be read again
    const BlobReader counting = [&](std::uint64_t offset, std::span<std::byte> buffer) {
        const std::size_t count = reader(offset, buffer);
        if (offset + count > counted) {
            advance(Bytes(offset + count - counted));
            counted = offset + count;
        }
        return count;
    };
    m_request.client.pushBlob(m_request.target, blob, counting, progress, stop);
    m_uploaded += blob.size.count();
}

} // namespace onggi
