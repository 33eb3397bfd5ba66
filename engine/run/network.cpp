// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The acting half of the network: which subnet is free, which ports, and netavark's runs.
//
// Two helpers may choose at the same time. Each claims its subnet with an abstract socket of that
// name: these belong to a network namespace, as routes do, and go with the process. A subnet in use
// is seen by its route.

#include "engine/run/network.h"

#include <cerrno>
#include <cstring>
#include <filesystem>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "engine/core/log.h"
#include "engine/run/process.h"

namespace onggi {

namespace {

// 10.208.0.0/12: 4096 subnets of 254 addresses.
constexpr std::uint32_t kPool = (10U << 24) | (208U << 16);
constexpr std::uint32_t kSubnets = 4096;
constexpr std::uint32_t kFirstHost = 2;
constexpr std::uint32_t kHosts = 253;
constexpr std::size_t kMaxProcFile = 16U << 20;

Subnet subnetAt(std::uint32_t index)
{
    return {kPool + ((index % kSubnets) << 8), 24};
}

// Nothing if another helper has claimed it.
Fd claimSubnet(const Subnet& subnet)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string name = "onggi-subnet-" + subnet.text();
    name.copy(address.sun_path + 1, sizeof address.sun_path - 1);
    const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + name.size());
    Fd claim(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    if (claim && ::bind(claim.get(), reinterpret_cast<sockaddr*>(&address), length) < 0)
        claim.reset();
    return claim;
}

std::string readProc(const std::string& path)
{
    try {
        return readWholeFile(AT_FDCWD, path, kMaxProcFile);
    } catch (const Error&) {
        return {};
    }
}

// "nginx (process 123)", from the inode of its socket.
std::string processWithSocket(std::uint64_t inode)
{
    namespace fs = std::filesystem;
    const std::string wanted = "socket:[" + std::to_string(inode) + ']';
    std::error_code error;
    for (const fs::directory_entry& process : fs::directory_iterator("/proc", error)) {
        const std::string pid = process.path().filename();
        if (pid.find_first_not_of("0123456789") != pid.npos)
            continue;
        std::error_code ignored;
        for (fs::directory_iterator fd(process.path() / "fd", ignored), end; fd != end;
             fd.increment(ignored)) {
            if (fs::read_symlink(fd->path(), ignored) == wanted)
                return lastLine(readProc("/proc/" + pid + "/comm")) + " (process " + pid + ')';
            if (ignored)
                break;
        }
    }
    return {};
}

// Who listens there, as far as /proc tells.
std::string holderOfPort(const PortMapping& port)
{
    const char* const kind = port.protocol == PortProtocol::Udp ? "/proc/net/udp" : "/proc/net/tcp";
    char wanted[8];
    std::snprintf(wanted, sizeof wanted, ":%04X", unsigned(port.hostPort));
    for (const std::string& file : {std::string(kind), std::string(kind) + '6'}) {
        const std::string text = readProc(file);
        std::size_t begin = 0;
        for (std::size_t end; (end = text.find('\n', begin)) != text.npos; begin = end + 1) {
            char local[80];
            unsigned state = 0;
            unsigned long long inode = 0;
            const std::string line = text.substr(begin, end - begin);
            if (std::sscanf(line.c_str(), " %*s %79s %*s %x %*s %*s %*s %*s %*s %llu", local,
                            &state, &inode) != 3 ||
                !std::string_view(local).ends_with(wanted))
                continue;
            if (const std::string holder = processWithSocket(inode); !holder.empty())
                return holder + " has it";
        }
    }
    return {};
}

Fd reservePort(PortMapping& port)
{
    const int kind = port.protocol == PortProtocol::Udp ? SOCK_DGRAM : SOCK_STREAM;
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port.hostPort);
    const char* const text = port.hostAddress.empty() ? "0.0.0.0" : port.hostAddress.c_str();
    if (::inet_pton(AF_INET, text, &address.sin_addr) != 1)
        throw Error(Code::RunOptionInvalid, "-p " + portText(port),
                    "the bridge network has IPv4 addresses only");
    Fd socket(::socket(AF_INET, kind | SOCK_CLOEXEC, 0));
    if (!socket)
        throw systemError(errno, "port " + std::to_string(port.hostPort), "socket");
    auto* const plain = reinterpret_cast<sockaddr*>(&address);
    if (::bind(socket.get(), plain, sizeof address) < 0) {
        if (errno == EADDRINUSE)
            throw Error(Code::NetworkPortTaken, std::to_string(port.hostPort), holderOfPort(port));
        if (errno == EADDRNOTAVAIL)
            throw Error(Code::RunOptionInvalid, "-p " + portText(port),
                        "this machine has no such address");
        throw systemError(errno, "port " + std::to_string(port.hostPort), "bind");
    }
    socklen_t length = sizeof address;
    ::getsockname(socket.get(), plain, &length);
    port.hostPort = ntohs(address.sin_port);
    return socket;
}

} // namespace

std::vector<Fd> reservePorts(std::vector<PortMapping>& ports)
{
    std::vector<Fd> sockets;
    for (PortMapping& port : ports)
        sockets.push_back(reservePort(port));
    return sockets;
}

BridgeNetwork::BridgeNetwork(const RunPaths& paths)
    : m_paths(paths)
    , m_identity(NetworkIdentity::of(paths.stateDirectory))
{
}

BridgeNetwork::~BridgeNetwork() = default;

void BridgeNetwork::adopt(const std::string& id, const NetworkLease& lease)
{
    const std::lock_guard lock(m_mutex);
    m_addresses[id] = lease.address;
    m_subnet = lease.subnet;
    if (!m_claim)
        m_claim = claimSubnet(m_subnet);
}

void BridgeNetwork::chooseSubnet()
{
    const std::vector<RouteEntry> routes = parseRoutes(readProc(m_paths.proc + "/net/route"));
    // A bridge of ours that is left over keeps its subnet.
    for (const RouteEntry& route : routes) {
        if (route.interface == m_identity.bridge && route.subnet.length == 24) {
            m_subnet = route.subnet;
            m_claim = claimSubnet(m_subnet);
            return;
        }
    }
    const auto start =
        static_cast<std::uint32_t>(std::stoul(m_identity.id.substr(0, 8), nullptr, 16));
    for (std::uint32_t i = 0; i < kSubnets; ++i) {
        const Subnet candidate = subnetAt(start + i);
        const bool isTaken =
            std::any_of(routes.begin(), routes.end(),
                        [&](const RouteEntry& route) { return route.subnet.overlaps(candidate); });
        if (isTaken)
            continue;
        if (Fd claim = claimSubnet(candidate)) {
            m_subnet = candidate;
            m_claim = std::move(claim);
            return;
        }
    }
    throw Error(Code::NetworkFailed, "bridge", "every subnet of 10.208.0.0/12 is routed elsewhere");
}

NetworkLease BridgeNetwork::reserve(const std::string& id)
{
    if (m_paths.netavark.empty())
        throw Error(Code::NetworkFailed, "bridge",
                    "netavark is not installed: install the package netavark, "
                    "or use --network none");
    const std::lock_guard lock(m_mutex);
    if (m_addresses.empty())
        chooseSubnet();
    // One after another, so that an address is not at once another container's.
    for (std::uint32_t i = 0; i < kHosts; ++i) {
        const std::uint32_t host = (m_next + i) % kHosts;
        const std::uint32_t address = m_subnet.address + kFirstHost + host;
        const bool isTaken =
            std::any_of(m_addresses.begin(), m_addresses.end(),
                        [&](const auto& entry) { return entry.second == address; });
        if (isTaken)
            continue;
        m_next = host + 1;
        m_addresses[id] = address;
        return {m_subnet, address, {}, !m_paths.aardvark.empty()};
    }
    throw Error(Code::NetworkFailed, "bridge", "all its addresses are taken");
}

std::string BridgeNetwork::runNetavark(const char* verb, const Json& request,
                                       const std::string& namespacePath) const
{
    const std::string directory = m_paths.runtimeDirectory + "/network";
    if (::mkdir(directory.c_str(), 0700) < 0 && errno != EEXIST)
        throw systemError(errno, directory, "mkdir");
    ProcessRequest process;
    process.arguments = {m_paths.netavark, "--config", directory, "--rootless", "false"};
    if (!m_paths.aardvark.empty()) {
        process.arguments.emplace_back("--aardvark-binary");
        process.arguments.push_back(m_paths.aardvark);
    }
    process.arguments.emplace_back(verb);
    process.arguments.push_back(namespacePath);
    process.environment = plainEnvironment();
    process.input = request.dump();
    const ProcessResult result = runProcess(process);
    if (result.exitCode == 0)
        return result.output;
    std::string why = lastLine(result.error);
    const Json answer = Json::parse(result.output, nullptr, false);
    if (answer.is_object() && answer.contains("error") && answer["error"].is_string())
        why = answer["error"].get<std::string>();
    throw Error(Code::NetworkFailed, "bridge", "netavark: " + why);
}

void BridgeNetwork::connect(const std::string& id, const std::string& name,
                            const NetworkLease& lease, const std::string& namespacePath)
{
    const std::lock_guard lock(m_mutex);
    const Json request = netavarkRequest(m_identity, lease, id, name);
    try {
        runNetavark("setup", request, namespacePath);
    } catch (const Error& error) {
        // Its general chains are the machine's. It looks for them, then makes them: another
        // helper's netavark, or podman's, may have come in between, and then they are there.
        if (error.detail().find("exists") == std::string::npos)
            throw;
        tearDown(request, id, namespacePath);
        runNetavark("setup", request, namespacePath);
    }
}

void BridgeNetwork::disconnect(const std::string& id, const std::string& name,
                               const NetworkLease& lease, const std::string& namespacePath) noexcept
{
    const std::lock_guard lock(m_mutex);
    tearDown(netavarkRequest(m_identity, lease, id, name), id, namespacePath);
    m_addresses.erase(id);
    if (m_addresses.empty())
        m_claim.reset();
}

void BridgeNetwork::tearDown(const Json& request, const std::string& id,
                             const std::string& namespacePath) const noexcept
{
    try {
        runNetavark("teardown", request, namespacePath);
    } catch (const Error& error) {
        log(LogLevel::Warning, "network-teardown", {{"container", id}, {"why", error.message()}});
    } catch (...) {
        log(LogLevel::Warning, "network-teardown", {{"container", id}});
    }
}

} // namespace onggi
