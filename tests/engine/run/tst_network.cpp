// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/run/network.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <QTemporaryDir>
#include <QTest>
#include <nlohmann/json.hpp>

#include "engine/core/error.h"

using namespace onggi;

class TestNetwork : public QObject {
    Q_OBJECT

    static NetworkLease lease()
    {
        return {*parseSubnet("10.209.3.0/24"), (10U << 24) | (209U << 16) | (3U << 8) | 7,
                parsePorts("127.0.0.1:8080:80"), true};
    }

private slots:
    void subnetsOverlapOrNot()
    {
        const auto overlap = [](const char* a, const char* b) {
            return parseSubnet(a)->overlaps(*parseSubnet(b));
        };
        QVERIFY(overlap("10.209.3.0/24", "10.208.0.0/12"));
        QVERIFY(overlap("10.208.0.0/12", "10.209.3.0/24"));
        QVERIFY(!overlap("10.209.3.0/24", "10.209.4.0/24"));
        QVERIFY(overlap("0.0.0.0/0", "192.168.1.0/24"));
        QCOMPARE(parseSubnet("10.209.3.77/24")->text(), "10.209.3.0/24");
        for (const char* text :
             {"", "10.0.0.0", "10.0.0/8", "10.0.0.0/33", "256.0.0.0/8", "10.0.0.0/8x"})
            QVERIFY2(!parseSubnet(text), text);
    }

    void readsRoutesWithoutTheDefaultOne()
    {
        const auto routes = parseRoutes(
            "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n"
            "eth0\t00000000\t010011AC\t0003\t0\t0\t0\t00000000\t0\t0\t0\n"
            "eth0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0\n");
        QCOMPARE(routes.size(), std::size_t(1));
        QCOMPARE(routes[0].subnet.text(), "172.17.0.0/16");
        QCOMPARE(routes[0].interface, "eth0");
    }

    void stateDirectoriesHaveNetworksOfTheirOwn()
    {
        const NetworkIdentity one = NetworkIdentity::of("/a");
        QVERIFY(one.bridge != NetworkIdentity::of("/b").bridge);
        QVERIFY(one.bridge.size() <= 15);
        QCOMPARE(one.id.size(), std::size_t(64));
        QCOMPARE(one.id, NetworkIdentity::of("/a").id);
    }

    void tellsNetavark()
    {
        const Json request =
            netavarkRequest({"f00d", "onggi0"}, lease(), std::string(64, 'c'), "web");
        QCOMPARE(
            request.dump(),
            Json::parse(
                R"({"container_id":"cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc",
            "container_name":"web","networks":{"onggi":{"static_ips":["10.209.3.7"],"aliases":["cccccccccccc"],"interface_name":"eth0"}},
            "network_info":{"onggi":{"name":"onggi","id":"f00d","driver":"bridge","network_interface":"onggi0",
              "created":"2026-01-01T00:00:00Z","subnets":[{"subnet":"10.209.3.0/24","gateway":"10.209.3.1"}],
              "ipv6_enabled":false,"internal":false,"dns_enabled":true,"ipam_options":{"driver":"host-local"}}},
            "port_mappings":[{"container_port":80,"host_ip":"127.0.0.1","host_port":8080,"protocol":"tcp","range":1}]})")
                .dump());
    }

    void leasesAreReadBack()
    {
        const NetworkLease back = leaseFromJson(leaseToJson(lease()));
        QVERIFY(back.subnet == lease().subnet && back.address == lease().address && back.hasNames);
        QVERIFY(back.ports == lease().ports);
        QVERIFY_EXCEPTION_THROWN(
            leaseFromJson(Json::parse(R"({"subnet":"x","address":"y","ports":[]})")), Error);
    }

    void namesAreAskedOfTheGateway()
    {
        const NetworkLease own = lease();
        const char* const host =
            "# x\nsearch corp.example\nnameserver 127.0.0.53\nnameserver 9.9.9.9\noptions edns0\n";
        QCOMPARE(makeResolvConf(&own, NetworkMode::Bridge, host),
                 "search dns.podman corp.example\nnameserver 10.209.3.1\noptions edns0\n");
        NetworkLease without = own;
        without.hasNames = false;
        QCOMPARE(makeResolvConf(&without, NetworkMode::Bridge, host),
                 "search corp.example\nnameserver 9.9.9.9\noptions edns0\n");
        QCOMPARE(makeResolvConf(nullptr, NetworkMode::Host, host), host);
    }

    void hostsNameTheContainer()
    {
        const NetworkLease own = lease();
        QVERIFY(makeHosts(&own, "jar", "web").ends_with("10.209.3.7\tjar web\n"));
        QVERIFY(makeHosts(nullptr, "jar", "jar").ends_with("127.0.1.1\tjar\n"));
    }

    void chainsThatAnotherMakesMeanwhileAreUsed_data()
    {
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QByteArray>("calls");
        QTest::newRow("made meanwhile")
            << QByteArray("iptables: Chain already exists.") << QByteArray("setup teardown setup ");
        QTest::newRow("something else") << QByteArray("no such bridge") << QByteArray("setup ");
    }
    void chainsThatAnotherMakesMeanwhileAreUsed()
    {
        QFETCH(QByteArray, message);
        QFETCH(QByteArray, calls);
        const QTemporaryDir directory;
        const std::string base = directory.path().toStdString();
        // Fails at its first setup.
        RunPaths paths;
        paths.stateDirectory = base + "/state";
        paths.runtimeDirectory = base;
        paths.netavark = base + "/netavark";
        writeFully(openFile(paths.netavark, O_WRONLY | O_CREAT, 0700).get(),
                   "#!/bin/sh\nprintf '%s ' \"$5\" >>" + base + "/calls\n[ \"$(cat " + base +
                       "/calls)\" != 'setup ' ] || { echo '{\"error\":\"" + message.toStdString() +
                       "\"}'; exit 1; }\n",
                   paths.netavark);
        BridgeNetwork network(paths);
        bool hasFailed = false;
        try {
            network.connect(std::string(64, 'c'), "web", lease(), base + "/netns");
        } catch (const Error& error) {
            hasFailed = error.code() == Code::NetworkFailed;
        }
        QCOMPARE(hasFailed, calls == "setup ");
        QCOMPARE(QByteArray::fromStdString(readWholeFile(AT_FDCWD, base + "/calls", 1024)), calls);
    }

    void aTakenPortIsRefusedAndAFreeOneChosen()
    {
        std::vector<PortMapping> ports = parsePorts("127.0.0.1::80");
        const std::vector<Fd> held = reservePorts(ports);
        QVERIFY(ports[0].hostPort != 0);
        std::vector<PortMapping> again =
            parsePorts("127.0.0.1:" + std::to_string(ports[0].hostPort) + ":80");
        try {
            reservePorts(again);
            QFAIL("taken twice");
        } catch (const Error& error) {
            QVERIFY(error.code() == Code::NetworkPortTaken);
            QCOMPARE(error.subject(), std::to_string(ports[0].hostPort));
        }
    }

    void whoListensIsNamed()
    {
        std::vector<PortMapping> ports = parsePorts("127.0.0.1::80");
        const std::vector<Fd> held = reservePorts(ports);
        QCOMPARE(::listen(held[0].get(), 1), 0);
        std::vector<PortMapping> again =
            parsePorts("127.0.0.1:" + std::to_string(ports[0].hostPort) + ":80");
        try {
            reservePorts(again);
            QFAIL("taken twice");
        } catch (const Error& error) {
            QVERIFY2(error.detail().find("tst_network") != std::string::npos, error.what());
        }
    }
};

QTEST_APPLESS_MAIN(TestNetwork)
#include "tst_network.moc"
