// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Containers really run here: on mounted layers, under conmon and the runtime. What every verb
// does.

#include <csignal>
#include <filesystem>
#include <future>
#include <thread>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <QTest>
#include <nlohmann/json.hpp>

#include "engine/core/cancel.h"
#include "engine/layer/tar_scan.h"
#include "engine/mount/mount_api.h"
#include "tests/support/container_world.h"

using namespace onggi;
using namespace onggi::test;

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
        RunOptions options = ContainerWorld::shell("until test \"$(stty size 2>/dev/null)\" = '33 "
                                                   "111'; do sleep 0.05; done; echo resized");
        options.hasTerminal = true;
        options.isInteractive = true;
        Containers& containers = m_world.containers();
        const ContainerRow row = containers.create(m_world.image(), options, 0, {});
        const auto attached = containers.start(row.id, true, {});
        containers.resize(row.id, {33, 111});
        Outcome outcome;
        ContainerWorld::readAttached(attached->socket.get(), outcome);
        QVERIFY2(outcome.output == "resized\r\n", outcome.output.c_str());
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
            ContainerWorld::shell("trap 'exit 5' TERM; echo ready; while :; do sleep 0.05; done"));
        QTRY_COMPARE_WITH_TIMEOUT(m_world.logsOf(polite), "ready\n", 30'000);
        QCOMPARE(failure([&] { containers.remove(polite, false, {}); }), "container.state");
        containers.stop(polite, 0, std::chrono::seconds(10), {});
        QVERIFY(m_world.recordedState(polite) == ContainerState::Stopped);
        QCOMPARE(containers.row(polite).exitCode, 5);
        containers.remove(polite, false, {});

        const std::string deaf = m_world.createAndStart(
            ContainerWorld::shell("trap '' TERM; while :; do sleep 0.05; done"));
        containers.stop(deaf, 0, std::chrono::seconds(0), {});
        QCOMPARE(containers.row(deaf).exitCode, 137);
        QCOMPARE(failure([&] { containers.kill(deaf, SIGTERM); }), "container.state");
        containers.remove(deaf, false, {});
    }

    void aStopWaitsForWhatIsBeingDone()
    {
        Containers& containers = m_world.containers();
        const std::string id = m_world.createAndStart(
            ContainerWorld::shell("trap 'exit 5' TERM; echo ready; while :; do sleep 0.05; done"));
        QTRY_COMPARE_WITH_TIMEOUT(m_world.logsOf(id), "ready\n", 30'000);
        std::promise<void> isRead;
        std::promise<void> goOn;
        const auto sink = [&, isFirst = true](std::span<const std::byte>) mutable {
            if (!std::exchange(isFirst, false))
                return;
            isRead.set_value();
            goOn.get_future().wait();
        };
        std::future<void> commit = std::async(std::launch::async, [&] {
            Progress progress;
            containers.writeDiff(id, false, sink, progress, {});
        });
        isRead.get_future().wait();
        std::stop_source source;
        std::future<void> stop = std::async(std::launch::async, [&] {
            containers.stop(id, 0, std::chrono::hours(1), source.get_token());
        });
        std::this_thread::sleep_for(std::chrono::milliseconds(300)); // for a signal that came early
        source.request_stop();
        QVERIFY_EXCEPTION_THROWN(stop.get(), Cancelled);
        goOn.set_value();
        commit.get();
        containers.stop(id, SIGKILL, std::chrono::seconds(10), {});
        QCOMPARE(containers.row(id).exitCode, 137);
        containers.remove(id, false, {});
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

    void aCancelledStartLeavesNothing()
    {
        ContainerWorld world;
        const std::string& base = world.base();
        const std::string slow = base + "/slow-runtime";
        // The start is cancelled while the runtime creates, which must still find its bundle then.
        writeFully(openFile(slow, O_WRONLY | O_CREAT, 0700).get(),
                   "#!/bin/sh\ncase \" $* \" in *\" create \"*)\n>" + base +
                       "/creating; sleep 0.5; [ -e " + base + "/run/bundles/*/config.json ] || >" +
                       base + "/torn;;\nesac\nexec " + world.paths().runtimeWrapper + " \"$@\"\n",
                   slow);
        world.restartWith(slow);
        Containers& containers = world.containers();
        const std::string id =
            containers.create(world.image(), ContainerWorld::shell("sleep 60"), 0, {}).id;
        std::stop_source stop;
        const std::jthread canceller([&](const std::stop_token& isOver) {
            while (!isOver.stop_requested() && !std::filesystem::exists(base + "/creating"))
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            stop.request_stop();
        });
        QVERIFY_EXCEPTION_THROWN(containers.start(id, false, stop.get_token()), Cancelled);
        QVERIFY(!std::filesystem::exists(base + "/torn"));
        QVERIFY(!std::filesystem::exists(base + "/run/runtime/" + id));
        QVERIFY(!std::filesystem::exists(base + "/run/bundles/" + id));
        containers.start(id, false, {});
        QVERIFY(containers.row(id).state == ContainerState::Running);
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
        QTRY_COMPARE_WITH_TIMEOUT(listing(), expected, 30'000);
        m_world.containers().stop(id, SIGKILL, std::chrono::seconds(5), {});
        QCOMPARE(listing(), expected);
        m_world.containers().remove(id, false, {});
    }

    void exportedBeforeItsOnlyRunItStarts()
    {
        RunOptions options = ContainerWorld::shell("sleep 60");
        options.isRemovedAtEnd = true;
        Containers& containers = m_world.containers();
        const std::string id = containers.create(m_world.image(), options, 0, {}).id;
        const Fd nowhere = openFile("/dev/null", O_WRONLY);
        Progress progress;
        containers.exportTar(id, nowhere.get(), progress, {});
        containers.start(id, false, {});
        QVERIFY(containers.row(id).state == ContainerState::Running);
        containers.remove(id, true, {});
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
