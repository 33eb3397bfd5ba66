// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Containers outlive who started them, and are found again by the next.

#include <csignal>
#include <filesystem>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QTest>

#include "engine/core/error.h"
#include "tests/support/container_world.h"

using namespace onggi;
using namespace onggi::test;

class TestRecovery : public QObject {
    Q_OBJECT

private slots:
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

    void aRecordThatCannotBeReadIsReadLater()
    {
        ContainerWorld world;
        const std::string id = world.createAndStart(ContainerWorld::shell("sleep 60"));
        const std::string record = world.base() + "/state/containers/" + id + "/ended";
        std::filesystem::create_directory(record);
        world.containers().kill(id, SIGKILL);
        QTRY_VERIFY_WITH_TIMEOUT(
            std::filesystem::exists(world.base() + "/state/containers/" + id + "/exit"), 30'000);
        QTest::qWait(300); // until it has been looked at
        std::filesystem::remove(record);
        QCOMPARE(world.containers().wait(id, WaitFor::End, {}), 137);
        world.containers().remove(id, false, {});
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
};

int main(int argc, char** argv)
{
    if (const std::optional<int> code = containerWorldMain(argc, argv))
        return *code;
    TestRecovery test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_recovery.moc"
