// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// One registry as it is spoken to: its host, the scheme that it turned out to speak, signing in,
// and trying again.
#pragma once

#include <chrono>
#include <expected>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/core/synced.h"
#include "engine/registry/client.h"
#include "engine/registry/redirects.h"
#include "engine/registry/refusal.h"
#include "engine/registry/token.h"
#include "engine/registry/transfer.h"

namespace onggi {

// The wait for the first sign of life of any registry, counted from the first question. From any
// thread.
class FirstAnswer {
public:
    explicit FirstAnswer(std::chrono::milliseconds timeout)
        : m_timeout(timeout)
    {
    }

    // Nothing: no bound (any more).
    std::optional<std::chrono::steady_clock::time_point> deadline();
    void arrived();
    bool hasArrived();

private:
    struct State {
        std::optional<std::chrono::steady_clock::time_point> deadline;
        bool hasArrived = false;
    };
    std::chrono::milliseconds m_timeout;
    Synced<State> m_state;
};

// What one registry has of its own, where it was configured.
struct EndpointTraits {
    bool isInsecure = false; // beside RegistryOptions::tlsVerify
    std::shared_ptr<const ConnectionTrust> trust;
    std::optional<Credentials> credentials; // before those of RegistryOptions
};

class Endpoint {
public:
    struct Question {
        std::string path; // "/v2/…", as it stands in the URL
        std::vector<std::string> headers;
        std::string scope;   // "repository:library/x:pull"
        std::string subject; // for errors
        std::string method = "GET";
        std::optional<std::string> body = std::nullopt;
        std::optional<StreamedBody> streamedBody = std::nullopt;
        // Instead of `path`: where the registry has said that an upload goes on. Credentials are
        // sent to the registry's own origin alone.
        std::optional<Url> url = std::nullopt;
    };

    // All references outlive the endpoint. `domain` as references spell it.
    Endpoint(std::string domain, Transfer& transfer, const RegistryOptions& options,
             FirstAnswer& firstAnswer, TokenCache& tokens, EndpointTraits traits = {});

    // One try, signing in included where it is asked for. See travel() for the receivers.
    std::expected<HttpHead, Refusal> ask(const Question& question,
                                         const Transfer::HeadReceiver& onHead,
                                         const Transfer::BodyReceiver& onBody,
                                         const std::stop_token& stop);

    // As many tries as the policy allows, for a small document. Throws Error(RegistryTooLarge)
    // beyond `maxBody`.
    HttpResponse fetch(const Question& question, Bytes maxBody, const std::stop_token& stop);

    // Where the Location of an answer to `question` leads. Refused are one that is missing or no
    // URL, and one from https to http where verification is not waived.
    std::expected<Url, Refusal> locationOf(const Question& question, const HttpHead& head);

    const RetryPolicy& retryPolicy() const noexcept { return m_options.retry; }
    // Returns when it is time for the next try; throws the refusal's error if there is to be none.
    void awaitRetry(Retry& retry, const Refusal& refusal, const std::stop_token& stop);

private:
    enum class Scheme { Unknown, Https, Http };

    std::expected<Arrival, TransferFailure> send(const Question& question,
                                                 const Transfer::HeadReceiver& onHead,
                                                 const Transfer::BodyReceiver& onBody,
                                                 const std::stop_token& stop);
    std::expected<Arrival, TransferFailure> sendBy(Scheme scheme, const Question& question,
                                                   const Transfer::HeadReceiver& onHead,
                                                   const Transfer::BodyReceiver& onBody,
                                                   const std::stop_token& stop);
    std::optional<Url> urlOf(Scheme scheme, const std::string& path) const;
    std::expected<void, Refusal> signIn(const Question& question, const Arrival& arrival,
                                        const std::stop_token& stop);
    std::string authorizationFor(const Question& question);
    std::optional<Credentials> credentials() const;

    const std::string m_domain;
    Transfer& m_transfer;
    const RegistryOptions& m_options;
    const EndpointTraits m_traits;
    const bool m_isVerified;
    FirstAnswer& m_firstAnswer;
    TokenCache& m_tokens;
    Synced<Scheme> m_scheme;
    Synced<std::string> m_basic; // Authorization header, once it was asked for
};

} // namespace onggi
