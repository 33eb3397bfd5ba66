// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/run/spec.h"

#include <QTest>
#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "engine/run/containers.h"

using namespace onggi;

namespace {

std::string joined(const std::vector<std::string>& words)
{
    std::string text;
    for (const std::string& word : words)
        text += '[' + word + ']';
    return text;
}

SpecInputs inputs()
{
    SpecInputs in;
    in.id = std::string(64, 'a');
    in.hostname = "jar";
    in.image.command = {"/bin/sh"};
    in.user = {0, 0, {0}, "/root"};
    in.range = {600'000'000, 65536};
    in.cgroups.mode = CgroupMode::Hybrid;
    in.cgroups.controllers = {"memory", "pids", "cpu"};
    in.seccomp = {{"defaultAction", "SCMP_ACT_ERRNO"}};
    return in;
}

bool hasNamespace(const Json& spec, const char* type)
{
    const Json& namespaces = spec.at("linux").at("namespaces");
    return std::any_of(namespaces.begin(), namespaces.end(),
                       [&](const Json& entry) { return entry.at("type") == type; });
}

} // namespace

class TestSpec : public QObject {
    Q_OBJECT

private slots:
    void commandsFollowDockersRules()
    {
        RunDefaults image;
        image.entrypoint = {"entry", "fixed"};
        image.command = {"default"};
        RunOptions options;
        QCOMPARE(joined(commandOf(image, options)), "[entry][fixed][default]");
        options.arguments = {"given"};
        QCOMPARE(joined(commandOf(image, options)), "[entry][fixed][given]");
        options.entrypoint = {"other"};
        QCOMPARE(joined(commandOf(image, options)), "[other][given]");
        options.arguments.clear();
        QCOMPARE(joined(commandOf(image, options)),
                 "[other]"); // the image's command belongs to its own
        options.entrypoint = std::vector<std::string>{};
        QVERIFY_EXCEPTION_THROWN(commandOf(image, options), Error);
        image.entrypoint.clear();
        options.entrypoint.reset();
        QCOMPARE(joined(commandOf(image, options)), "[default]");
    }

    void laterVariablesTakeThePlaceOfEarlierOnes()
    {
        RunDefaults image;
        image.environment = {"A=image", "PATH=/image", "nonsense"};
        RunOptions options;
        options.environment = {"B=b", "A=option"};
        QCOMPARE(joined(environmentOf(image, options, "jar", "/home")),
                 "[PATH=/image][HOSTNAME=jar][A=option][B=b][HOME=/home]");
        options.hasTerminal = true;
        options.environment = {"HOME=/own", "TERM=vt100"};
        QCOMPARE(joined(environmentOf({}, options, "jar", "/home")),
                 "[PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin][HOSTNAME=jar]"
                 "[TERM=vt100][HOME=/own]");
    }

    // One by one, this would take longer than a test may.
    void aMillionVariablesAreNotComparedWithEachOther()
    {
        constexpr int kMany = 1'000'000;
        RunDefaults image;
        for (int i = 0; i < kMany; ++i)
            image.environment.push_back(std::to_string(i) + '=');
        QCOMPARE(environmentOf(image, {}, "jar", "/home").size(), std::size_t(kMany + 3));
    }

    void anImageThatSaysTooMuchHasNoContainers_data()
    {
        QTest::addColumn<bool>("isRefused");
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("length");
        QTest::newRow("all ports") << false << 2 * 65535 << 9;
        QTest::newRow("a long text") << false << 1 << 1'000'000;
        QTest::newRow("too many") << true << 200'000 << 1;
        QTest::newRow("too long") << true << 30 << 100'000;
    }
    void anImageThatSaysTooMuchHasNoContainers()
    {
        QFETCH(bool, isRefused);
        QFETCH(int, count);
        QFETCH(int, length);
        const auto refuses = [](const RunDefaults& image) {
            try {
                requireRunnable(image);
                return false;
            } catch (const Error& error) {
                return error.code() == Code::RunOptionInvalid;
            }
        };
        const std::vector<std::string> texts(static_cast<std::size_t>(count),
                                             std::string(static_cast<std::size_t>(length), 'x'));
        RunDefaults image;
        for (auto* list : {&image.entrypoint, &image.command, &image.environment,
                           &image.exposedPorts, &image.volumes}) {
            *list = texts;
            QCOMPARE(refuses(image), isRefused);
            list->clear();
        }
        for (int i = 0; i < count; ++i)
            image.labels[std::to_string(i)] = std::string(static_cast<std::size_t>(length), 'x');
        QCOMPARE(refuses(image), isRefused);
        image.labels.clear();
        image.user = std::string(3'000'000, 'x');
        QVERIFY(refuses(image));
    }

    void workingDirectoriesAreAbsolute()
    {
        RunDefaults image;
        QCOMPARE(workingDirectoryOf(image, {}), "/");
        image.workingDirectory = "app";
        QCOMPARE(workingDirectoryOf(image, {}), "/app");
        RunOptions options;
        options.workingDirectory = "/else";
        QCOMPARE(workingDirectoryOf(image, options), "/else");
    }

    void everyContainerIsConfined()
    {
        const Json spec = makeSpec(inputs());
        for (const char* type : {"user", "pid", "ipc", "uts", "mount", "network"})
            QVERIFY2(hasNamespace(spec, type), type);
        QCOMPARE(spec.at("linux").at("uidMappings").dump(),
                 R"([{"containerID":0,"hostID":600000000,"size":65536}])");
        QCOMPARE(spec.at("linux").at("gidMappings").dump(),
                 spec.at("linux").at("uidMappings").dump());
        QCOMPARE(spec.at("linux").at("seccomp").at("defaultAction").get<std::string>(),
                 "SCMP_ACT_ERRNO");
        const Json& capabilities = spec.at("process").at("capabilities");
        QCOMPARE(capabilities.at("bounding").size(), std::size_t(11));
        QCOMPARE(capabilities.at("inheritable").size(), std::size_t(0));
        QCOMPARE(capabilities.at("ambient").size(), std::size_t(0));
        QVERIFY(capabilities.dump().find("SYS_ADMIN") == std::string::npos);
        const std::string masked = spec.at("linux").at("maskedPaths").dump();
        for (const char* path : {"/proc/kcore", "/proc/keys", "/sys/firmware"})
            QVERIFY2(masked.find(path) != std::string::npos, path);
        QVERIFY(spec.at("linux").at("readonlyPaths").dump().find("/proc/sys\"") !=
                std::string::npos);
        QCOMPARE(spec.at("root").dump(), R"({"path":"root","readonly":false})");
    }

    void aUserWhoIsNotRootGetsNothingAtOnce()
    {
        SpecInputs in = inputs();
        in.user = {101, 102, {102, 200}, "/srv"};
        const Json process = makeSpec(in).at("process");
        QCOMPARE(process.at("user").dump(),
                 R"({"additionalGids":[102,200],"gid":102,"uid":101,"umask":18})");
        QCOMPARE(process.at("capabilities").at("effective").size(), std::size_t(0));
        QCOMPARE(process.at("capabilities").at("permitted").size(), std::size_t(0));
    }

    void theHostsNetworkHasNoNamespaceAndNoSettings()
    {
        SpecInputs in = inputs();
        QVERIFY(makeSpec(in).at("linux").contains("sysctl"));
        in.options.network = NetworkMode::Host;
        const Json spec = makeSpec(in);
        QVERIFY(!hasNamespace(spec, "network"));
        QVERIFY(hasNamespace(spec, "user"));
        QVERIFY(!spec.at("linux").contains("sysctl"));
    }

    void limitsGoToTheirControllers()
    {
        SpecInputs in = inputs();
        in.options.memory = Bytes(64U << 20);
        in.options.pidsLimit = 20;
        in.options.milliCpus = 1500;
        const Json resources = makeSpec(in).at("linux").at("resources");
        QCOMPARE(resources.at("memory").at("limit").get<std::uint64_t>(), std::uint64_t(64) << 20);
        QCOMPARE(resources.at("pids").at("limit").get<int>(), 20);
        QCOMPARE(resources.at("cpu").dump(), R"({"period":100000,"quota":150000})");
        in.cgroups.controllers.erase("memory");
        QVERIFY_EXCEPTION_THROWN(makeSpec(in), Error);
    }

    void bytesThatTheRuntimeWouldAlterAreRefused()
    {
        SpecInputs in = inputs();
        in.options.arguments = {"echo", "\xff"};
        QVERIFY_EXCEPTION_THROWN(makeSpec(in), Error);
        in.options.arguments = {"echo", "\xed\x95\xad"};
        QCOMPARE(makeSpec(in).at("process").at("args").at(1).get<std::string>(), "\xed\x95\xad");
        in.options.environment = {"A=\xc3("};
        QVERIFY_EXCEPTION_THROWN(makeSpec(in), Error);
    }

    void anExecHasTheContainersConfinementAndItsOwnUser()
    {
        const Json spec = makeSpec(inputs());
        ExecOptions options;
        options.arguments = {"id"};
        options.user = "web";
        options.environment = {"A=b"};
        const Json process = makeExecProcess(spec, options, {101, 102, {102}, "/srv"});
        QCOMPARE(process.at("args").dump(), R"(["id"])");
        QCOMPARE(process.at("user").at("uid").get<int>(), 101);
        QCOMPARE(process.at("capabilities").at("effective").size(), std::size_t(0));
        QCOMPARE(process.at("env").dump().find("HOME=/root"), std::string::npos);
        QVERIFY(process.at("env").dump().find("HOME=/srv") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TestSpec)
#include "tst_spec.moc"
