// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/models/port_check.h"

#include <algorithm>
#include <cerrno>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "gui/models/container_list.h"
#include "helper/api/convert.h"

namespace onggi {
namespace {

constexpr std::uint16_t kFirstFreePort = 1024;
constexpr int kAbove = 8000;
constexpr int kAttempts = 100;

bool isAnyAddress(const std::string& address)
{
    return address.empty() || address == "0.0.0.0";
}

bool clash(const PortMapping& a, const PortMapping& b)
{
    return a.hostPort == b.hostPort && a.protocol == b.protocol &&
           (isAnyAddress(a.hostAddress) || isAnyAddress(b.hostAddress) ||
            a.hostAddress == b.hostAddress);
}

PortUse::Kind tryToBind(const PortMapping& port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port.hostPort);
    const char* const text = isAnyAddress(port.hostAddress) ? "0.0.0.0" : port.hostAddress.c_str();
    if (::inet_pton(AF_INET, text, &address.sin_addr) != 1)
        return PortUse::Kind::NoAddress;
    const int kind = port.protocol == PortProtocol::Udp ? SOCK_DGRAM : SOCK_STREAM;
    const int fd = ::socket(AF_INET, kind | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return PortUse::Kind::Free; // the helper will tell
    const bool isBound =
        ::bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    const int reason = errno;
    ::close(fd);
    if (isBound)
        return PortUse::Kind::Free;
    switch (reason) {
    case EACCES:
    case EPERM:
        return PortUse::Kind::Reserved;
    case EADDRNOTAVAIL:
        return PortUse::Kind::NoAddress;
    default:
        return PortUse::Kind::Program;
    }
}

} // namespace

PortUse checkPort(const StoreView& view, const std::vector<PortMapping>& ports, std::size_t port)
{
    const PortMapping& wanted = ports[port];
    if (wanted.hostPort == 0)
        return {};
    for (std::size_t other = 0; other < port; ++other) {
        if (clash(wanted, ports[other]))
            return {PortUse::Kind::Repeated, {}};
    }
    for (const ContainerRow& container : view.containers) {
        if (container.state != ContainerState::Running)
            continue;
        for (const std::string& text : container.ports) {
            if (const auto published = parsePortText(text); published && clash(wanted, *published))
                return {PortUse::Kind::Container, toText(container.name)};
        }
    }
    return {tryToBind(wanted), {}};
}

std::uint16_t suggestedPort(const StoreView& view, const std::vector<PortMapping>& others,
                            std::uint16_t containerPort, PortProtocol protocol)
{
    std::vector<PortMapping> ports = others;
    PortMapping wanted;
    wanted.containerPort = containerPort;
    wanted.protocol = protocol;
    const int first = containerPort < kFirstFreePort ? containerPort + kAbove : containerPort;
    for (int port = first; port < first + kAttempts && port <= 0xffff; ++port) {
        wanted.hostPort = static_cast<std::uint16_t>(port);
        ports.push_back(wanted);
        if (checkPort(view, ports, ports.size() - 1).kind == PortUse::Kind::Free)
            return wanted.hostPort;
        ports.pop_back();
    }
    return 0;
}

} // namespace onggi
