// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Opened by POST; a small blob is then sent with the PUT that closes the upload, a larger one by
// PATCH before it. What breaks is asked for its state (GET) and sent from there on. Each answer may
// name another place where the upload goes on.

#include "engine/registry/upload.h"

#include <algorithm>
#include <charconv>

namespace onggi {

namespace {

// Sent in one request: no more than this is sent twice.
constexpr std::uint64_t kSmall = 4 << 20;

constexpr long kRangeNotSatisfiable = 416;

Refusal refused(Code code, const std::string& subject, const std::string& detail)
{
    return Refusal{Error(code, subject, detail)};
}

} // namespace

std::optional<std::uint64_t> parseUploadedRange(std::string_view text)
{
    if (text.starts_with("bytes="))
        text.remove_prefix(6);
    if (!text.starts_with("0-"))
        return std::nullopt;
    text.remove_prefix(2);
    std::uint64_t last = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), last);
    if (error != std::errc() || end != text.data() + text.size() || last == UINT64_MAX)
        return std::nullopt;
    return last == 0 ? 0 : last + 1;
}

std::string pushScope(const std::string& path, const std::string& alsoFrom)
{
    const std::string scope = "repository:" + path + ":pull,push";
    return alsoFrom.empty() ? scope : scope + " repository:" + alsoFrom + ":pull";
}

std::expected<HttpHead, Refusal> askForHead(Endpoint& endpoint, const Endpoint::Question& question,
                                            const std::stop_token& stop)
{
    std::size_t length = 0;
    return endpoint.ask(
        question, [](const HttpHead&) {},
        [&](std::span<const std::byte> bytes) {
            length += bytes.size();
            if (length > kMaxRefusalBytes)
                throw Error(Code::RegistryTooLarge, question.subject, "its answer does not end");
        },
        stop);
}

bool hasBlob(Endpoint& endpoint, const Reference& repository, const Descriptor& blob,
             const std::stop_token& stop)
{
    Endpoint::Question asked;
    asked.path = "/v2/" + repository.path + "/blobs/" + blob.digest.text();
    asked.scope = pushScope(repository.path);
    asked.subject = blob.digest.text() + " for " + repository.repository();
    asked.method = "HEAD";
    Retry retry(endpoint.retryPolicy());
    for (;;) {
        const auto answer = askForHead(endpoint, asked, stop);
        // One of another length is not this blob, whatever it is called.
        if (answer)
            return answer->contentLength().value_or(blob.size.count()) == blob.size.count();
        if (answer.error().status == 404)
            return false;
        endpoint.awaitRetry(retry, answer.error(), stop);
    }
}

Upload::Upload(Endpoint& endpoint, const Reference& repository, const Descriptor& blob,
               const BlobReader& reader, Progress& progress)
    : m_endpoint(endpoint)
    , m_repository(repository)
    , m_blob(blob)
    , m_size(blob.size.count())
    , m_reader(reader)
    , m_progress(progress)
    , m_subject(blob.digest.text() + " for " + repository.repository())
{
}

void Upload::run(const std::stop_token& stop)
{
    Retry retry(m_endpoint.retryPolicy());
    std::uint64_t best = 0;
    for (;;) {
        auto done = tryOnce(stop);
        if (done)
            return;
        if (m_reached > best) {
            best = m_reached;
            retry.progressed();
        }
        if (isLost(done.error())) {
            // Also when it was closed and we have not heard so.
            if (hasBlob(m_endpoint, m_repository, m_blob, stop))
                return;
            if (m_hasBegunAnew)
                throw done.error().error;
            m_hasBegunAnew = true;
            beginAnew();
            continue;
        }
        m_endpoint.awaitRetry(retry, done.error(), stop);
        if (isSmall())
            beginAnew();
        m_isResumed = m_location.has_value();
    }
}

std::expected<void, Refusal> Upload::tryOnce(const std::stop_token& stop)
{
    std::expected<void, Refusal> done;
    if (!m_location)
        done = open(stop);
    else if (m_isResumed)
        done = findReached(stop);
    if (done && !isSmall() && m_reached < m_size)
        done = sendRest(stop);
    if (done)
        done = close(stop);
    // What the registry has is not where we thought: ask it again.
    if (!done && done.error().status == kRangeNotSatisfiable)
        done.error().isTransient = true;
    return done;
}

std::expected<void, Refusal> Upload::open(const std::stop_token& stop)
{
    Endpoint::Question asked = question("POST");
    asked.path = "/v2/" + m_repository.path + "/blobs/uploads/";
    asked.body = "";
    const auto answer = askForHead(m_endpoint, asked, stop);
    if (!answer)
        return std::unexpected(answer.error());
    return follow(asked, *answer);
}

std::expected<void, Refusal> Upload::sendRest(const std::stop_token& stop)
{
    Endpoint::Question asked = question("PATCH");
    asked.headers = {"Content-Type: application/octet-stream",
                     "Content-Range: " + std::to_string(m_reached) + '-' +
                         std::to_string(m_size - 1)};
    asked.streamedBody = bodyFrom(m_reached);
    const auto answer = askForHead(m_endpoint, asked, stop);
    if (!answer)
        return std::unexpected(answer.error());
    const auto range = answer->find("Range");
    const auto reached = range ? parseUploadedRange(*range) : std::optional(m_size);
    if (!reached || *reached > m_size || *reached < m_reached)
        return std::unexpected(refused(Code::RegistryProtocol, m_subject,
                                       "it says that it has another part than was sent"));
    m_reached = *reached;
    if (const auto done = follow(asked, *answer); !done)
        return done;
    if (m_reached < m_size) {
        Refusal refusal = refused(Code::RegistryProtocol, m_subject,
                                  "it takes " + std::to_string(m_reached) + " bytes of " +
                                      std::to_string(m_size));
        refusal.isTransient = true;
        return std::unexpected(refusal);
    }
    return {};
}

std::expected<void, Refusal> Upload::close(const std::stop_token& stop)
{
    Endpoint::Question asked = question("PUT");
    asked.url = m_location->withQuery("digest", m_blob.digest.text());
    asked.headers = {"Content-Type: application/octet-stream"};
    if (isSmall() && m_size > 0)
        asked.streamedBody = bodyFrom(0);
    else
        asked.body = "";
    const auto answer = askForHead(m_endpoint, asked, stop);
    if (!answer)
        return std::unexpected(answer.error());
    const auto digest = answer->find("Docker-Content-Digest");
    if (digest && *digest != m_blob.digest.text()) {
        return std::unexpected(refused(Code::RegistryDigestMismatch, m_subject,
                                       "the registry says that it has " + std::string(*digest)));
    }
    return {};
}

std::expected<void, Refusal> Upload::findReached(const std::stop_token& stop)
{
    const Endpoint::Question asked = question("GET");
    const auto answer = askForHead(m_endpoint, asked, stop);
    if (!answer)
        return std::unexpected(answer.error());
    const auto reached = parseUploadedRange(answer->find("Range").value_or(""));
    if (!reached || *reached > m_size) {
        return std::unexpected(refused(Code::RegistryProtocol, m_subject,
                                       "it does not say how much of the upload it has"));
    }
    m_reached = *reached;
    // Not every registry says again where the upload goes on.
    return answer->find("Location") ? follow(asked, *answer) : std::expected<void, Refusal>();
}

std::expected<void, Refusal> Upload::follow(const Endpoint::Question& question,
                                            const HttpHead& head)
{
    auto location = m_endpoint.locationOf(question, head);
    if (!location)
        return std::unexpected(location.error());
    m_location = std::move(*location);
    return {};
}

// The registry does not know the upload any more, or what it has of a resumed one is damaged.
bool Upload::isLost(const Refusal& refusal) const
{
    return m_location && (refusal.status == 404 || (refusal.status == 400 && m_isResumed));
}

void Upload::beginAnew()
{
    m_location.reset();
    m_reached = 0;
    m_isResumed = false;
}

StreamedBody Upload::bodyFrom(std::uint64_t offset)
{
    return {m_size - offset, [this, offset](std::uint64_t at, std::span<std::byte> buffer) {
                const std::size_t count = m_reader(offset + at, buffer);
                const std::uint64_t sent = offset + at + count;
                if (sent > m_counted) {
                    m_progress.advance(Bytes(sent - m_counted));
                    m_counted = sent;
                }
                return count;
            }};
}

bool Upload::isSmall() const noexcept
{
    return m_size <= kSmall;
}

Endpoint::Question Upload::question(const char* method) const
{
    Endpoint::Question asked;
    asked.scope = pushScope(m_repository.path);
    asked.subject = m_subject;
    asked.method = method;
    asked.url = m_location;
    return asked;
}

} // namespace onggi
