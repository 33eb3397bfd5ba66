// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// URLs are parsed by libcurl, which also follows them: two parsers could disagree about the host.

#include "engine/registry/url.h"

#include <algorithm>
#include <charconv>
#include <memory>

#include <curl/curl.h>

#include "engine/core/ascii.h"

namespace onggi {

namespace {

struct Cleanup {
    void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
using Handle = std::unique_ptr<CURLU, Cleanup>;

// Empty where the part is not there.
std::string part(CURLU* url, CURLUPart which, unsigned flags = 0)
{
    char* text = nullptr;
    if (curl_url_get(url, which, &text, flags) != CURLUE_OK)
        return {};
    std::string copy(text);
    curl_free(text);
    return copy;
}

bool isPrintableAscii(std::string_view text)
{
    return std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7f; });
}

constexpr std::size_t kMaxUrlBytes = 16 << 10;

} // namespace

bool Origin::isLoopback() const
{
    if (host == "localhost" || host == "[::1]")
        return true;
    if (!host.starts_with("127."))
        return false;
    // A name may begin like this too: only an address has nothing but digits and three dots.
    return host.find_first_not_of("0123456789.") == std::string::npos &&
           std::ranges::count(host, '.') == 3;
}

std::optional<Url> Url::parse(std::string_view text)
{
    return parse(nullptr, text);
}

std::optional<Url> Url::resolve(std::string_view location) const
{
    return parse(&m_text, location);
}

std::optional<Url> Url::parse(const std::string* base, std::string_view text)
{
    if (text.empty() || text.size() > kMaxUrlBytes || !isPrintableAscii(text))
        return std::nullopt;
    const Handle handle(curl_url());
    if (!handle)
        throw std::bad_alloc();
    if (base && curl_url_set(handle.get(), CURLUPART_URL, base->c_str(), 0) != CURLUE_OK)
        return std::nullopt;
    if (curl_url_set(handle.get(), CURLUPART_URL, std::string(text).c_str(), 0) != CURLUE_OK)
        return std::nullopt;
    if (!part(handle.get(), CURLUPART_USER).empty() ||
        !part(handle.get(), CURLUPART_PASSWORD).empty())
        return std::nullopt;
    curl_url_set(handle.get(), CURLUPART_FRAGMENT, nullptr, 0);

    Url url;
    url.m_text = part(handle.get(), CURLUPART_URL);
    url.m_origin.scheme = lowered(part(handle.get(), CURLUPART_SCHEME));
    url.m_origin.host = lowered(part(handle.get(), CURLUPART_HOST));
    const std::string port = part(handle.get(), CURLUPART_PORT, CURLU_DEFAULT_PORT);
    std::from_chars(port.data(), port.data() + port.size(), url.m_origin.port);
    const bool isWeb = url.m_origin.scheme == "https" || url.m_origin.scheme == "http";
    if (!isWeb || url.m_origin.host.empty() || url.m_origin.port == 0)
        return std::nullopt;
    return url;
}

Url Url::withQuery(std::string_view name, std::string_view value) const
{
    Url longer = *this;
    longer.m_text += m_text.find('?') == std::string::npos ? '?' : '&';
    longer.m_text += percentEncoded(name) + '=' + percentEncoded(value);
    return longer;
}

std::string percentEncoded(std::string_view text)
{
    constexpr std::string_view kUnreserved =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    std::string encoded;
    for (const char c : text) {
        if (kUnreserved.find(c) != std::string_view::npos) {
            encoded += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        encoded += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
    }
    return encoded;
}

} // namespace onggi
