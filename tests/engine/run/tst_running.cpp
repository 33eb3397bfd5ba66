// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Containers really run here: on mounted layers, under conmon and the runtime.

#include <csignal>
#include <filesystem>
#include <thread>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QTest>
#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "engine/core/json.h"
#include "engine/layer/erofs_reader.h"
#include "engine/layer/tar_scan.h"
#include "engine/lineage/chain_id.h"
#include "engine/mount/mount_api.h"
#include "engine/run/network.h"
#include "engine/run/process.h"
#include "engine/store/state_paths.h"
#include "tests/support/container_world.h"

using namespace onggi;
using namespace onggi::test;

namespace {

template <typename Call>
std::string failure(Call call)
{
    try {
        call();
    } catch (const Error& error) {
        return std::string(codeName(error.code()));
    }
    return "nothing";
}

std::string lineOf(const std::string& text, const std::string& start)
{
    const std::size_t at = text.find(start);
    return at == text.npos ? "" : text.substr(at, text.find('\n', at) - at);
}

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

class TestRunning : public QObject {
    Q_OBJECT

    ContainerWorld m_world;

private slots:
    void cleanupTestCase()
    {
        m_world.restart();
        QCOMPARE(m_world.containers().list().size(), std::size_t(0));
        // What the last helper takes down at its exit.
        std::string left = m_world.leftovers();
        std::string own;
        for (const char* name : {"mounts", "bundles", "netns"})
            own += "mount " + m_world.base() + "/run/" + name + '\n';
        QCOMPARE(left, own);
    }

    void outputErrorAndExitCodeComeApart()
    {
        const Outcome outcome =
            m_world.run(ContainerWorld::shell("cat /etc/greeting; echo wrong >&2; exit 7"));
        QCOMPARE(outcome.output, "from the top\n");
        QCOMPARE(outcome.error, "wrong\n");
        QCOMPARE(outcome.exitCode, 7);
    }

    void laterLayersHideEarlierOnes()
    {
        QCOMPARE(
            m_world.run(ContainerWorld::shell("ls /etc/removed 2>&1 | wc -l; test -e /etc/removed"))
                .exitCode,
            1);
    }

    void standardInputIsPassedAndEnds()
    {
        RunOptions options = ContainerWorld::shell("cat; echo done");
        options.isInteractive = true;
        QCOMPARE(m_world.run(options, "some text\n").output, "some text\ndone\n");
        options.isInteractive = false;
        QCOMPARE(m_world.run(options).output, "done\n");
    }

    void aTerminalIsOne()
    {
        RunOptions options = ContainerWorld::shell("test -t 0 && test -t 1 && echo terminal");
        options.hasTerminal = true;
        options.isInteractive = true;
        const std::string output = m_world.run(options).output;
        QVERIFY2(output == "terminal\r\n", output.c_str());
    }

    void aTerminalIsResized()
    {
        RunOptions options = ContainerWorld::shell("read line; stty size");
        options.hasTerminal = true;
        options.isInteractive = true;
        Containers& containers = m_world.containers();
        const ContainerRow row = containers.create(m_world.image(), options, 0, {});
        const auto attached = containers.start(row.id, true, {});
        containers.resize(row.id, {33, 111});
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
        QCOMPARE(::send(attached->socket.get(), "\n", 1, 0), ssize_t(1));
        Outcome outcome;
        ContainerWorld::readAttached(attached->socket.get(), outcome);
        QVERIFY2(outcome.output.find("33 111") != std::string::npos, outcome.output.c_str());
        containers.remove(row.id, true, {});
    }

    void removedAtItsEndItLeavesNothing()
    {
        RunOptions options = ContainerWorld::shell("echo x > /file");
        options.isRemovedAtEnd = true;
        options.name = "short-lived";
        QCOMPARE(m_world.run(options).exitCode, 0);
        QCOMPARE(failure([&] { m_world.containers().resolve("short-lived"); }),
                 "container.not-found");
        QCOMPARE(m_world.run(options).exitCode, 0);
    }

    void detachedItIsLoggedAndWaitedFor()
    {
        RunOptions options =
            ContainerWorld::shell("echo one; echo two >&2; sleep 0.2; echo three; exit 3");
        const std::string id = m_world.createAndStart(options);
        QVERIFY(m_world.containers().row(id).state == ContainerState::Running);
        QCOMPARE(m_world.containers().wait(id, WaitFor::End, {}), 3);
        QCOMPARE(m_world.logsOf(id), "one\ntwo\nthree\n");
        QVERIFY(m_world.containers().row(id).state == ContainerState::Stopped);
        m_world.containers().remove(id, false, {});
    }

    void stoppedByItsSignalOrKilled()
    {
        Containers& containers = m_world.containers();
        const std::string polite = m_world.createAndStart(
            ContainerWorld::shell("trap 'exit 5' TERM; while :; do sleep 0.05; done"));
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
        QCOMPARE(failure([&] { containers.remove(polite, false, {}); }), "container.state");
        containers.stop(polite, 0, std::chrono::seconds(10), {});
        QCOMPARE(containers.row(polite).exitCode, 5);
        containers.remove(polite, false, {});

        const std::string deaf = m_world.createAndStart(
            ContainerWorld::shell("trap '' TERM; while :; do sleep 0.05; done"));
        containers.stop(deaf, 0, std::chrono::seconds(0), {});
        QCOMPARE(containers.row(deaf).exitCode, 137);
        QCOMPARE(failure([&] { containers.kill(deaf, SIGTERM); }), "container.state");
        containers.remove(deaf, false, {});
    }

    void startedAgainItHasItsFilesAndItsIds()
    {
        Containers& containers = m_world.containers();
        const std::string id = m_world.createAndStart(
            ContainerWorld::shell("cat /kept 2>/dev/null; id -u >> /kept; cat /proc/self/uid_map"));
        containers.wait(id, WaitFor::End, {});
        const std::string first = m_world.logsOf(id);
        containers.start(id, false, {});
        containers.wait(id, WaitFor::End, {});
        QCOMPARE(m_world.logsOf(id), first + "0\n" + first);
        containers.remove(id, false, {});
    }

    void nameHostnameUserDirectoryAndEnvironment()
    {
        RunOptions options = ContainerWorld::shell(
            "hostname; id; pwd; echo $FROM $EXTRA $HOME; cat /etc/hostname; ls -ldn .");
        options.hostname = "jar";
        options.user = "web";
        options.workingDirectory = "/srv/new/deep";
        options.environment = {"EXTRA=\xed\x95\xad\xec\x95\x84\xeb\xa6\xac"};
        const Outcome outcome = m_world.run(options);
        QVERIFY2(outcome.output.starts_with(
                     "jar\nuid=101(web) gid=102(web) groups=102(web),200(logs)\n"
                     "/srv/new/deep\nimage \xed\x95\xad\xec\x95\x84\xeb\xa6\xac /srv/web\njar\n"
                     "drwxr-xr-x    2 0        0"),
                 (outcome.output + outcome.error).c_str());
    }

    void readOnlyIsReadOnly()
    {
        RunOptions options = ContainerWorld::shell(
            "echo x > /file || echo refused; echo y > /dev/shm/z && echo shm");
        options.isReadOnly = true;
        QCOMPARE(m_world.run(options).output, "refused\nshm\n");
    }

    void limitsHold()
    {
        RunOptions options =
            ContainerWorld::shell("dd if=/dev/zero of=/dev/null bs=200M count=1 2>/dev/null");
        options.memory = parseMemory("32m");
        QCOMPARE(m_world.run(options).exitCode, 137);

        options = ContainerWorld::shell(
            "i=0; while [ $i -lt 30 ]; do sleep 1 & i=$((i+1)); done; echo all");
        options.pidsLimit = 10;
        const Outcome outcome = m_world.run(options);
        QVERIFY(outcome.output.find("all") == std::string::npos ||
                outcome.error.find("fork") != std::string::npos);
        QVERIFY2(outcome.error.find("fork") != std::string::npos, outcome.error.c_str());
    }

    void itsRootIsAnOverlayOnOneImageWithADevicePerLayer()
    {
        const std::string id = m_world.createAndStart(ContainerWorld::shell("sleep 60"));
        std::vector<std::string> overlays;
        std::vector<dev_t> images;
        for (const MountEntry& entry : mountsBelow(m_world.paths().runtimeDirectory)) {
            struct stat status {};
            if (entry.type == "overlay")
                overlays.push_back(entry.superOptions);
            if (entry.type == "erofs" && ::stat(entry.point.c_str(), &status) == 0)
                images.push_back(status.st_dev);
        }
        QCOMPARE(overlays.size(), std::size_t(1));
        const std::string lower = "lowerdir=" + m_world.paths().runtimeDirectory + "/mounts/";
        QVERIFY2(overlays[0].find(lower) != std::string::npos, overlays[0].c_str());
        // The chain, and its clone for the container's ids: one file system.
        QCOMPARE(images.size(), std::size_t(2));
        QCOMPARE(images[0], images[1]);
        const StatePaths state(m_world.paths().stateDirectory);
        const Fd index =
            openFile(state.chainIndex(chainIds(m_world.image().config.diffIds).back()), O_RDONLY);
        QCOMPARE(readDeviceTable(index.get(), "index").size(), std::size_t(2));
        m_world.containers().remove(id, true, {});
        for (const MountEntry& entry : mountsBelow(m_world.paths().runtimeDirectory))
            QVERIFY(entry.type != "erofs" && entry.type != "overlay");
    }

    void itsRootUserIsNobodyOnTheHost()
    {
        const std::string id =
            m_world.createAndStart(ContainerWorld::shell("touch /mine; sleep 60"));
        const Json inspected = Json::parse(m_world.containers().inspect(id));
        const std::string pid = std::to_string(inspected.at("State").at("Pid").get<int>());
        const std::string status = readWholeFile(AT_FDCWD, "/proc/" + pid + "/status", 1U << 20);
        const std::string subuid = readWholeFile(AT_FDCWD, m_world.paths().subuid, 4096);
        const std::uint32_t first = std::stoul(subuid.substr(6));
        struct stat mine {};
        const std::string upper = inspected.at("GraphDriver").at("Data").at("UpperDir");
        QTRY_COMPARE(::stat((upper + "/mine").c_str(), &mine), 0);
        QVERIFY(mine.st_uid >= first && mine.st_uid < first + 16 * 65536 &&
                mine.st_uid % 65536 == 0);
        QCOMPARE(lineOf(status, "Uid:"),
                 "Uid:\t" + std::to_string(mine.st_uid) + '\t' + std::to_string(mine.st_uid) +
                     '\t' + std::to_string(mine.st_uid) + '\t' + std::to_string(mine.st_uid));
        m_world.containers().remove(id, true, {});
    }

    void itIsConfined()
    {
        const Outcome outcome = m_world.run(ContainerWorld::shell(
            "grep -E '^(Seccomp|CapBnd|CapEff|CapInh|NoNewPrivs|Seccomp_filters):' "
            "/proc/self/status | tr '\\t' ' ';"
            "cat /proc/kcore /proc/keys | wc -c; echo a > /proc/sys/kernel/hostname; mknod "
            "/tmp/d b 8 0; chmod 666 /dev/null;"
            "unshare -m true; echo b > /proc/sysrq-trigger; ls /sys/firmware "
            "| wc -l; mount -t tmpfs x /tmp;"
            "dd if=/dev/sda of=/dev/null; hostname other"));
        const std::string expected =
            "CapInh: 0000000000000000\nCapEff: 00000000800405fb\n"
            "CapBnd: 00000000800405fb\nNoNewPrivs: 0\nSeccomp: 2\nSeccomp_filters: 1\n0\n0\n";
        QVERIFY2(outcome.output == expected, (outcome.output + outcome.error).c_str());
        struct stat null {};
        QCOMPARE(::stat("/dev/null", &null), 0);
        QCOMPARE(null.st_uid, 0U);
        QCOMPARE(null.st_mode & 07777U, 0666U);
        QCOMPARE(std::count(outcome.error.begin(), outcome.error.end(), '\n') >= 7, true);
    }

    void aUserWhoIsNotRootHasNoCapabilities()
    {
        RunOptions options =
            ContainerWorld::shell("grep -E 'Cap(Eff|Prm|Amb)' /proc/self/status | tr '\\t' ' '");
        options.user = "web";
        QCOMPARE(m_world.run(options).output,
                 "CapPrm: 0000000000000000\nCapEff: 0000000000000000\nCapAmb: 0000000000000000\n");
    }

    void whatCannotStartSaysWhyAndLeavesNothing()
    {
        const auto with = [&](auto change) {
            RunOptions options = ContainerWorld::shell("true");
            options.isRemovedAtEnd = true;
            change(options);
            return failure([&] { m_world.run(options); });
        };
        QCOMPARE(with([](RunOptions& o) { o.arguments = {"no-such-command"}; }),
                 "run.command-not-found");
        QCOMPARE(with([](RunOptions& o) { o.arguments = {"/bin/not-executable"}; }),
                 "run.command-not-executable");
        QCOMPARE(with([](RunOptions& o) { o.arguments = {"no-program"}; }),
                 "run.command-not-executable");
        QCOMPARE(with([](RunOptions& o) { o.user = "mallory"; }), "run.user-unknown");
        QCOMPARE(with([](RunOptions& o) { o.arguments = {"echo", "\xff"}; }), "run.option-invalid");
        QCOMPARE(m_world.containers().list().size(), std::size_t(0));
        for (const MountEntry& entry : mountsBelow(m_world.paths().runtimeDirectory))
            QVERIFY(entry.type != "erofs" && entry.type != "overlay");
    }

    void executesFurtherProcesses()
    {
        Containers& containers = m_world.containers();
        RunOptions options = ContainerWorld::shell("sleep 60");
        options.environment = {"SEEN=yes"};
        const std::string id = m_world.createAndStart(options);
        const auto exec = [&](ExecOptions what, const std::string& input = {}) {
            const auto session = containers.exec(id, what, {});
            const AttachSocket socket = session->takeSocket();
            if (!input.empty())
                ::send(socket.socket.get(), input.data(), input.size(), 0);
            if (!what.hasTerminal)
                ::shutdown(socket.socket.get(), SHUT_WR);
            Outcome outcome;
            ContainerWorld::readAttached(socket.socket.get(), outcome);
            outcome.exitCode = session->wait({});
            return outcome;
        };
        ExecOptions what;
        what.arguments = {"/bin/sh", "-c", "echo $SEEN; cat; echo err >&2; exit 9"};
        what.isInteractive = true;
        const Outcome outcome = exec(what, "typed\n");
        QCOMPARE(outcome.output, "yes\ntyped\n");
        QCOMPARE(outcome.error, "err\n");
        QCOMPARE(outcome.exitCode, 9);

        what.arguments = {"/bin/sh", "-c", "id -un; test -t 0 && echo terminal; pwd"};
        what.user = "web";
        what.workingDirectory = "/srv";
        what.hasTerminal = true;
        QCOMPARE(exec(what).output, "web\r\nterminal\r\n/srv\r\n");

        what = {};
        what.arguments = {"no-such-command"};
        QCOMPARE(failure([&] { exec(what); }), "run.command-not-found");
        what.arguments = {"no-program"};
        QCOMPARE(failure([&] { exec(what); }), "run.command-not-executable");
        containers.remove(id, true, {});
    }

    void namesAreTakenOnce()
    {
        RunOptions options = ContainerWorld::shell("true");
        options.name = "the-jar";
        Containers& containers = m_world.containers();
        const ContainerRow row = containers.create(m_world.image(), options, 1000, {});
        QCOMPARE(failure([&] { containers.create(m_world.image(), options, 0, {}); }),
                 "container.name-taken");
        QCOMPARE(containers.resolve("the-jar"), row.id);
        QCOMPARE(containers.resolve(row.id.substr(0, 10)), row.id);
        QCOMPARE(containers.row(row.id).uid, 1000U);
        // It was never started: there is no end to wait for.
        QCOMPARE(containers.wait(row.id, WaitFor::End, {}), 0);
        containers.remove(row.id, false, {});
    }

    void theLauncherMayBeKilled()
    {
        int ends[2];
        QCOMPARE(::pipe(ends), 0);
        const std::string self = std::filesystem::read_symlink("/proc/self/exe");
        const ContainerWorld world;
        const std::string command = "echo early; sleep 0.5; echo late; exit 4";
        const pid_t launcher = ::fork();
        if (launcher == 0) {
            ::dup2(ends[1], STDOUT_FILENO);
            ::execl(self.c_str(), self.c_str(), "--launch", world.base().c_str(), command.c_str(),
                    nullptr);
            ::_exit(127);
        }
        ::close(ends[1]);
        std::string id(64, '\0');
        QCOMPARE(readFully(ends[0], std::as_writable_bytes(std::span(id)), "launcher"),
                 std::size_t(64));
        ::close(ends[0]);
        QCOMPARE(::kill(launcher, SIGKILL), 0);
        QCOMPARE(::waitpid(launcher, nullptr, 0), launcher);

        const std::string conmon =
            readWholeFile(AT_FDCWD, world.base() + "/state/containers/" + id + "/conmon.pid", 64);
        const std::string status = readWholeFile(AT_FDCWD, "/proc/" + conmon + "/status", 1U << 20);
        QCOMPARE(lineOf(status, "PPid:"), "PPid:\t1");

        const std::unique_ptr<ContainerWorld> next = ContainerWorld::join(world.base());
        QVERIFY(next->containers().row(id).state == ContainerState::Running);
        QCOMPARE(next->containers().wait(id, WaitFor::End, {}), 4);
        QCOMPARE(next->logsOf(id), "early\nlate\n");
        next->containers().remove(id, false, {});
    }

    void whatEndsWhileNobodyLooksIsFound()
    {
        ContainerWorld world;
        const std::string id = world.createAndStart(ContainerWorld::shell("echo said; exit 6"));
        RunOptions options = ContainerWorld::shell("sleep 60");
        const std::string longer = world.createAndStart(options);
        world.containers().wait(id, WaitFor::End, {});
        world.restart();
        QCOMPARE(world.containers().row(id).exitCode, 6);
        QCOMPARE(world.logsOf(id), "said\n");
        QVERIFY(world.containers().row(longer).state == ContainerState::Running);
        world.containers().stop(longer, SIGKILL, std::chrono::seconds(10), {});
        QCOMPARE(world.containers().row(longer).exitCode, 137);
    }

    void whatAKilledHelperWasRemovingIsRemoved()
    {
        ContainerWorld world;
        const std::string spool = world.base() + "/state/spool/";
        const std::string gone = spool + "gone-" + std::string(64, 'a');
        std::filesystem::create_directories(gone + "/upper/etc");
        std::filesystem::create_directories(spool + "gone-astray");
        std::filesystem::create_directory_symlink(world.base(), gone + "/upper/link");
        world.restart();
        QVERIFY(!std::filesystem::exists(gone));
        QVERIFY(std::filesystem::exists(spool + "gone-astray"));
        QVERIFY(std::filesystem::exists(world.base() + "/state"));
    }

    void whatCannotBeFoundAgainIsLeftAlone()
    {
        ContainerWorld world;
        const std::string id =
            world.containers().create(world.image(), ContainerWorld::shell("true"), 0, {}).id;
        const std::string record = world.base() + "/state/records/1";
        const std::string kept = readWholeFile(AT_FDCWD, record, 1U << 20);
        writeFully(openFile(record, O_WRONLY | O_TRUNC).get(), "no record", "record");
        QVERIFY_EXCEPTION_THROWN(world.restart(), std::exception);
        QCOMPARE(world.containers().recoveryIssues().size(), std::size_t(1));
        QCOMPARE(failure([&] {
                     world.containers().create(world.image(), ContainerWorld::shell("true"), 0, {});
                 }),
                 "run.unavailable");
        writeFully(openFile(record, O_WRONLY | O_TRUNC).get(), kept, "record");
        world.restart();
        QVERIFY(world.containers().recoveryIssues().empty());
        QVERIFY(std::filesystem::exists(world.base() + "/state/containers/" + id));
        QCOMPARE(world.containers().row(id).id, id);
    }

    void loopDevicesServeWhereFilesCannotBeMounted()
    {
        ContainerWorld world(true);
        QCOMPARE(world.run(ContainerWorld::shell("cat /etc/greeting")).output, "from the top\n");
        const std::string id = world.createAndStart(ContainerWorld::shell("sleep 60"));
        QVERIFY(world.leftovers().find("loop") != std::string::npos);
        world.containers().remove(id, true, {});
        QVERIFY(world.leftovers().find("loop") == std::string::npos);
    }

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
        QTRY_COMPARE(fetchFromHost(std::stoi(port)), "hello");

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

    void exportsWhatTheContainerSees()
    {
        RunOptions options = ContainerWorld::shell(
            "touch /new; chown 101:102 /new; rm /etc/greeting; mkdir /d; sleep 60");
        const std::string id = m_world.createAndStart(options);
        const auto listing = [&] {
            const std::string path = m_world.base() + "/export.tar";
            Progress progress;
            {
                const Fd file = openFile(path, O_WRONLY | O_CREAT | O_TRUNC);
                m_world.containers().exportTar(id, file.get(), progress, {});
            }
            const Fd file = openFile(path, O_RDONLY);
            GrowingFile tar(file.get(), "export");
            const Tree tree = scanTar(tar, "export", {});
            std::string text;
            for (const char* name : {"new", "d", "etc/greeting", "srv/web/index.html", "bin/sh"}) {
                const auto node = tree.find(name);
                text += node ? std::string(name) + ' ' + std::to_string(tree[*node].meta.uid) +
                                   ':' + std::to_string(tree[*node].meta.gid) + ' ' +
                                   std::to_string(tree[*node].size) + '\n'
                             : std::string(name) + " is not there\n";
            }
            return text;
        };
        const std::string expected = "new 101:102 0\nd 0:0 0\netc/greeting is not there\n"
                                     "srv/web/index.html 101:102 6\nbin/sh 0:0 0\n";
        QTRY_COMPARE(listing(), expected);
        m_world.containers().stop(id, SIGKILL, std::chrono::seconds(5), {});
        QCOMPARE(listing(), expected);
        m_world.containers().remove(id, false, {});
    }

    void runsQuickly()
    {
        RunOptions options = ContainerWorld::shell("");
        options.arguments = {"/bin/true"};
        options.isRemovedAtEnd = true;
        QBENCHMARK
        {
            m_world.run(options);
        }
    }
};

int main(int argc, char** argv)
{
    if (const std::optional<int> code = containerWorldMain(argc, argv))
        return *code;
    TestRunning test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_running.moc"
