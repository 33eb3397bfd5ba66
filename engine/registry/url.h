// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// URLs as registries hand them out: where they lead, and whether one may go there.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace onggi {

// What credentials belong to (RFC 6454): none is ever sent to another one.
struct Origin {
    std::string scheme; // "https" or "http"
    std::string host;   // lower case; IPv6 in brackets
    unsigned port = 0;

    bool isLoopback() const;
    friend auto operator<=>(const Origin&, const Origin&) = default;
};

class Url {
public:
    // http and https alone, without user and password in it; a fragment is dropped. Nothing for the
    // rest.
    static std::optional<Url> parse(std::string_view text);
    // What a Location header means that came from here (RFC 3986 §5).
    std::optional<Url> resolve(std::string_view location) const;
    // With one more query parameter, percent-encoded.
    Url withQuery(std::string_view name, std::string_view value) const;

    const std::string& text() const noexcept { return m_text; }
    const Origin& origin() const noexcept { return m_origin; }

private:
    static std::optional<Url> parse(const std::string* base, std::string_view text);

    std::string m_text;
    Origin m_origin;
};

// Everything but unreserved characters as %XX (RFC 3986 §2.1).
std::string percentEncoded(std::string_view text);

} // namespace onggi
