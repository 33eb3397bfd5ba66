// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Which proxy a request goes through, from HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY as curl
// and Go read them. A pure value; a proxy's URL may hold a password and is never logged.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace onggi {

struct Proxies {
    std::string http;  // for http URLs; empty: none
    std::string https; // for https URLs
    std::string no;    // hosts that are asked directly: "a.example,.b.example:8443,10.0.0.0/8,*"

    bool isEmpty() const { return http.empty() && https.empty(); }

    // Lower case counts over upper case. HTTP_PROXY in upper case is not taken where
    // REQUEST_METHOD is set: a web server's client could have set it (CVE-2016-5385).
    using Lookup = std::function<std::optional<std::string>(const char* name)>;
    static Proxies fromEnvironment(const Lookup& lookup);

    // Empty: no proxy. `host` without brackets around an address.
    std::string proxyFor(std::string_view scheme, std::string_view host, unsigned port) const;
    bool isDirect(std::string_view host, unsigned port) const;
};

} // namespace onggi
