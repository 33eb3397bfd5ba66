// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The grammar of challenges. Its one difficulty: a comma separates both the parameters of a
// challenge and the challenges; what follows is a parameter exactly if it is a token with "="
// behind it.

#include "engine/registry/auth.h"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "engine/core/ascii.h"

namespace onggi {

namespace {

constexpr std::size_t kMaxHeaderBytes = 16 << 10;
constexpr std::size_t kMaxParts = 64;
constexpr std::size_t kMaxTokenBytes = 64 << 10;

bool isAlphanumeric(char c) noexcept
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isTokenChar(char c) noexcept
{
    return isAlphanumeric(c) || (c && std::string_view("!#$%&'*+-.^_`|~").contains(c));
}

bool isToken68Char(char c) noexcept
{
    return isAlphanumeric(c) || (c && std::string_view("-._~+/").contains(c));
}

bool isQuotable(char c) noexcept
{
    const auto byte = static_cast<unsigned char>(c);
    return c == '\t' || (byte >= 0x20 && byte != 0x7f);
}

class Parser {
public:
    explicit Parser(std::string_view text)
        : m_text(text)
    {
    }

    std::vector<Challenge> parse()
    {
        std::vector<Challenge> challenges;
        skipSeparators();
        while (!atEnd() && challenges.size() < kMaxParts) {
            std::optional<Challenge> challenge = parseChallenge();
            if (!challenge)
                break;
            challenges.push_back(std::move(*challenge));
        }
        return challenges;
    }

private:
    bool atEnd() const { return m_at == m_text.size(); }
    char peek() const { return atEnd() ? '\0' : m_text[m_at]; }
    bool accept(char c)
    {
        if (peek() != c || atEnd())
            return false;
        ++m_at;
        return true;
    }
    void skipSpace()
    {
        while (peek() == ' ' || peek() == '\t')
            ++m_at;
    }
    // Empty list elements are allowed (RFC 9110 §5.6.1.2). False: no comma was there.
    bool skipSeparators()
    {
        bool hasComma = false;
        for (skipSpace(); accept(','); skipSpace())
            hasComma = true;
        return hasComma;
    }
    std::string_view takeWhile(bool (*isPart)(char))
    {
        const std::size_t from = m_at;
        while (!atEnd() && isPart(m_text[m_at]))
            ++m_at;
        return m_text.substr(from, m_at - from);
    }

    std::optional<std::string> parseQuoted()
    {
        std::string value;
        while (!atEnd()) {
            char c = m_text[m_at++];
            if (c == '"')
                return value;
            if (c == '\\') {
                if (atEnd())
                    return std::nullopt;
                c = m_text[m_at++];
            }
            if (!isQuotable(c))
                return std::nullopt;
            value += c;
        }
        return std::nullopt;
    }

    enum class Found { Parameter, Nothing, Error };

    // Nothing: no parameter begins here, and nothing was consumed.
    Found parseParameter(Challenge& challenge)
    {
        const std::size_t from = m_at;
        const std::string name = lowered(takeWhile(isTokenChar));
        skipSpace();
        if (name.empty() || !accept('=')) {
            m_at = from;
            return Found::Nothing;
        }
        skipSpace();
        std::optional<std::string> value;
        if (accept('"'))
            value = parseQuoted();
        else if (const std::string_view token = takeWhile(isTokenChar); !token.empty())
            value = std::string(token);
        if (!value) {
            m_at = from;
            return Found::Error;
        }
        const bool isNew = challenge.parameters.emplace(name, std::move(*value)).second;
        return isNew && challenge.parameters.size() <= kMaxParts ? Found::Parameter : Found::Error;
    }

    bool parseToken68(Challenge& challenge)
    {
        std::string token(takeWhile(isToken68Char));
        if (token.empty())
            return false;
        token += takeWhile([](char c) { return c == '='; });
        challenge.token68 = std::move(token);
        return atEnd() || skipSeparators() || atEnd();
    }

    std::optional<Challenge> parseChallenge()
    {
        Challenge challenge;
        challenge.scheme = lowered(takeWhile(isTokenChar));
        if (challenge.scheme.empty())
            return std::nullopt;
        if (atEnd() || peek() == ',') {
            skipSeparators();
            return challenge;
        }
        if (peek() != ' ')
            return std::nullopt;
        if (skipSeparators() || atEnd())
            return challenge; // the scheme alone, with white space behind it
        if (parseParameter(challenge) != Found::Parameter) {
            challenge.parameters.clear();
            return parseToken68(challenge) ? std::optional(challenge) : std::nullopt;
        }
        for (;;) {
            const bool hasComma = skipSeparators();
            if (atEnd())
                return challenge;
            if (!hasComma)
                return std::nullopt;
            switch (parseParameter(challenge)) {
            case Found::Parameter:
                break;
            case Found::Nothing:
                return challenge; // the next challenge begins
            case Found::Error:
                return std::nullopt;
            }
        }
    }

    std::string_view m_text;
    std::size_t m_at = 0;
};

std::string base64(std::string_view bytes)
{
    constexpr std::string_view kDigits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        std::uint32_t group = 0;
        const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
        for (std::size_t k = 0; k < 3; ++k)
            group = group << 8 | (k < count ? static_cast<unsigned char>(bytes[i + k]) : 0u);
        for (std::size_t k = 0; k < 4; ++k)
            text += k <= count ? kDigits[group >> (18 - 6 * k) & 63] : '=';
    }
    return text;
}

} // namespace

std::string Challenge::parameter(const std::string& name) const
{
    const auto found = parameters.find(name);
    return found == parameters.end() ? std::string() : found->second;
}

std::vector<Challenge> parseChallenges(std::string_view value)
{
    if (value.size() > kMaxHeaderBytes)
        return {};
    return Parser(value).parse();
}

std::string basicAuthorization(std::string_view user, std::string_view password)
{
    return "Basic " + base64(std::string(user) + ':' + std::string(password));
}

bool isUsableToken(std::string_view token) noexcept
{
    return !token.empty() && token.size() <= kMaxTokenBytes &&
           std::ranges::all_of(token, [](char c) { return c > ' ' && c < 0x7f; });
}

} // namespace onggi
