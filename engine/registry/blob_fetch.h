// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The download of one blob over as many connections as it takes.
#pragma once

#include "engine/registry/endpoint.h"

namespace onggi {

// Implements RegistryClient::fetchBlob(). `question` asks for the whole blob.
class BlobFetch {
public:
    BlobFetch(Endpoint& endpoint, Endpoint::Question question, const Descriptor& blob, Bytes from,
              BlobSink& sink, Progress& progress);

    void run(const std::stop_token& stop);

private:
    struct WrongPart {}; // thrown: the answer is another part than was asked for

    std::expected<HttpHead, Refusal> tryOnce(const std::stop_token& stop);
    std::expected<HttpHead, Refusal> askFrom(std::uint64_t offset, const std::stop_token& stop);
    void takeHead(const HttpHead& head);
    void takeBytes(std::span<const std::byte> bytes);
    [[noreturn]] void refuseSize(const std::string& detail) const;

    Endpoint& m_endpoint;
    const Endpoint::Question m_question;
    const std::uint64_t m_size;
    BlobSink& m_sink;
    Progress& m_progress;
    std::uint64_t m_reached;       // what the sink has
    std::uint64_t m_askedFrom = 0; // where this answer has to begin
    std::uint64_t m_toSkip = 0;    // what it repeats
    std::string m_tag;             // strong ETag of the last answer that was taken; empty: none
    bool m_isRangeUseless = false;
};

} // namespace onggi
