// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Proxies: which variable counts, and what NO_PROXY leaves out.

#include <map>

#include <QTest>

#include "engine/registry/proxies.h"

using namespace onggi;

namespace {

Proxies from(const std::map<std::string, std::string>& environment)
{
    return Proxies::fromEnvironment([&](const char* name) -> std::optional<std::string> {
        const auto found = environment.find(name);
        return found == environment.end() ? std::nullopt : std::optional(found->second);
    });
}

} // namespace

class TestProxies : public QObject {
    Q_OBJECT

private slots:
    void variablesAreTakenInBothCases()
    {
        const Proxies both =
            from({{"HTTPS_PROXY", "http://upper"}, {"https_proxy", "http://lower"}});
        QCOMPARE(both.proxyFor("https", "a.io", 443), std::string("http://lower"));
        QCOMPARE(both.proxyFor("http", "a.io", 80), std::string());
        QCOMPARE(from({{"HTTP_PROXY", "http://p"}}).http, std::string("http://p"));
        QCOMPARE(from({{"HTTP_PROXY", "http://p"}, {"REQUEST_METHOD", "GET"}}).http, std::string());
        const Proxies all = from({{"ALL_PROXY", "socks5://s"}, {"https_proxy", ""}});
        QCOMPARE(all.http, std::string("socks5://s"));
        QCOMPARE(all.https, std::string()); // said, and empty
        QVERIFY(from({}).isEmpty());
    }

    void hostsAreAskedDirectly_data()
    {
        QTest::addColumn<QString>("no");
        QTest::addColumn<QString>("host");
        QTest::addColumn<unsigned>("port");
        QTest::addColumn<bool>("isDirect");
        const auto row = [](const char* name, const char* no, const char* host, unsigned port,
                            bool isDirect) {
            QTest::newRow(name) << no << host << port << isDirect;
        };
        row("nothing", "", "a.io", 443, false);
        row("everything", "x.io, *", "a.io", 443, true);
        row("host", "a.io", "a.io", 443, true);
        row("host in capitals", "A.IO", "a.Io", 443, true);
        row("below", "a.io", "b.a.io", 443, true);
        row("below, with a dot", ".a.io", "b.a.io", 443, true);
        row("below, with a star", "*.a.io", "b.a.io", 443, true);
        row("itself, with a dot", ".a.io", "a.io", 443, true);
        row("ends alike", "a.io", "ba.io", 443, false);
        row("above", "b.a.io", "a.io", 443, false);
        row("of many", "x.io,a.io y.io", "a.io", 443, true);
        row("of many, by spaces", "x.io y.io", "y.io", 443, true);
        row("port", "a.io:8443", "a.io", 8443, true);
        row("another port", "a.io:8443", "a.io", 443, false);
        row("address", "10.1.2.3", "10.1.2.3", 443, true);
        row("another address", "10.1.2.3", "10.1.2.4", 443, false);
        row("address and port", "10.1.2.3:80", "10.1.2.3", 443, false);
        row("network", "10.0.0.0/8", "10.200.1.1", 443, true);
        row("network in odd bits", "10.0.0.0/9", "10.200.1.1", 443, false);
        row("every address", "0.0.0.0/0", "10.200.1.1", 443, true);
        row("network and a name", "10.0.0.0/8", "a.io", 443, false);
        row("prefix too long", "10.0.0.0/64", "10.0.0.1", 443, false);
        row("IPv6", "fd00::1", "fd00:0::1", 443, true);
        row("IPv6 in brackets", "[fd00::1]", "fd00::1", 443, true);
        row("IPv6 and port", "[fd00::1]:443", "fd00::1", 443, true);
        row("IPv6 network", "fd00::/8", "fd12::1", 443, true);
        row("trailing dot", "a.io", "a.io.", 443, true);
        row("rubbish", ":,/,[,::::/x,.", "a.io", 443, false);
    }
    void hostsAreAskedDirectly()
    {
        QFETCH(QString, no);
        QFETCH(QString, host);
        QFETCH(unsigned, port);
        QFETCH(bool, isDirect);
        const Proxies proxies{"http://p", "http://p", no.toStdString()};
        QCOMPARE(proxies.isDirect(host.toStdString(), port), isDirect);
        QCOMPARE(proxies.proxyFor("https", host.toStdString(), port).empty(), isDirect);
    }
};

QTEST_GUILESS_MAIN(TestProxies)
#include "tst_proxies.moc"
