// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Containers on a network.

#include <filesystem>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <QTest>

#include <nlohmann/json.hpp>

#include "engine/core/json.h"
#include "engine/run/network.h"
#include "engine/run/process.h"
#include "tests/support/container_world.h"

using namespace onggi;
using namespace onggi::test;

namespace {

// What a web server on the loopback says in its last line.
std::string fetchFromHost(int port)
{
    const Fd socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) < 0)
        return "not connected";
    writeFully(socket.get(), "GET /index.html HTTP/1.0\r\n\r\n", "socket");
    std::string text(4096, '\0');
    text.resize(readFully(socket.get(), std::as_writable_bytes(std::span(text)), "socket"));
    return lastLine(text);
}

} // namespace

class TestConnected : public QObject {
    Q_OBJECT

    ContainerWorld m_world;

private slots:
    void publishedPortsAreReachedAndNamesFound()
    {
        ContainerWorld world;
        Containers& containers = world.containers();
        RunOptions server = ContainerWorld::shell("exec httpd -f -p 80 -h /srv/web");
        server.network = NetworkMode::Bridge;
        server.name = "web";
        server.user = "web";
        server.ports = parsePorts("127.0.0.1::80");
        const std::string id = world.createAndStart(server);
        const std::string shown = containers.row(id).ports.at(0);
        const std::string port = shown.substr(10, shown.find("->") - 10);
        QVERIFY2(port != "0", shown.c_str());
        QTRY_COMPARE_WITH_TIMEOUT(fetchFromHost(std::stoi(port)), "hello", 30'000);

        RunOptions client = ContainerWorld::shell(
            "nslookup web.dns.podman; cat /etc/resolv.conf /etc/hosts; ip -o addr show eth0");
        client.network = NetworkMode::Bridge;
        client.name = "client";
        const Json inspected = Json::parse(containers.inspect(id));
        const std::string address = inspected.at("NetworkSettings").at("IPAddress");
        const Outcome outcome = world.run(client);
        QVERIFY2(outcome.output.find("Address: " + address) != std::string::npos ||
                     outcome.output.find(address + " web") != std::string::npos,
                 (outcome.output + outcome.error).c_str());
        QVERIFY2(outcome.output.find("search dns.podman") != std::string::npos,
                 outcome.output.c_str());

        RunOptions second = server;
        second.name = "web2";
        second.ports = parsePorts("127.0.0.1:" + port + ":80");
        QCOMPARE(failure([&] { world.createAndStart(second); }), "network.port-taken");

        // The next helper knows of it, and takes it down.
        world.restart();
        world.containers().remove(id, true, {});
        world.containers().remove(world.containers().resolve("web2"), true, {});
        QVERIFY(world.leftovers().find("bridge") == std::string::npos);
        QVERIFY(!std::filesystem::exists("/sys/class/net/" +
                                         NetworkIdentity::of(world.paths().stateDirectory).bridge));
    }

    void theHostsNetworkIsTheHosts()
    {
        RunOptions options = ContainerWorld::shell("readlink /proc/self/ns/net");
        options.network = NetworkMode::Host;
        QCOMPARE(m_world.run(options).output,
                 std::filesystem::read_symlink("/proc/self/ns/net").string() + '\n');
    }
};

int main(int argc, char** argv)
{
    if (const std::optional<int> code = containerWorldMain(argc, argv))
        return *code;
    TestConnected test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_connected.moc"
