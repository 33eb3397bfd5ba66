// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// From failures and HTTP statuses to error codes and sentences. What a registry says of itself
// comes behind our own guess of the cause, short and escaped: it may say anything.

#include "engine/registry/refusal.h"

#include <nlohmann/json.hpp>

#include "engine/core/json.h"
#include "engine/core/printable.h"
#include "engine/registry/retry.h"

namespace onggi {

namespace {

constexpr std::size_t kMaxWords = 200;

std::string cut(std::string text)
{
    if (text.size() <= kMaxWords)
        return text;
    std::size_t end = kMaxWords;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)
        --end; // not inside a character
    text.resize(end);
    return text + "…";
}

std::string withRemark(const std::string& cause, const std::string& remark)
{
    return remark.empty() ? cause : cause + " (" + remark + ")";
}

std::string withWait(const std::string& cause, std::optional<std::chrono::milliseconds> wait)
{
    if (!wait)
        return cause;
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(*wait).count();
    return cause + "; it asks to wait " + std::to_string(seconds) + " s";
}

std::string textOf(const Json& object, const char* name)
{
    const auto member = object.find(name);
    return member != object.end() && member->is_string() ? member->get<std::string>()
                                                         : std::string();
}

} // namespace

std::string wordsOfRegistry(std::string_view body)
{
    try {
        const Json document = parseJson(body, "the registry's error");
        if (!document.is_object())
            return {};
        const auto errors = document.find("errors");
        if (errors == document.end() || !errors->is_array() || errors->empty() ||
            !errors->front().is_object())
            return cut(printable(textOf(document, "details"))); // as token servers do
        const std::string code = textOf(errors->front(), "code");
        const std::string message = textOf(errors->front(), "message");
        return cut(printable(code + (code.empty() || message.empty() ? "" : ": ") + message));
    } catch (const Error&) {
        return {};
    }
}

Refusal refusalOf(const TransferFailure& failure, const std::string& subject, bool hasAnswered)
{
    using Kind = TransferFailure::Kind;
    const std::string remark = cut(printable(failure.text));
    const auto refusal = [&](Code code, const std::string& cause, bool isTransient) {
        return Refusal{Error(code, subject, cause), isTransient, std::nullopt};
    };
    switch (failure.kind) {
    case Kind::Resolve:
        return refusal(Code::RegistryUnreachable,
                       withRemark("no network, or a misspelt host name", remark), hasAnswered);
    case Kind::Connect:
        return refusal(Code::RegistryUnreachable,
                       withRemark("no network, or nothing listens there", remark), hasAnswered);
    case Kind::NoAnswer:
        return refusal(Code::RegistryUnreachable, remark, false);
    case Kind::Stalled:
        return refusal(Code::RegistryUnreachable, "the connection has gone silent, or nearly so",
                       true);
    case Kind::Broken:
        return refusal(Code::RegistryUnreachable, withRemark("the connection broke", remark), true);
    case Kind::Tls:
        return refusal(Code::RegistryInsecure,
                       withRemark("it speaks plain HTTP, or no TLS that is known here", remark),
                       hasAnswered);
    case Kind::Certificate:
        return refusal(Code::RegistryInsecure,
                       withRemark("its certificate does not verify", remark), false);
    case Kind::Downgrade:
        return refusal(Code::RegistryInsecure, remark, false);
    case Kind::TooLarge:
        return refusal(Code::RegistryTooLarge, remark, false);
    case Kind::Other:
        break;
    }
    return refusal(Code::RegistryProtocol, remark, false);
}

Refusal refusalOf(const HttpHead& head, std::string_view body, const std::string& subject,
                  bool isSignedIn, bool isWriting)
{
    const std::string words = wordsOfRegistry(body);
    const std::string remark = words.empty() ? "" : "the registry says: " + words;
    const auto refusal = [&](Code code, const std::string& cause) {
        const bool isTransient = isTransientStatus(head.status);
        std::optional<std::chrono::milliseconds> wait;
        if (const auto text = head.find("Retry-After"); text && isTransient)
            wait = parseRetryAfter(*text, std::chrono::system_clock::now());
        return Refusal{Error(code, subject, withRemark(withWait(cause, wait), remark)), isTransient,
                       wait, head.status};
    };
    if (isWriting && (head.status == 401 || head.status == 403)) {
        return refusal(Code::RegistryDenied, isSignedIn ? "the user may not push there"
                                                        : "pushing there needs a sign-in");
    }
    switch (head.status) {
    case 401:
    case 403:
        return refusal(Code::RegistryDenied, isSignedIn
                                                 ? "it does not exist, or the user may not read it"
                                                 : "it does not exist, or needs a sign-in");
    case 404:
        return refusal(Code::RegistryNotFound, "a misspelt name or tag");
    case 429:
        return refusal(Code::RegistryRateLimited, "the registry limits how often it may be asked");
    default:
        break;
    }
    const std::string status = "it answers with HTTP status " + std::to_string(head.status);
    if (head.status >= 500)
        return refusal(Code::RegistryUnreachable, "the registry has failed, " + status);
    return refusal(Code::RegistryProtocol, status);
}

} // namespace onggi
