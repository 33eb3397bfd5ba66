// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The upload of one blob. OCI distribution specification, "Pushing blobs".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/registry/endpoint.h"

namespace onggi {

// How many bytes of an upload the registry has, from its Range header: "0-499" (500 bytes), also
// with "bytes=" before. "0-0" is none: registries write it for an upload that has just begun.
// Nothing for what is no such range.
std::optional<std::uint64_t> parseUploadedRange(std::string_view text);

// What a push may do in a repository, as token servers spell it; with `alsoFrom`, reading in that
// repository too.
std::string pushScope(const std::string& path, const std::string& alsoFrom = {});

// One try of a question whose answer is its head: a body beyond a bound is refused.
std::expected<HttpHead, Refusal> askForHead(Endpoint& endpoint, const Endpoint::Question& question,
                                            const std::stop_token& stop);

// Implements RegistryClient::hasBlob().
bool hasBlob(Endpoint& endpoint, const Reference& repository, const Descriptor& blob,
             const std::stop_token& stop);

// Implements RegistryClient::pushBlob().
class Upload {
public:
    // The references outlive it.
    Upload(Endpoint& endpoint, const Reference& repository, const Descriptor& blob,
           const BlobReader& reader, Progress& progress);

    void run(const std::stop_token& stop);

private:
    Endpoint::Question question(const char* method) const;
    std::expected<void, Refusal> tryOnce(const std::stop_token& stop);
    std::expected<void, Refusal> open(const std::stop_token& stop);
    std::expected<void, Refusal> sendRest(const std::stop_token& stop);
    std::expected<void, Refusal> close(const std::stop_token& stop);
    std::expected<void, Refusal> findReached(const std::stop_token& stop);
    std::expected<void, Refusal> follow(const Endpoint::Question& question, const HttpHead& head);
    bool isLost(const Refusal& refusal) const;
    void beginAnew();
    StreamedBody bodyFrom(std::uint64_t offset);
    bool isSmall() const noexcept;

    Endpoint& m_endpoint;
    const Reference& m_repository;
    const Descriptor& m_blob;
    const std::uint64_t m_size;
    const BlobReader& m_reader;
    Progress& m_progress;
    const std::string m_subject;
    std::optional<Url> m_location; // where it goes on, once it was opened
    std::uint64_t m_reached = 0;   // what the registry has of it
    std::uint64_t m_counted = 0;   // what the progress has heard of
    bool m_isResumed = false;
    bool m_hasBegunAnew = false;
};

} // namespace onggi
