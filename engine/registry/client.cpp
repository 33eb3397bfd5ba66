// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// From a reference down to the platform's manifest. Each step checks three things against what
// pointed to it: digest, size, and media type (CVE-2021-41190); the document's shape is
// parseManifest()'s matter.

#include "engine/registry/client.h"

#include "engine/core/error.h"
#include "engine/core/sha256.h"
#include "engine/registry/blob_fetch.h"
#include "engine/registry/places.h"
#include "engine/registry/tags.h"
#include "engine/registry/transfer.h"

namespace onggi {

namespace {

std::string acceptHeader()
{
    std::string header = "Accept: ";
    for (const std::string_view type : manifestMediaTypes()) {
        if (!header.ends_with(' '))
            header += ", ";
        header += type;
    }
    return header;
}

// Without parameters such as charset.
std::string mediaTypeOf(const HttpHead& head)
{
    std::string_view value = head.find("Content-Type").value_or("");
    value = value.substr(0, value.find(';'));
    value = value.substr(0, value.find_last_not_of(" \t") + 1);
    return std::string(value);
}

Endpoint::Question question(const Reference& repository, const std::string& kind,
                            const std::string& name, std::string subject)
{
    return {"/v2/" + repository.path + '/' + kind + '/' + name,
            {},
            "repository:" + repository.path + ":pull",
            std::move(subject)};
}

std::string subjectOf(const Descriptor& blob, const Reference& repository)
{
    return blob.digest.text() + " of " + repository.repository();
}

void verifyDigest(const Digest& actual, const Digest& announced, const std::string& subject)
{
    if (actual != announced) {
        throw Error(Code::RegistryDigestMismatch, subject,
                    "the registry sent " + actual.text() + " for " + announced.text());
    }
}

void verifySize(std::size_t actual, Bytes announced, const std::string& subject)
{
    if (actual != announced.count()) {
        throw Error(Code::RegistrySizeMismatch, subject,
                    "the registry sent " + std::to_string(actual) + " bytes for " +
                        std::to_string(announced.count()));
    }
}

std::string platformsIn(const Index& index)
{
    constexpr std::size_t kMaxNamed = 8;
    std::string names;
    std::size_t count = 0;
    for (const Descriptor& entry : index.manifests) {
        if (!entry.platform || entry.platform->os == "unknown")
            continue;
        if (++count > kMaxNamed)
            return names + " …";
        names += (names.empty() ? "" : ", ") + entry.platform->text();
    }
    return names.empty() ? "no platform at all" : names;
}

// What the next document has to be.
struct Expected {
    std::optional<Digest> digest;
    std::optional<Bytes> size;
    std::string mediaType; // empty: any
    std::string name;      // tag or digest, as in the URL
};

Expected expectedAt(const Place& place, const Reference& reference)
{
    return {reference.digest,
            std::nullopt,
            {},
            place.reference.digest ? place.reference.digest->text() : place.reference.tag};
}

FetchedDocument fetchDocument(const Place& place, const Reference& reference,
                              const Expected& expected, const std::stop_token& stop)
{
    const std::string subject = reference.text();
    if (expected.size && *expected.size > kMaxManifestBytes)
        throw Error(Code::RegistryTooLarge, subject, "a manifest of " + humanSize(*expected.size));
    Endpoint::Question asked = question(place.reference, "manifests", expected.name, subject);
    asked.headers = {acceptHeader()};
    HttpResponse response = place.endpoint->fetch(asked, kMaxManifestBytes, stop);

    FetchedDocument document{mediaTypeOf(response.head), Sha256::of(response.body), {}};
    if (expected.size)
        verifySize(response.body.size(), *expected.size, subject);
    if (expected.digest) {
        verifyDigest(document.digest, *expected.digest, subject);
    } else if (const auto announced = response.head.find("Docker-Content-Digest")) {
        verifyDigest(document.digest, Digest::require(*announced), subject);
    }
    if (!expected.mediaType.empty() && document.mediaType != expected.mediaType) {
        throw Error(Code::RegistryMediaType, subject,
                    "announced as " + expected.mediaType + ", sent as " + document.mediaType);
    }
    document.bytes = std::move(response.body);
    return document;
}

// From what the reference names down to the platform's manifest, at one place.
FetchedManifest fetchManifestAt(const Place& place, const Reference& reference,
                                const Platform& platform, const std::stop_token& stop)
{
    FetchedManifest fetched;
    Expected expected = expectedAt(place, reference);
    for (int depth = 0; depth <= kMaxIndexDepth; ++depth) {
        fetched.documents.push_back(fetchDocument(place, reference, expected, stop));
        FetchedDocument& document = fetched.documents.back();
        const std::string what = "the manifest of " + reference.text();
        ManifestDocument parsed = parseManifest(document.bytes, document.mediaType, what);
        if (auto* manifest = std::get_if<Manifest>(&parsed)) {
            document.mediaType = manifest->mediaType;
            fetched.manifest = std::move(*manifest);
            return fetched;
        }
        const Index& index = std::get<Index>(parsed);
        document.mediaType = index.mediaType;
        const Descriptor* entry = index.select(platform);
        if (!entry) {
            throw Error(Code::PlatformMissing, reference.text(),
                        "wanted is " + platform.text() + ", it has " + platformsIn(index));
        }
        expected = {entry->digest, entry->size, entry->mediaType, entry->digest.text()};
    }
    throw Error(Code::DocumentInvalid, "the index of " + reference.text(),
                "indexes are nested too deeply in it");
}

// Counts what a sink has been given, so that the next place goes on from there.
class CountingSink : public BlobSink {
public:
    CountingSink(BlobSink& sink, Bytes from)
        : m_sink(sink)
        , m_reached(from)
    {
    }

    void append(std::span<const std::byte> bytes) override
    {
        m_sink.append(bytes);
        m_reached += Bytes(bytes.size());
    }
    void joined() override { m_sink.joined(); }
    bool repeats(std::uint64_t offset, std::span<const std::byte> bytes) override
    {
        return m_sink.repeats(offset, bytes);
    }
    Bytes reached() const { return m_reached; }

private:
    BlobSink& m_sink;
    Bytes m_reached;
};

} // namespace

RegistryClient::RegistryClient(Transfer& transfer, RegistryOptions options)
    : m_places(std::make_unique<Places>(transfer, std::move(options)))
{
}

RegistryClient::~RegistryClient() = default;

FetchedManifest RegistryClient::fetchManifest(const Reference& reference, const Platform& platform,
                                              std::stop_token stop)
{
    return m_places->ask(reference, [&](const Place& place) {
        return fetchManifestAt(place, reference, platform, stop);
    });
}

FetchedDocument RegistryClient::fetchTopDocument(const Reference& reference, std::stop_token stop)
{
    return m_places->ask(reference, [&](const Place& place) {
        FetchedDocument document =
            fetchDocument(place, reference, expectedAt(place, reference), stop);
        const ManifestDocument parsed = parseManifest(document.bytes, document.mediaType,
                                                      "the manifest of " + reference.text());
        document.mediaType = std::visit([](const auto& one) { return one.mediaType; }, parsed);
        return document;
    });
}

std::string RegistryClient::fetchConfig(const Reference& repository, const Descriptor& config,
                                        std::stop_token stop)
{
    const std::string subject = subjectOf(config, repository);
    if (config.size > kMaxConfigBytes)
        throw Error(Code::RegistryTooLarge, subject, "a config of " + humanSize(config.size));
    return m_places->ask(repository, [&](const Place& place) {
        HttpResponse response = place.endpoint->fetch(
            question(place.reference, "blobs", config.digest.text(), subject), config.size, stop);
        verifySize(response.body.size(), config.size, subject);
        verifyDigest(Sha256::of(response.body), config.digest, subject);
        return std::move(response.body);
    });
}

void RegistryClient::fetchBlob(const Reference& repository, const Descriptor& blob, Bytes from,
                               BlobSink& sink, Progress& progress, std::stop_token stop)
{
    const std::string subject = subjectOf(blob, repository);
    CountingSink counting(sink, from);
    m_places->ask(repository, [&](const Place& place) {
        BlobFetch(*place.endpoint, question(place.reference, "blobs", blob.digest.text(), subject),
                  blob, counting.reached(), counting, progress)
            .run(stop);
    });
}

std::vector<std::string> RegistryClient::fetchTags(const Reference& repository, std::size_t max,
                                                   std::stop_token stop)
{
    return m_places->ask(repository, [&](const Place& place) {
        return onggi::fetchTags(*place.endpoint, place.reference, max, stop);
    });
}

} // namespace onggi
