// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The pure half of the network: subnets and routes as text, what netavark is told, the container's
// resolv.conf and hosts.

#include "engine/run/network.h"

#include <charconv>

#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "engine/core/sha256.h"

namespace onggi {

namespace {

constexpr const char* kNetworkName = "onggi";
constexpr const char* kSearchDomain = "dns.podman"; // what aardvark-dns answers for
constexpr std::string_view kWhat = "the network of a container";

std::uint32_t maskOf(unsigned length)
{
    return length == 0 ? 0 : ~std::uint32_t(0) << (32 - length);
}

std::vector<std::string_view> words(std::string_view line)
{
    std::vector<std::string_view> found;
    while (true) {
        const std::size_t begin = line.find_first_not_of(" \t\r");
        if (begin == line.npos)
            return found;
        line.remove_prefix(begin);
        const std::size_t end = std::min(line.find_first_of(" \t\r"), line.size());
        found.push_back(line.substr(0, end));
        line.remove_prefix(end);
    }
}

template <typename Visit>
void forEachLine(std::string_view text, Visit visit)
{
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        visit(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

// A number of /proc/net/route: the address in network order, printed as one of the machine's words.
std::optional<std::uint32_t> routeNumber(std::string_view text)
{
    std::uint32_t value = 0;
    if (std::from_chars(text.data(), text.data() + text.size(), value, 16).ec != std::errc())
        return std::nullopt;
    const auto* bytes = reinterpret_cast<const unsigned char*>(&value);
    return (std::uint32_t(bytes[0]) << 24) | (std::uint32_t(bytes[1]) << 16) |
           (std::uint32_t(bytes[2]) << 8) | bytes[3];
}

std::optional<std::uint32_t> parseAddress(std::string_view text)
{
    std::uint32_t address = 0;
    for (int part = 0; part < 4; ++part) {
        std::uint8_t byte = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), byte);
        if (error != std::errc())
            return std::nullopt;
        address = (address << 8) | byte;
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
        if (part < 3) {
            if (!text.starts_with('.'))
                return std::nullopt;
            text.remove_prefix(1);
        }
    }
    return text.empty() ? std::optional(address) : std::nullopt;
}

} // namespace

bool Subnet::overlaps(const Subnet& other) const noexcept
{
    const std::uint32_t mask = maskOf(std::min(length, other.length));
    return (address & mask) == (other.address & mask);
}

std::string Subnet::text() const
{
    return addressText(address) + '/' + std::to_string(length);
}

std::string addressText(std::uint32_t address)
{
    return std::to_string(address >> 24) + '.' + std::to_string((address >> 16) & 255) + '.' +
           std::to_string((address >> 8) & 255) + '.' + std::to_string(address & 255);
}

std::optional<Subnet> parseSubnet(std::string_view text)
{
    const std::size_t slash = text.find('/');
    if (slash == text.npos)
        return std::nullopt;
    const auto address = parseAddress(text.substr(0, slash));
    unsigned length = 0;
    const std::string_view digits = text.substr(slash + 1);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), length);
    if (!address || error != std::errc() || end != digits.data() + digits.size() || length > 32)
        return std::nullopt;
    return Subnet{*address & maskOf(length), length};
}

std::vector<RouteEntry> parseRoutes(std::string_view text)
{
    std::vector<RouteEntry> routes;
    forEachLine(text, [&](std::string_view line) {
        const std::vector<std::string_view> fields = words(line);
        if (fields.size() < 8 || fields[0] == "Iface")
            return;
        const auto address = routeNumber(fields[1]);
        const auto mask = routeNumber(fields[7]);
        if (!address || !mask || *mask == 0)
            return;
        const auto length = static_cast<unsigned>(__builtin_popcount(*mask));
        routes.push_back({{*address & *mask, length}, std::string(fields[0])});
    });
    return routes;
}

Json leaseToJson(const NetworkLease& lease)
{
    RunOptions ports;
    ports.ports = lease.ports;
    return {{"subnet", lease.subnet.text()},
            {"address", addressText(lease.address)},
            {"ports", Json::parse(runOptionsToJson(ports)).at("ports")},
            {"names", lease.hasNames}};
}

NetworkLease leaseFromJson(const Json& document)
{
    NetworkLease lease;
    const auto subnet = parseSubnet(requireString(document, "subnet", kWhat));
    const auto address = parseAddress(requireString(document, "address", kWhat));
    if (!subnet || !address)
        throw Error(Code::DocumentInvalid, std::string(kWhat), "not an address");
    lease.subnet = *subnet;
    lease.address = *address;
    Json options = Json::parse(runOptionsToJson({}));
    options["ports"] = requireArray(document, "ports", kWhat);
    lease.ports = runOptionsFromJson(options.dump()).ports;
    lease.hasNames = optionalBool(document, "names", kWhat);
    return lease;
}

NetworkIdentity NetworkIdentity::of(const std::string& stateDirectory)
{
    const std::string hex = Sha256::of("onggi network of " + stateDirectory).hex();
    return {hex, "onggi" + hex.substr(0, 8)};
}

Json netavarkRequest(const NetworkIdentity& network, const NetworkLease& lease,
                     const std::string& id, const std::string& name)
{
    Json ports = Json::array();
    for (const PortMapping& port : lease.ports) {
        ports.push_back({{"container_port", port.containerPort},
                         {"host_ip", port.hostAddress},
                         {"host_port", port.hostPort},
                         {"protocol", port.protocol == PortProtocol::Udp ? "udp" : "tcp"},
                         {"range", 1}});
    }
    const Json info{
        {"name", kNetworkName},
        {"id", network.id},
        {"driver", "bridge"},
        {"network_interface", network.bridge},
        {"created", "2026-01-01T00:00:00Z"},
        {"subnets", Json::array({{{"subnet", lease.subnet.text()},
                                  {"gateway", addressText(lease.gateway())}}})},
        {"ipv6_enabled", false},
        {"internal", false},
        {"dns_enabled", lease.hasNames},
        {"ipam_options", {{"driver", "host-local"}}},
    };
    // The container's name is answered for by itself; named as an alias too, it would come twice.
    const Json options{{"static_ips", Json::array({addressText(lease.address)})},
                       {"aliases", Json::array({id.substr(0, 12)})},
                       {"interface_name", "eth0"}};
    return {{"container_id", id},
            {"container_name", name},
            {"networks", {{kNetworkName, options}}},
            {"network_info", {{kNetworkName, info}}},
            {"port_mappings", ports}};
}

std::string makeResolvConf(const NetworkLease* lease, NetworkMode mode, std::string_view host)
{
    if (mode != NetworkMode::Bridge || lease == nullptr)
        return std::string(host);
    std::string servers;
    std::string search = lease->hasNames ? std::string(" ") + kSearchDomain : std::string();
    std::string options;
    forEachLine(host, [&](std::string_view line) {
        const std::vector<std::string_view> fields = words(line);
        if (fields.size() < 2)
            return;
        const bool isOwnHost = fields[1].starts_with("127.") || fields[1] == "::1";
        if (fields[0] == "nameserver" && !lease->hasNames && !isOwnHost)
            servers.append("nameserver ").append(fields[1]).append("\n");
        if (fields[0] == "search") {
            for (std::size_t i = 1; i < fields.size(); ++i)
                search.append(" ").append(fields[i]);
        }
        if (fields[0] == "options")
            options.append(line).append("\n");
    });
    if (lease->hasNames)
        servers = "nameserver " + addressText(lease->gateway()) + '\n';
    return (search.empty() ? std::string() : "search" + search + '\n') + servers + options;
}

std::string makeHosts(const NetworkLease* lease, const std::string& hostname,
                      const std::string& name)
{
    std::string text = "127.0.0.1\tlocalhost\n"
                       "::1\tlocalhost ip6-localhost ip6-loopback\n"
                       "fe00::\tip6-localnet\nff00::\tip6-mcastprefix\n"
                       "ff02::1\tip6-allnodes\nff02::2\tip6-allrouters\n";
    text += lease != nullptr ? addressText(lease->address) : std::string("127.0.1.1");
    text += '\t' + hostname;
    if (name != hostname)
        text += ' ' + name;
    return text + '\n';
}

} // namespace onggi
