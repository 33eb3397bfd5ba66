// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/run/options.h"

#include <csignal>

#include <QTest>

#include "engine/core/error.h"
#include "engine/run/byte_text.h"

using namespace onggi;

namespace {

// The subject of the error that `call` throws.
template <typename Call>
std::string refused(Call call)
{
    try {
        call();
    } catch (const Error& error) {
        return error.code() == Code::RunOptionInvalid ? error.subject() : "another code";
    }
    return "nothing";
}

} // namespace

class TestOptions : public QObject {
    Q_OBJECT

private slots:
    void publishesPorts_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("shown");
        QTest::newRow("container port alone") << "80"
                                              << "0.0.0.0:0->80/tcp";
        QTest::newRow("both") << "8080:80"
                              << "0.0.0.0:8080->80/tcp";
        QTest::newRow("address") << "127.0.0.1:8080:80/udp"
                                 << "127.0.0.1:8080->80/udp";
        QTest::newRow("address, any port") << "127.0.0.1::80"
                                           << "127.0.0.1:0->80/tcp";
        QTest::newRow("IPv6") << "[::1]:8080:80"
                              << "[::1]:8080->80/tcp";
    }
    void publishesPorts()
    {
        QFETCH(QString, text);
        QFETCH(QString, shown);
        const auto ports = parsePorts(text.toStdString());
        QCOMPARE(ports.size(), std::size_t(1));
        QCOMPARE(QString::fromStdString(portText(ports[0])), shown);
    }

    void publishesRangesSideBySide()
    {
        const auto ports = parsePorts("8000-8002:80-82");
        QCOMPARE(ports.size(), std::size_t(3));
        QCOMPARE(ports[2].hostPort, std::uint16_t(8002));
        QCOMPARE(ports[2].containerPort, std::uint16_t(82));
    }

    void refusesPortsThatAreNone_data()
    {
        QTest::addColumn<QString>("text");
        for (const char* text :
             {"", "0", "65536", "-1", "80:", "x:80", "8080:80/sctp", "1-2:3-5", "9-3",
              "256.0.0.1:1:2", "host:1:2", "[::1:1:2", "1:2:3:4", "1.2.3:1:2"})
            QTest::newRow(text[0] == '\0' ? "empty" : text) << text;
    }
    void refusesPortsThatAreNone()
    {
        QFETCH(QString, text);
        QCOMPARE(refused([&] { parsePorts(text.toStdString()); }), "-p " + text.toStdString());
    }

    void readsMemory()
    {
        QCOMPARE(parseMemory("32m").count(), std::uint64_t(32) << 20);
        QCOMPARE(parseMemory("1.5G").count(), std::uint64_t(3) << 29);
        QCOMPARE(parseMemory("6291456").count(), std::uint64_t(6291456));
        QCOMPARE(parseMemory("8mb").count(), std::uint64_t(8) << 20);
        for (const char* text : {"", "m", "-1m", "nan", "inf", "5m", "1e30", "32 m", "32x"})
            QCOMPARE(refused([&] { parseMemory(text); }), std::string("--memory ") + text);
    }

    void readsCpusAndPids()
    {
        QCOMPARE(parseCpus("1.5"), std::int64_t(1500));
        QCOMPARE(parseCpus("0.01"), std::int64_t(10));
        for (const char* text : {"0", "-1", "nan", "x", ""})
            QCOMPARE(refused([&] { parseCpus(text); }), std::string("--cpus ") + text);
        QCOMPARE(parsePidsLimit("100"), std::int64_t(100));
        QCOMPARE(parsePidsLimit("0"), std::int64_t(-1));
        QCOMPARE(refused([&] { parsePidsLimit("-2"); }), "--pids-limit -2");
    }

    void readsSignals()
    {
        QCOMPARE(parseSignal("TERM"), SIGTERM);
        QCOMPARE(parseSignal("sigkill"), SIGKILL);
        QCOMPARE(parseSignal("15"), 15);
        QCOMPARE(parseSignal("SIGIOT"), SIGABRT);
        QCOMPARE(parseSignal("RTMIN+3"), 37);
        QCOMPARE(parseSignal("SIGRTMAX-1"), 63);
        for (const char* text : {"", "0", "65", "TERMINATE", "RTMIN+31"})
            QCOMPARE(refused([&] { parseSignal(text); }), std::string("signal ") + text);
    }

    void hostNetworkNeedsAnAdministrator()
    {
        RunOptions options;
        QVERIFY(!needsPrivilege(options));
        options.network = parseNetworkMode("host");
        QVERIFY(needsPrivilege(options));
        QCOMPARE(refused([&] { parseNetworkMode("container:x"); }), "--network container:x");
    }

    void refusesWhatNoClientOfOursSends()
    {
        const auto with = [](auto change) {
            RunOptions options;
            change(options);
            return refused([&] { validate(options); });
        };
        QCOMPARE(with([](RunOptions&) {}), "nothing");
        QCOMPARE(with([](RunOptions& o) { o.environment = {"NAME"}; }), "--env NAME");
        QCOMPARE(with([](RunOptions& o) { o.environment = {"=x"}; }), "--env =x");
        QCOMPARE(with([](RunOptions& o) { o.arguments = {std::string("a\0b", 3)}; }), "command");
        QCOMPARE(with([](RunOptions& o) { o.workingDirectory = "tmp"; }), "--workdir tmp");
        QCOMPARE(with([](RunOptions& o) { o.name = "../x"; }), "--name ../x");
        QCOMPARE(with([](RunOptions& o) { o.name = "x"; }), "--name x");
        QCOMPARE(with([](RunOptions& o) { o.hostname = "a b"; }), "--hostname a b");
        QCOMPARE(with([](RunOptions& o) { o.hostname = std::string(64, 'a'); }).size(),
                 std::size_t(75));
        QCOMPARE(with([](RunOptions& o) {
                     o.network = NetworkMode::None;
                     o.ports = parsePorts("1:2");
                 }),
                 "-p");
        QCOMPARE(with([](RunOptions& o) { o.pidsLimit = 0; }), "--pids-limit");
    }

    void jsonKeepsEveryByte()
    {
        RunOptions options;
        options.arguments = {"\xff\xfe", "\xec\x98\xb9", "plain", ""};
        options.entrypoint = std::vector<std::string>{};
        options.name = "web";
        options.environment = {"A=\x80"};
        options.user = "1000:1000";
        options.isInteractive = true;
        options.network = NetworkMode::None;
        options.memory = Bytes(64U << 20);
        options.milliCpus = 500;
        options.ports = parsePorts("127.0.0.1:53:53/udp");
        QVERIFY(runOptionsFromJson(runOptionsToJson(options)) == options);
        QVERIFY(runOptionsFromJson(runOptionsToJson({})) == RunOptions{});
    }

    void textOfOtherCodePointsIsNoBytes()
    {
        QCOMPARE(textToBytes(bytesToText("\xff"
                                         "a")),
                 "\xff"
                 "a");
        QVERIFY_EXCEPTION_THROWN(textToBytes("\xec\x98\xb9"), Error);
        QVERIFY_EXCEPTION_THROWN(textToBytes("\xc2"), Error);
    }
};

QTEST_APPLESS_MAIN(TestOptions)
#include "tst_options.moc"
