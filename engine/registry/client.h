// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What is read from a registry and written to it: manifests, configs, blobs. OCI distribution
// specification, "Pull" and "Push".
//
// Every call blocks until it is done, may be made from any thread and from several at once, and
// throws Cancelled soon after a stop was requested. What breaks on the way is tried again within
// the bounds of RegistryOptions::retry; what is thrown in the end is an Error(Registry…) whose
// subject is the reference or the digest, and whose detail is the likely cause, the registry's own
// words cut and escaped. Where mirrors are configured they are asked in their order before the
// registry itself, and what each of them said is kept for the message.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/progress.h"
#include "engine/image/descriptor.h"
#include "engine/image/manifest.h"
#include "engine/image/platform.h"
#include "engine/image/reference.h"
#include "engine/registry/credentials.h"
#include "engine/registry/retry.h"

namespace onggi {

class Places;
class Transfer;
struct RegistryAccess; // engine/registry/access.h

struct RegistryOptions {
    // False: a certificate need not verify, and where no TLS is spoken plain HTTP is taken, for the
    // registries asked and their token servers. True: never, loopback included.
    bool tlsVerify = true;
    // How long the very first answer from a registry may take, names, connections and retries
    // included. Zero: no bound but those of the single steps.
    std::chrono::milliseconds firstAnswerTimeout{0};
    // Asked for a domain as references spell it ("docker.io"), from any thread. Empty: nobody signs
    // in.
    std::function<std::optional<Credentials>(std::string_view domain)> credentials;
    // Which places are asked for a reference, what is trusted there and who signs in; null: every
    // registry itself, as the system trusts it. Where it has credentials, they are taken.
    std::shared_ptr<const RegistryAccess> access;
    RetryPolicy retry;
};

// A manifest or an index, byte for byte as the registry sent it; the digest is that of the bytes.
struct FetchedDocument {
    std::string mediaType;
    Digest digest;
    std::string bytes;
};

struct FetchedManifest {
    // On the way from what the reference names to the platform's manifest: none or more indexes,
    // then the manifest.
    std::vector<FetchedDocument> documents;
    Manifest manifest; // the last document, parsed

    // What the tag stands for ("digests" of an image), and the platform's own manifest.
    const Digest& topDigest() const { return documents.front().digest; }
    const Digest& manifestDigest() const { return documents.back().digest; }
};

// Takes a blob's bytes in order. append() is called on the thread that called fetchBlob(), in
// pieces of up to 256 KiB; it may block (the transfer is then held back) and may throw (the
// transfer ends and the exception comes out of fetchBlob()).
class BlobSink {
public:
    virtual ~BlobSink() = default;
    virtual void append(std::span<const std::byte> bytes) = 0;
    // What follows comes from another answer of the registry than what was appended before.
    virtual void joined() {}
    // Whether `bytes`, which the registry has sent once more, are what was appended at `offset` of
    // the blob. False ends the transfer with Error(RegistryDigestMismatch).
    virtual bool repeats(std::uint64_t offset, std::span<const std::byte> bytes)
    {
        static_cast<void>(offset);
        static_cast<void>(bytes);
        return true;
    }
};

// What a search finds. All but the name is empty where the registry has no such thing.
struct FoundRepository {
    std::string repository; // "docker.io/library/ubuntu"
    std::string description;
    std::uint64_t stars = 0;
    bool isOfficial = false;
};

// Reads a blob that is pushed: at `offset`, into all of `buffer`. Called on the thread that called
// pushBlob(), anywhere in the blob; may throw.
using BlobReader = std::function<std::size_t(std::uint64_t offset, std::span<std::byte> buffer)>;

class RegistryClient {
public:
    // `transfer` outlives the client.
    explicit RegistryClient(Transfer& transfer, RegistryOptions options = {});
    ~RegistryClient();

    // By digest where the reference has one, else by tag. Digests, sizes and media types of each
    // document agree with what pointed to it. Throws also Error(PlatformMissing),
    // Error(DocumentInvalid).
    FetchedManifest fetchManifest(const Reference& reference, const Platform& platform,
                                  std::stop_token stop);

    // What the reference names, an index or a manifest, and nothing below it.
    FetchedDocument fetchTopDocument(const Reference& reference, std::stop_token stop);

    // The config's exact bytes, size and digest verified. Only domain and path of `repository`
    // count.
    std::string fetchConfig(const Reference& repository, const Descriptor& config,
                            std::stop_token stop);

    // Appends the bytes from offset `from` to the end; each is counted to `progress` when the sink
    // has it (what lies before `from` is not). A broken transfer goes on where it ended. The sink
    // never gets more than `blob.size` says, and on return has exactly that; the digest is not
    // verified here. Should this throw, what the sink got is a correct beginning as far as the
    // registry is honest: a later call may go on from there.
    void fetchBlob(const Reference& repository, const Descriptor& blob, Bytes from, BlobSink& sink,
                   Progress& progress, std::stop_token stop);

    // The repository's tags in the registry's order, each once: at most `max`, however many it has.
    // Asked for where a pull asks: what is listed is what a pull would find.
    // Only domain and path of `repository` count. Throws also Error(DocumentInvalid).
    std::vector<std::string> fetchTags(const Reference& repository, std::size_t max,
                                       std::stop_token stop);

    // Pushes go to the registry itself, never to a mirror of it.

    // Whether the repository has the blob.
    bool hasBlob(const Reference& repository, const Descriptor& blob, std::stop_token stop);

    // Asks the registry to take the blob over from another repository of its own. False: it does
    // not, for whatever reason.
    bool mountBlob(const Reference& repository, const Descriptor& blob, const Reference& from,
                   std::stop_token stop);

    // Uploads the blob, whose digest and size are known. An upload that breaks goes on from what
    // the registry has of it; one that the registry has lost begins anew. Bytes are counted
    // to `progress` once each. Throws Error(RegistryDigestMismatch) where the registry says in the
    // end that it has something else.
    void pushBlob(const Reference& repository, const Descriptor& blob, const BlobReader& reader,
                  Progress& progress, std::stop_token stop);

    // Stores a manifest under the reference's tag, or its digest where it has no tag.
    void pushManifest(const Reference& reference, const FetchedDocument& manifest,
                      std::stop_token stop);

    // Repositories with `term` in their names, at most `max` of them: for docker.io by the Hub's
    // search, which also looks at descriptions and orders by its own judgement, else by the
    // registry's catalog in its order. Throws also Error(DocumentInvalid).
    std::vector<FoundRepository> search(const std::string& domain, const std::string& term,
                                        std::size_t max, std::stop_token stop);

private:
    std::unique_ptr<Places> m_places;
};

} // namespace onggi
