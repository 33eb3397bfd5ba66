// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// NO_PROXY is where programs differ most. Here a name covers itself and what lies below it, with or
// without a dot in front; a port limits it to that port; an address may have a prefix length; "*"
// is everything.

#include "engine/registry/proxies.h"

#include <charconv>
#include <cstring>

#include <arpa/inet.h>

#include "engine/core/ascii.h"

namespace onggi {

namespace {

struct Address {
    unsigned char bytes[16] = {};
    int bits = 0; // 32 or 128
};

std::optional<Address> parseAddress(std::string_view text)
{
    Address address;
    const std::string copy(text);
    if (inet_pton(AF_INET, copy.c_str(), address.bytes) == 1)
        address.bits = 32;
    else if (inet_pton(AF_INET6, copy.c_str(), address.bytes) == 1)
        address.bits = 128;
    else
        return std::nullopt;
    return address;
}

bool haveSameStart(const Address& a, const Address& b, int bits)
{
    const auto whole = static_cast<std::size_t>(bits / 8);
    if (a.bits != b.bits || bits > a.bits || std::memcmp(a.bytes, b.bytes, whole) != 0)
        return false;
    const int rest = bits % 8;
    const auto mask = static_cast<unsigned char>(0xff << (8 - rest));
    return rest == 0 || ((a.bytes[whole] ^ b.bytes[whole]) & mask) == 0;
}

std::optional<unsigned> parseNumber(std::string_view text)
{
    unsigned number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return number;
}

// "10.0.0.0/8", "[::1]", "::1", "10.0.0.1:8080".
bool coversAddress(std::string_view entry, const Address& host)
{
    if (const auto slash = entry.find('/'); slash != std::string_view::npos) {
        const auto network = parseAddress(entry.substr(0, slash));
        const auto bits = parseNumber(entry.substr(slash + 1));
        return network && bits && *bits <= 128 &&
               haveSameStart(*network, host, static_cast<int>(*bits));
    }
    if (entry.starts_with('[') && entry.ends_with(']'))
        entry = entry.substr(1, entry.size() - 2);
    const auto address = parseAddress(entry);
    return address && haveSameStart(*address, host, host.bits);
}

bool coversName(std::string_view entry, std::string_view host)
{
    if (entry.starts_with("*."))
        entry.remove_prefix(1);
    if (entry.starts_with('.'))
        entry.remove_prefix(1);
    if (entry.ends_with('.'))
        entry.remove_suffix(1);
    return !entry.empty() && host.ends_with(entry) &&
           (host.size() == entry.size() || host[host.size() - entry.size() - 1] == '.');
}

bool covers(std::string_view entry, std::string_view host, unsigned port)
{
    if (entry == "*")
        return true;
    // A port, unless the colon is an address's own.
    const auto colon = entry.rfind(':');
    if (colon != std::string_view::npos && !parseAddress(entry) &&
        entry.find('/') == std::string_view::npos && !entry.ends_with(']')) {
        if (parseNumber(entry.substr(colon + 1)) != port)
            return false;
        entry = entry.substr(0, colon);
    }
    if (const auto address = parseAddress(host))
        return coversAddress(entry, *address);
    return coversName(entry, host);
}

std::optional<std::string> firstOf(const Proxies::Lookup& lookup,
                                   std::initializer_list<const char*> names)
{
    for (const char* name : names) {
        if (auto value = lookup(name))
            return value;
    }
    return std::nullopt;
}

} // namespace

Proxies Proxies::fromEnvironment(const Lookup& lookup)
{
    const std::string all = firstOf(lookup, {"all_proxy", "ALL_PROXY"}).value_or("");
    auto http = lookup("http_proxy");
    if (!http && !lookup("REQUEST_METHOD"))
        http = lookup("HTTP_PROXY");
    Proxies proxies;
    proxies.http = http.value_or(all);
    proxies.https = firstOf(lookup, {"https_proxy", "HTTPS_PROXY"}).value_or(all);
    proxies.no = firstOf(lookup, {"no_proxy", "NO_PROXY"}).value_or("");
    return proxies;
}

bool Proxies::isDirect(std::string_view host, unsigned port) const
{
    std::string name = lowered(host);
    if (name.ends_with('.'))
        name.pop_back();
    const std::string entries = lowered(no);
    std::string_view rest = entries;
    constexpr std::string_view kBetween = ", \t\n";
    while (!rest.empty()) {
        const auto end = rest.find_first_of(kBetween);
        const std::string_view entry = rest.substr(0, end);
        if (!entry.empty() && covers(entry, name, port))
            return true;
        rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    }
    return false;
}

std::string Proxies::proxyFor(std::string_view scheme, std::string_view host, unsigned port) const
{
    const std::string& proxy = scheme == "https" ? https : http;
    return proxy.empty() || isDirect(host, port) ? std::string() : proxy;
}

} // namespace onggi
