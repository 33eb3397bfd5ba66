// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The bridge network that containers of one state directory share: addresses, names and published
// ports, through netavark and aardvark-dns.
//
// Nothing of it is stored but a container's own lease: while no container is connected there is no
// bridge, and the next one chooses a subnet anew, so that it never collides with a route of the
// host or with another helper's network.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/fd.h"
#include "engine/core/json.h"
#include "engine/run/options.h"
#include "engine/run/paths.h"

namespace onggi {

// An IPv4 network, host byte order.
struct Subnet {
    std::uint32_t address = 0;
    unsigned length = 24;

    bool overlaps(const Subnet& other) const noexcept;
    std::string text() const; // "10.209.3.0/24"
    friend bool operator==(const Subnet&, const Subnet&) = default;
};
std::string addressText(std::uint32_t address);
std::optional<Subnet> parseSubnet(std::string_view text);

struct RouteEntry {
    Subnet subnet;
    std::string interface;
};
// /proc/net/route, without the default route.
std::vector<RouteEntry> parseRoutes(std::string_view text);

// What a container has while it is connected.
struct NetworkLease {
    Subnet subnet;
    std::uint32_t address = 0;
    std::vector<PortMapping> ports; // host ports chosen
    bool hasNames = false;          // aardvark-dns answers on the gateway

    std::uint32_t gateway() const noexcept { return subnet.address + 1; }
};
Json leaseToJson(const NetworkLease& lease);
NetworkLease leaseFromJson(const Json& document);

// What tells one state directory's network from another's.
struct NetworkIdentity {
    std::string id;     // 64 hexadecimal digits
    std::string bridge; // at most 15 bytes

    static NetworkIdentity of(const std::string& stateDirectory);
};

// netavark's standard input, for setup and teardown.
Json netavarkRequest(const NetworkIdentity& network, const NetworkLease& lease,
                     const std::string& id, const std::string& name);

// The container's /etc/resolv.conf and /etc/hosts. `host` is the host's resolv.conf.
std::string makeResolvConf(const NetworkLease* lease, NetworkMode mode, std::string_view host);
std::string makeHosts(const NetworkLease* lease, const std::string& hostname,
                      const std::string& name);

// Binds the host's ports, so that no other program and no other container takes them meanwhile, and
// fills in those that are 0. Throws Error(NetworkPortTaken) saying who has one.
std::vector<Fd> reservePorts(std::vector<PortMapping>& ports);

class BridgeNetwork {
public:
    explicit BridgeNetwork(const RunPaths& paths);
    ~BridgeNetwork();

    // A container that is connected since before this object was made.
    void adopt(const std::string& id, const NetworkLease& lease);
    // An address for the container, until disconnect(). Throws Error(NetworkFailed) if none is
    // free.
    NetworkLease reserve(const std::string& id);
    // Cannot be cancelled: what netavark has called would change the firewall after its death.
    void connect(const std::string& id, const std::string& name, const NetworkLease& lease,
                 const std::string& namespacePath);
    // Also undoes a connect() that failed half way. Does not throw: what fails is logged.
    void disconnect(const std::string& id, const std::string& name, const NetworkLease& lease,
                    const std::string& namespacePath) noexcept;

private:
    void chooseSubnet();
    void tearDown(const Json& request, const std::string& id,
                  const std::string& namespacePath) const noexcept;
    std::string runNetavark(const char* verb, const Json& request,
                            const std::string& namespacePath) const;

    const RunPaths m_paths;
    const NetworkIdentity m_identity;
    std::mutex m_mutex;                               // netavark runs one at a time
    std::map<std::string, std::uint32_t> m_addresses; // by container
    Subnet m_subnet;
    std::uint32_t m_next = 0; // where the search for a free address begins
    Fd m_claim;
};

} // namespace onggi
