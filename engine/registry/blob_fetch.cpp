// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Resuming: each try asks for the rest by Range, and by If-Range only of the bytes that it began
// with (RFC 9110 §13.1.5, §14). A server that ignores that, or has other bytes by now, sends
// everything again, of which the known beginning is compared and dropped. One that answers with
// another part, a part of something else, or that it has none, is not asked for parts any more. The
// descriptor's size is the law: a longer answer is an error at once, a shorter one is asked to go
// on.

#include "engine/registry/blob_fetch.h"

#include <algorithm>
#include <charconv>

namespace onggi {

namespace {

struct ContentRange {
    std::uint64_t first = 0;
    std::optional<std::uint64_t> total;
};

// "bytes 500-999/1000" or "bytes 500-999/*".
std::optional<ContentRange> parseContentRange(std::string_view text)
{
    const auto takeNumber = [&](std::uint64_t& number) {
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
        return error == std::errc();
    };
    const auto take = [&](std::string_view expected) {
        if (!text.starts_with(expected))
            return false;
        text.remove_prefix(expected.size());
        return true;
    };
    ContentRange range;
    std::uint64_t last = 0;
    if (!take("bytes ") || !takeNumber(range.first) || !take("-") || !takeNumber(last) ||
        !take("/") || last < range.first)
        return std::nullopt;
    if (text == "*")
        return range;
    std::uint64_t total = 0;
    if (!takeNumber(total) || !text.empty())
        return std::nullopt;
    range.total = total;
    return range;
}

// A weak one does not say that the bytes are the same (RFC 9110 §8.8.3); nothing stands for both.
std::string strongTagOf(const HttpHead& head)
{
    constexpr std::size_t kMaxTag = 1024;
    const std::string_view tag = head.find("ETag").value_or("");
    const bool isStrong = tag.size() >= 2 && tag.size() <= kMaxTag && tag.starts_with('"') &&
                          tag.find('"', 1) == tag.size() - 1 &&
                          std::ranges::all_of(tag, [](unsigned char c) { return c > ' '; });
    return isStrong ? std::string(tag) : std::string();
}

} // namespace

BlobFetch::BlobFetch(Endpoint& endpoint, Endpoint::Question question, const Descriptor& blob,
                     Bytes from, BlobSink& sink, Progress& progress)
    : m_endpoint(endpoint)
    , m_question(std::move(question))
    , m_size(blob.size.count())
    , m_sink(sink)
    , m_progress(progress)
    , m_reached(from.count())
{
}

void BlobFetch::run(const std::stop_token& stop)
{
    Retry retry(m_endpoint.retryPolicy());
    while (m_reached < m_size) {
        const std::uint64_t before = m_reached;
        const auto head = tryOnce(stop);
        if (m_reached == m_size)
            return; // how the connection ended does not matter any more
        if (m_reached - before >= m_endpoint.retryPolicy().worthwhileBytes)
            retry.progressed();
        const Refusal shortAnswer{Error(Code::RegistrySizeMismatch, m_question.subject,
                                        "the registry sends " + std::to_string(m_reached) +
                                            " bytes of " + std::to_string(m_size)),
                                  true};
        m_endpoint.awaitRetry(retry, head ? shortAnswer : head.error(), stop);
    }
}

std::expected<HttpHead, Refusal> BlobFetch::tryOnce(const std::stop_token& stop)
{
    constexpr long kRangeNotSatisfiable = 416;
    if (m_reached > 0 && !m_isRangeUseless) {
        try {
            auto head = askFrom(m_reached, stop);
            if (head || head.error().status != kRangeNotSatisfiable)
                return head;
        } catch (const WrongPart&) {
            // As if it knew nothing of parts.
        }
        m_isRangeUseless = true;
    }
    try {
        return askFrom(0, stop);
    } catch (const WrongPart&) {
        throw Error(Code::RegistryProtocol, m_question.subject,
                    "it sends another part than was asked for");
    }
}

std::expected<HttpHead, Refusal> BlobFetch::askFrom(std::uint64_t offset,
                                                    const std::stop_token& stop)
{
    Endpoint::Question question = m_question;
    if (offset > 0) {
        question.headers.push_back("Range: bytes=" + std::to_string(offset) + "-");
        if (!m_tag.empty())
            question.headers.push_back("If-Range: " + m_tag);
    }
    m_askedFrom = offset;
    return m_endpoint.ask(
        question, [this](const HttpHead& head) { takeHead(head); },
        [this](std::span<const std::byte> bytes) { takeBytes(bytes); }, stop);
}

void BlobFetch::takeHead(const HttpHead& head)
{
    std::uint64_t begin = 0;
    const std::string tag = strongTagOf(head);
    if (head.status == 206) {
        // Parts of two versions are never joined (RFC 9110 §15.3.7.3).
        if (m_askedFrom > 0 && !tag.empty() && !m_tag.empty() && tag != m_tag)
            throw WrongPart();
        const auto range = parseContentRange(head.find("Content-Range").value_or(""));
        if (!range || range->first != m_askedFrom)
            throw WrongPart();
        if (range->total && *range->total != m_size)
            refuseSize("the registry has " + std::to_string(*range->total) + " bytes");
        begin = m_askedFrom;
    }
    if (!tag.empty() || head.status != 206)
        m_tag = tag;
    m_toSkip = m_reached - begin;
    const std::uint64_t expected = m_size - begin;
    const auto length = head.contentLength();
    // A part may be shorter than asked for; a whole may not.
    if (length && (*length > expected || (head.status != 206 && *length < expected)))
        refuseSize("the registry sends " + std::to_string(*length) + " bytes");
    if (m_reached > 0)
        m_sink.joined();
}

void BlobFetch::takeBytes(std::span<const std::byte> bytes)
{
    const auto skipped = static_cast<std::size_t>(std::min<std::uint64_t>(m_toSkip, bytes.size()));
    if (skipped > 0 && !m_sink.repeats(m_reached - m_toSkip, bytes.first(skipped))) {
        throw Error(Code::RegistryDigestMismatch, m_question.subject,
                    "the registry sends other bytes than when the download began");
    }
    m_toSkip -= skipped;
    bytes = bytes.subspan(skipped);
    if (bytes.empty())
        return;
    if (bytes.size() > m_size - m_reached)
        refuseSize("the registry sends more");
    m_sink.append(bytes);
    m_reached += bytes.size();
    m_progress.advance(Bytes(bytes.size()));
}

void BlobFetch::refuseSize(const std::string& detail) const
{
    throw Error(Code::RegistrySizeMismatch, m_question.subject,
                detail + " where the manifest says " + std::to_string(m_size));
}

} // namespace onggi
