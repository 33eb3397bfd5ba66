// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Parses references by hand, since a hostile name must cost time linear in its length. The grammar
// and the limits are those of github.com/distribution/reference; the defaults are Docker's.

#include "engine/image/reference.h"

#include <algorithm>

#include "engine/core/error.h"

namespace onggi {

namespace {

constexpr std::string_view kDefaultDomain = "docker.io";
constexpr std::string_view kLegacyDefaultDomain = "index.docker.io";
constexpr std::string_view kOfficialPrefix = "library/";
constexpr std::string_view kDefaultTag = "latest";
constexpr std::size_t kMaxNameLength = 255;
constexpr std::size_t kMaxTagLength = 128;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
bool isLower(char c)
{
    return c >= 'a' && c <= 'z';
}
bool isUpper(char c)
{
    return c >= 'A' && c <= 'Z';
}
bool isAlphanumeric(char c)
{
    return isDigit(c) || isLower(c) || isUpper(c);
}
bool isHexDigit(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool isPort(std::string_view text)
{
    return !text.empty() && text.size() <= 5 && std::all_of(text.begin(), text.end(), isDigit);
}

bool isHostComponent(std::string_view text)
{
    return !text.empty() && isAlphanumeric(text.front()) && isAlphanumeric(text.back()) &&
           std::all_of(text.begin(), text.end(),
                       [](char c) { return isAlphanumeric(c) || c == '-'; });
}

bool isHost(std::string_view host)
{
    while (true) {
        const std::size_t dot = host.find('.');
        if (!isHostComponent(host.substr(0, dot)))
            return false;
        if (dot == host.npos)
            return true;
        host.remove_prefix(dot + 1);
    }
}

bool isDomain(std::string_view domain)
{
    if (domain.starts_with('[')) {
        const std::size_t close = domain.find(']');
        if (close == domain.npos || close == 1)
            return false;
        const std::string_view address = domain.substr(1, close - 1);
        const std::string_view rest = domain.substr(close + 1);
        return std::all_of(address.begin(), address.end(),
                           [](char c) { return isHexDigit(c) || c == ':'; }) &&
               (rest.empty() || (rest.front() == ':' && isPort(rest.substr(1))));
    }
    const std::size_t colon = domain.find(':');
    return isHost(domain.substr(0, colon)) &&
           (colon == domain.npos || isPort(domain.substr(colon + 1)));
}

// [a-z0-9]+ joined by one dot, one or two underscores, or any number of hyphens.
bool isPathComponent(std::string_view text)
{
    const auto isWord = [](char c) { return isLower(c) || isDigit(c); };
    if (text.empty() || !isWord(text.front()) || !isWord(text.back()))
        return false;
    for (std::size_t i = 0; i < text.size();) {
        if (isWord(text[i])) {
            ++i;
            continue;
        }
        const std::size_t end = std::min(text.find_first_not_of(text[i], i), text.size());
        const std::size_t length = end - i;
        const bool isSeparator =
            text[i] == '-' || (text[i] == '_' && length <= 2) || (text[i] == '.' && length == 1);
        if (!isSeparator || !isWord(text[end]))
            return false;
        i = end;
    }
    return true;
}

bool isPath(std::string_view path)
{
    while (true) {
        const std::size_t slash = path.find('/');
        if (!isPathComponent(path.substr(0, slash)))
            return false;
        if (slash == path.npos)
            return true;
        path.remove_prefix(slash + 1);
    }
}

bool isTag(std::string_view tag)
{
    const auto isWord = [](char c) { return isAlphanumeric(c) || c == '_'; };
    return !tag.empty() && tag.size() <= kMaxTagLength && isWord(tag.front()) &&
           std::all_of(tag.begin(), tag.end(),
                       [&](char c) { return isWord(c) || c == '.' || c == '-'; });
}

// Whether the text before the first slash names a registry rather than a part of the path.
bool looksLikeDomain(std::string_view first)
{
    return first.find_first_of(".:[") != first.npos || first == "localhost" ||
           std::any_of(first.begin(), first.end(), isUpper);
}

class Parser {
public:
    explicit Parser(std::string_view text)
        : m_text(text)
        , m_rest(text)
    {
    }

    Reference parse()
    {
        if (m_text.empty())
            refuse("it is empty");
        if (Digest::fromHex(m_text))
            refuse("64 hexadecimal digits are an image id, not a name");
        Reference reference;
        takeDigest(reference);
        takeTag(reference);
        takeName(reference);
        if (reference.tag.empty() && !reference.digest)
            reference.tag = kDefaultTag;
        return reference;
    }

private:
    [[noreturn]] void refuse(const char* cause) const
    {
        throw Error(Code::ReferenceInvalid, std::string(m_text.substr(0, 2 * kMaxNameLength)),
                    cause);
    }

    void takeDigest(Reference& reference)
    {
        const std::size_t at = m_rest.find('@');
        if (at == m_rest.npos)
            return;
        reference.digest = Digest::parse(m_rest.substr(at + 1));
        if (!reference.digest)
            refuse("behind @ there must be sha256: and 64 hexadecimal digits");
        m_rest = m_rest.substr(0, at);
    }

    void takeTag(Reference& reference)
    {
        const std::size_t colon = m_rest.rfind(':');
        const std::size_t slash = m_rest.rfind('/');
        if (colon == m_rest.npos || (slash != m_rest.npos && colon < slash))
            return;
        const std::string_view tag = m_rest.substr(colon + 1);
        if (!isTag(tag))
            refuse("a tag has at most 128 letters, digits, dots, hyphens and underscores");
        reference.tag = tag;
        m_rest = m_rest.substr(0, colon);
    }

    void takeName(Reference& reference)
    {
        const std::size_t slash = m_rest.find('/');
        const bool hasDomain = slash != m_rest.npos && looksLikeDomain(m_rest.substr(0, slash));
        reference.domain = hasDomain ? m_rest.substr(0, slash) : kDefaultDomain;
        if (reference.domain == kLegacyDefaultDomain)
            reference.domain = kDefaultDomain;
        if (!isDomain(reference.domain))
            refuse("the part before the first slash is not a host with an optional port");
        reference.path = hasDomain ? m_rest.substr(slash + 1) : m_rest;
        if (reference.domain == kDefaultDomain && reference.path.find('/') == std::string::npos)
            reference.path.insert(0, kOfficialPrefix);
        if (std::any_of(reference.path.begin(), reference.path.end(), isUpper))
            refuse("a repository's name is in lower case");
        if (!isPath(reference.path))
            refuse(
                "a repository's name has lower-case letters and digits, joined by . _ __ - or /");
        if (reference.repository().size() > kMaxNameLength)
            refuse("a repository's name has at most 255 characters");
    }

    std::string_view m_text;
    std::string_view m_rest;
};

} // namespace

Reference Reference::parse(std::string_view text)
{
    return Parser(text).parse();
}

std::string Reference::repository() const
{
    return domain + '/' + path;
}

std::string Reference::text() const
{
    std::string text = repository();
    if (!tag.empty())
        text += ':' + tag;
    if (digest)
        text += '@' + digest->text();
    return text;
}

std::string Reference::familiar() const
{
    std::string whole = text();
    // Without the domain, the first part of some paths would be taken for one.
    const std::size_t slash = path.find('/');
    const bool isMistakable = slash != path.npos && looksLikeDomain(path.substr(0, slash));
    if (domain != kDefaultDomain || isMistakable)
        return whole;
    whole.erase(0, domain.size() + 1);
    const std::string_view name(path);
    const bool isOfficial =
        name.starts_with(kOfficialPrefix) && name.find('/', kOfficialPrefix.size()) == name.npos;
    if (isOfficial)
        whole.erase(0, kOfficialPrefix.size());
    return whole;
}

} // namespace onggi
