// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Asking a registry. https is spoken unless verification was waived; then https without
// verification comes first, plain HTTP second, and what worked is remembered. A 401 is answered
// once per question, and only where the registry itself sent it: another origin has no say in where
// credentials go.

#include "engine/registry/endpoint.h"

#include "engine/core/cancel.h"

namespace onggi {

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

std::string hostOf(const std::string& domain)
{
    return domain == "docker.io" ? "registry-1.docker.io" : domain;
}

// The best that is offered and understood.
const Challenge* choose(const std::vector<Challenge>& challenges)
{
    for (const char* scheme : {"bearer", "basic"}) {
        for (const Challenge& challenge : challenges) {
            if (challenge.scheme == scheme)
                return &challenge;
        }
    }
    return nullptr;
}

bool isWriting(const Endpoint::Question& question)
{
    return question.method != "GET" && question.method != "HEAD";
}

bool mayBePlainHttp(TransferFailure::Kind kind)
{
    using Kind = TransferFailure::Kind;
    return kind == Kind::Connect || kind == Kind::Tls || kind == Kind::Broken;
}

} // namespace

std::optional<steady_clock::time_point> FirstAnswer::deadline()
{
    const auto state = m_state.lock();
    if (state->hasArrived || m_timeout == milliseconds(0))
        return std::nullopt;
    if (!state->deadline)
        state->deadline = steady_clock::now() + m_timeout;
    return state->deadline;
}

void FirstAnswer::arrived()
{
    m_state.lock()->hasArrived = true;
}

bool FirstAnswer::hasArrived()
{
    return m_state.lock()->hasArrived;
}

Endpoint::Endpoint(std::string domain, Transfer& transfer, const RegistryOptions& options,
                   FirstAnswer& firstAnswer, TokenCache& tokens, EndpointTraits traits)
    : m_domain(std::move(domain))
    , m_transfer(transfer)
    , m_options(options)
    , m_traits(std::move(traits))
    , m_isVerified(options.tlsVerify && !m_traits.isInsecure)
    , m_firstAnswer(firstAnswer)
    , m_tokens(tokens)
    , m_scheme(m_isVerified ? Scheme::Https : Scheme::Unknown)
{
}

std::expected<HttpHead, Refusal> Endpoint::ask(const Question& question,
                                               const Transfer::HeadReceiver& onHead,
                                               const Transfer::BodyReceiver& onBody,
                                               const std::stop_token& stop)
{
    for (bool hasSignedIn = false;; hasSignedIn = true) {
        auto arrival = send(question, onHead, onBody, stop);
        if (!arrival) {
            return std::unexpected(
                refusalOf(arrival.error(), question.subject, m_firstAnswer.hasArrived()));
        }
        if (arrival->head.isSuccess())
            return std::move(arrival->head);
        if (arrival->head.status != 401 || !arrival->isAtHome || hasSignedIn) {
            return std::unexpected(refusalOf(arrival->head, arrival->refusalText, question.subject,
                                             credentials().has_value(), isWriting(question)));
        }
        if (auto done = signIn(question, *arrival, stop); !done)
            return std::unexpected(done.error());
    }
}

std::expected<Arrival, TransferFailure> Endpoint::send(const Question& question,
                                                       const Transfer::HeadReceiver& onHead,
                                                       const Transfer::BodyReceiver& onBody,
                                                       const std::stop_token& stop)
{
    const Scheme known = *m_scheme.lock();
    if (known != Scheme::Unknown)
        return sendBy(known, question, onHead, onBody, stop);
    auto arrival = sendBy(Scheme::Https, question, onHead, onBody, stop);
    if (arrival || *m_scheme.lock() != Scheme::Unknown || !mayBePlainHttp(arrival.error().kind))
        return arrival;
    return sendBy(Scheme::Http, question, onHead, onBody, stop);
}

std::expected<Arrival, TransferFailure> Endpoint::sendBy(Scheme scheme, const Question& question,
                                                         const Transfer::HeadReceiver& onHead,
                                                         const Transfer::BodyReceiver& onBody,
                                                         const std::stop_token& stop)
{
    const auto home = urlOf(scheme, question.path);
    if (!home)
        return std::unexpected(
            TransferFailure{TransferFailure::Kind::Other, "no valid URL: " + question.path});
    const Url& url = question.url ? *question.url : *home;
    const bool isHome = url.origin() == home->origin();
    Journey journey{url, {}, isHome ? authorizationFor(question) : "", !m_isVerified};
    journey.request.method = question.method;
    journey.request.body = question.body;
    journey.request.streamedBody = question.streamedBody;
    journey.request.isAtHome = isHome;
    journey.request.headers = question.headers;
    journey.request.tlsVerify = m_isVerified;
    journey.request.trust = m_traits.trust;
    journey.request.answerDeadline = m_firstAnswer.deadline();
    auto arrival = travel(
        m_transfer, std::move(journey),
        [&](const HttpHead& head) {
            m_firstAnswer.arrived();
            *m_scheme.lock() = scheme;
            onHead(head);
        },
        onBody, stop);
    if (arrival) {
        m_firstAnswer.arrived();
        *m_scheme.lock() = scheme;
        arrival->isAtHome = arrival->isAtHome && isHome;
    }
    return arrival;
}

std::optional<Url> Endpoint::urlOf(Scheme scheme, const std::string& path) const
{
    return Url::parse((scheme == Scheme::Http ? "http://" : "https://") + hostOf(m_domain) + path);
}

std::expected<Url, Refusal> Endpoint::locationOf(const Question& question, const HttpHead& head)
{
    const auto from = question.url ? question.url : urlOf(*m_scheme.lock(), question.path);
    const auto location = head.find("Location");
    const auto to = from && location ? from->resolve(*location) : std::nullopt;
    if (!to) {
        return std::unexpected(Refusal{Error(Code::RegistryProtocol, question.subject,
                                             "it does not say where the upload goes on")});
    }
    if (from->origin().scheme == "https" && to->origin().scheme == "http" && m_isVerified) {
        return std::unexpected(Refusal{
            Error(Code::RegistryInsecure, question.subject, "it leads the upload to plain HTTP")});
    }
    return *to;
}

std::expected<void, Refusal> Endpoint::signIn(const Question& question, const Arrival& arrival,
                                              const std::stop_token& stop)
{
    m_tokens.forget(m_domain, question.scope);
    std::vector<Challenge> challenges;
    for (const std::string_view value : arrival.head.findAll("WWW-Authenticate")) {
        for (Challenge& challenge : parseChallenges(value))
            challenges.push_back(std::move(challenge));
    }
    const Challenge* challenge = choose(challenges);
    const auto known = credentials();
    const bool hasPassword = known && known->identityToken.empty();
    if (!challenge || (challenge->scheme == "basic" && !hasPassword)) {
        return std::unexpected(
            refusalOf(arrival.head, arrival.refusalText, question.subject, known.has_value()));
    }
    if (challenge->scheme == "basic") {
        *m_basic.lock() = basicAuthorization(known->username, known->password);
        return {};
    }
    const auto token = askForToken(m_transfer,
                                   {*challenge, question.scope, known, !m_isVerified,
                                    question.subject, m_firstAnswer.deadline(), m_traits.trust},
                                   stop);
    if (!token)
        return std::unexpected(token.error());
    m_tokens.keep(m_domain, question.scope, *token);
    return {};
}

std::string Endpoint::authorizationFor(const Question& question)
{
    if (const std::string token = m_tokens.find(m_domain, question.scope); !token.empty())
        return "Bearer " + token;
    return *m_basic.lock();
}

std::optional<Credentials> Endpoint::credentials() const
{
    if (m_traits.credentials)
        return m_traits.credentials;
    return m_options.credentials ? m_options.credentials(m_domain) : std::nullopt;
}

HttpResponse Endpoint::fetch(const Question& question, Bytes maxBody, const std::stop_token& stop)
{
    Retry retry(m_options.retry);
    for (;;) {
        HttpResponse response;
        const auto refuseLongerThanAllowed = [&](std::uint64_t length) {
            if (length > maxBody.count()) {
                throw Error(Code::RegistryTooLarge, question.subject,
                            "longer than the " + humanSize(maxBody) + " that it may have");
            }
        };
        auto head = ask(
            question,
            [&](const HttpHead& answer) {
                refuseLongerThanAllowed(answer.contentLength().value_or(0));
            },
            [&](std::span<const std::byte> bytes) {
                refuseLongerThanAllowed(response.body.size() + bytes.size());
                response.body.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
            },
            stop);
        if (head) {
            response.head = std::move(*head);
            return response;
        }
        awaitRetry(retry, head.error(), stop);
    }
}

void Endpoint::awaitRetry(Retry& retry, const Refusal& refusal, const std::stop_token& stop)
{
    throwIfCancelled(stop);
    const auto delay = refusal.isTransient ? retry.afterFailure(refusal.retryAfter) : std::nullopt;
    if (!delay)
        throw refusal.error;
    if (const auto deadline = m_firstAnswer.deadline();
        deadline && steady_clock::now() + *delay >= *deadline)
        throw refusal.error;
    sleepFor(*delay, stop);
}

} // namespace onggi
