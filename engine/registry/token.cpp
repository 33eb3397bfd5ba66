// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A realm comes from a registry that nobody has to trust: it gets the credentials meant for that
// registry and no others, over TLS, and its answer is bounded and checked before it becomes a
// header.

#include "engine/registry/token.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "engine/core/json.h"
#include "engine/registry/redirects.h"

namespace onggi {

namespace {

using std::chrono::seconds;

constexpr seconds kDefaultLifetime{60}; // what the specification says
constexpr seconds kMaxLifetime{24 * 3600};
// A token is not used in its last moments, it would expire on the way.
constexpr seconds kMargin{5};

seconds lifetimeOf(const Json& document)
{
    const auto member = document.find("expires_in");
    if (member == document.end() || !member->is_number())
        return kDefaultLifetime;
    const double number = member->get<double>();
    if (!(number >= 1))
        return kDefaultLifetime;
    return seconds(static_cast<seconds::rep>(std::min(number, double(kMaxLifetime.count()))));
}

Url questionUrl(Url url, const std::string& service, const std::string& scope)
{
    if (!service.empty())
        url = url.withQuery("service", service);
    // Several scopes are several parameters: not every server takes them in one.
    for (std::size_t from = 0; from < scope.size();) {
        const std::size_t end = std::min(scope.find(' ', from), scope.size());
        if (end > from)
            url = url.withQuery("scope", std::string_view(scope).substr(from, end - from));
        from = end + 1;
    }
    return url;
}

std::string formBody(const std::string& service, const std::string& scope, const std::string& token)
{
    return "grant_type=refresh_token&client_id=onggi&service=" + percentEncoded(service) +
           "&scope=" + percentEncoded(scope) + "&refresh_token=" + percentEncoded(token);
}

Journey journeyTo(const Url& realm, const TokenQuestion& question)
{
    const std::string service = question.challenge.parameter("service");
    const std::string named = question.challenge.parameter("scope");
    const std::string& scope = named.empty() ? question.scope : named;
    Journey journey{realm, {}, {}, question.isInsecureAllowed};
    journey.request.tlsVerify = !question.isInsecureAllowed;
    journey.request.answerDeadline = question.answerDeadline;
    journey.request.trust = question.trust;
    journey.request.isAtHome = false; // a token server learns no more than it needs
    journey.request.headers.emplace_back("Accept: application/json");
    if (question.credentials && !question.credentials->identityToken.empty()) {
        journey.request.method = "POST";
        journey.request.body = formBody(service, scope, question.credentials->identityToken);
        journey.request.headers.emplace_back("Content-Type: application/x-www-form-urlencoded");
        return journey;
    }
    journey.url = questionUrl(realm, service, scope);
    if (question.credentials) {
        journey.authorization =
            basicAuthorization(question.credentials->username, question.credentials->password);
    }
    return journey;
}

// A body that holds a secret goes where it was meant to go, or nowhere.
std::expected<Arrival, TransferFailure> send(Transfer& transfer, Journey journey, std::string& body,
                                             const std::stop_token& stop)
{
    struct TooLong {};
    try {
        if (journey.request.method == "POST") {
            journey.request.url = journey.url.text();
            auto response = transfer.fetch(journey.request, kMaxTokenResponse, stop);
            if (!response)
                return std::unexpected(response.error());
            body = response->body;
            return Arrival{response->head, true, std::move(response->body)};
        }
        return travel(
            transfer, std::move(journey), [](const HttpHead&) {},
            [&](std::span<const std::byte> bytes) {
                if (body.size() + bytes.size() > kMaxTokenResponse.count())
                    throw TooLong();
                body.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
            },
            stop);
    } catch (const TooLong&) {
        return std::unexpected(TransferFailure{TransferFailure::Kind::TooLarge,
                                               "the token server's answer is too long"});
    }
}

} // namespace

Token parseToken(std::string_view text, std::string_view what)
{
    const Json document = parseJson(text, what);
    Token token;
    token.value = optionalString(document, "token", what);
    if (token.value.empty())
        token.value = optionalString(document, "access_token", what);
    if (!isUsableToken(token.value))
        throw Error(Code::DocumentInvalid, std::string(what), "there is no usable token in it");
    token.lifetime = lifetimeOf(document);
    return token;
}

std::expected<Token, Refusal> askForToken(Transfer& transfer, const TokenQuestion& question,
                                          const std::stop_token& stop)
{
    const auto realm = Url::parse(question.challenge.parameter("realm"));
    if (!realm) {
        return std::unexpected(Refusal{Error(Code::RegistryProtocol, question.subject,
                                             "it names no token server that can be asked")});
    }
    if (realm->origin().scheme != "https" && !realm->origin().isLoopback() &&
        !question.isInsecureAllowed) {
        return std::unexpected(Refusal{
            Error(Code::RegistryInsecure, question.subject, "its token server speaks plain HTTP")});
    }
    std::string body;
    const auto arrival = send(transfer, journeyTo(*realm, question), body, stop);
    if (!arrival)
        return std::unexpected(refusalOf(arrival.error(), question.subject, true));
    if (!arrival->head.isSuccess()) {
        return std::unexpected(refusalOf(arrival->head, arrival->refusalText, question.subject,
                                         question.credentials.has_value()));
    }
    try {
        return parseToken(body, "the token server's answer for " + question.subject);
    } catch (const Error& error) {
        return std::unexpected(Refusal{error});
    }
}

std::string TokenCache::find(const std::string& registry, const std::string& scope,
                             Clock::time_point now)
{
    const auto entries = m_entries.lock();
    const auto found = entries->find({registry, scope});
    if (found == entries->end())
        return {};
    if (now >= found->second.usedUntil) {
        entries->erase(found);
        return {};
    }
    return found->second.value;
}

void TokenCache::keep(const std::string& registry, const std::string& scope, const Token& token,
                      Clock::time_point now)
{
    const auto entries = m_entries.lock();
    (*entries)[{registry, scope}] = {token.value, now + token.lifetime - kMargin};
}

void TokenCache::forget(const std::string& registry, const std::string& scope)
{
    m_entries.lock()->erase({registry, scope});
}

} // namespace onggi
