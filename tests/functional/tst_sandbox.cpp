// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <csignal>

#include <QDir>
#include <QFile>
#include <QTest>

#include <unistd.h>

#include "tests/support/sandbox.h"

using namespace onggi::test;

namespace {

// Processes in this mount namespace.
QStringList processesIn(const QByteArray& mountNamespace)
{
    QStringList found;
    for (const QString& name : QDir("/proc").entryList(QDir::Dirs)) {
        char target[64] = {};
        const QByteArray link = ("/proc/" + name + "/ns/mnt").toLatin1();
        const ssize_t size = ::readlink(link.constData(), target, sizeof target - 1);
        if (size > 0 && mountNamespace == QByteArray(target, static_cast<int>(size)))
            found << name;
    }
    return found;
}

QByteArray linkTarget(const char* link)
{
    char target[64] = {};
    const ssize_t size = ::readlink(link, target, sizeof target - 1);
    return QByteArray(target, static_cast<int>(std::max<ssize_t>(size, 0)));
}

QStringList polkitFiles()
{
    return QDir("/usr/share/polkit-1/actions").entryList(QDir::Files) +
           QDir("/etc/polkit-1/rules.d").entryList(QDir::Files);
}

QByteArray contentsOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// Waits until the file that a command in a sandbox writes is there, whole lines only.
QByteArray awaitLine(const QString& path)
{
    QByteArray text;
    const auto isThere = [&] { return (text = contentsOf(path)).endsWith('\n'); };
    return QTest::qWaitFor(isThere, 30'000) ? text.trimmed() : QByteArray();
}

} // namespace

class TestSandbox : public QObject {
    Q_OBJECT

private slots:
    void exitsWithTheCodeOfItsCommand()
    {
        const Sandbox sandbox;
        QCOMPARE(sandbox.run({"true"}).code, 0);
        QCOMPARE(sandbox.run({"sh", "-c", "exit 7"}).code, 7);
        QCOMPARE(sandbox.run({"sh", "-c", "kill -9 $$"}).code, 137);
        QCOMPARE(sandbox.run({"/no/such/program"}).code, 127);
    }

    void addsNothingToStandardOutput()
    {
        const Outcome outcome = Sandbox().run({"echo", "only"});
        QCOMPARE(outcome.output, QByteArray("only\n"));
    }

    void keepsDirectoryEnvironmentAndInput()
    {
        qputenv("ONGGI_TEST_WORDS", "a  b\nc");
        const Sandbox sandbox;
        QCOMPARE(sandbox.run({"pwd"}).output, QByteArray(ONGGI_SOURCE_DIR "\n"));
        QCOMPARE(sandbox.run({"printenv", "ONGGI_TEST_WORDS"}).output, QByteArray("a  b\nc\n"));
        QCOMPARE(sandbox.run({"cat"}, "in").output, QByteArray("in"));
        qunsetenv("ONGGI_TEST_WORDS");
    }

    void keepsTheTerminal()
    {
        const QString line = Sandbox::program() + " --preset " ONGGI_PRESET " -- tty";
        const Outcome outcome = runProgram("script", {"-qec", line, "/dev/null"});
        QVERIFY2(outcome.output.startsWith("/dev/pts/"), outcome.output.constData());
    }

    void keepsNetworkAndProcessesButNotMounts()
    {
        const QList<QByteArray> links =
            Sandbox()
                .run({"readlink", "/proc/self/ns/net", "/proc/self/ns/pid", "/proc/self/ns/mnt"})
                .output.split('\n');
        QCOMPARE(links.size(), 4);
        QCOMPARE(links[0], linkTarget("/proc/self/ns/net"));
        QCOMPARE(links[1], linkTarget("/proc/self/ns/pid"));
        QVERIFY(links[2] != linkTarget("/proc/self/ns/mnt"));
    }

    void keepsFilesThatTheCommandMakes()
    {
        const Sandbox sandbox;
        QCOMPARE(sandbox.shell("touch $0/made").code, 0);
        QVERIFY(QFile::exists(sandbox.scratch() + "/made"));
    }

    void hasSubordinateIdsOfItsOwn()
    {
        const Outcome outcome = Sandbox().run(
            {"sh", "-c", "echo x:1:1 >>/etc/subuid; echo x:1:1 >>/etc/subgid; cat /etc/subuid"});
        QVERIFY(outcome.output.endsWith("x:1:1\n"));
        // Others may be given their own there meanwhile.
        const QByteArray outside = contentsOf("/etc/subuid") + contentsOf("/etc/subgid");
        QVERIFY(!outside.contains("x:1:1"));
    }

    void placesPolkitFilesInsideOnly()
    {
        const QStringList before = polkitFiles();
        const Sandbox sandbox;
        const auto process =
            sandbox.start({"sh", "-c", "ls /usr/share/polkit-1/actions >$0/files; read -r line",
                           sandbox.scratch()});
        const QByteArray inside = awaitLine(sandbox.scratch() + "/files");
        const QStringList during = polkitFiles();
        process->closeWriteChannel();
        QVERIFY(process->waitForFinished(60'000));
        QVERIFY2(inside.contains("onggi"), inside.constData());
        QCOMPARE(during, before);
    }

    void putsTheBuiltProgramsFirst()
    {
        const Outcome outcome = Sandbox().run({"sh", "-c", "command -v onggictl; onggictl --help"});
        QVERIFY(outcome.output.startsWith("/tmp/og."));
        QVERIFY(outcome.output.contains("Usage: onggictl"));
    }

    void servesOtherUsers()
    {
        const Outcome outcome =
            Sandbox().run({"runuser", "-u", "nobody", "--", "onggictl", "images", "-q"});
        QVERIFY2(outcome.code == 0, outcome.errors.constData());
        QCOMPARE(outcome.output, QByteArray());
    }

    void keepsTheStateDirectoryThatItWasGiven()
    {
        const Sandbox sandbox;
        QCOMPARE(sandbox.run({"onggictl", "images"}).code, 0);
        QVERIFY(QFile::exists(sandbox.state() + "/onggi.db"));
        const auto mode = QFile::permissions(sandbox.state());
        QCOMPARE(mode & (QFile::ReadGroup | QFile::ExeGroup | QFile::ReadOther | QFile::ExeOther),
                 QFile::Permissions());
        QCOMPARE(sandbox.run({"onggictl", "images"}).code, 0);
    }

    void startsTheHelperAgainAfterItDied()
    {
        const Outcome outcome = Sandbox().run(
            {"sh", "-c",
             "onggictl images >/dev/null && tests/support/kill_helper && onggictl images"});
        QVERIFY2(outcome.code == 0, outcome.errors.constData());
    }

    void runsBesideAnother()
    {
        const Sandbox one;
        const Sandbox two;
        const auto first =
            one.start({"sh", "-c", "onggictl images && read -r line && onggictl images"});
        QVERIFY(QTest::qWaitFor([&] { return QFile::exists(one.state() + "/onggi.db"); }, 30'000));
        QCOMPARE(two.run({"onggictl", "images"}).code, 0);
        first->write("\n");
        QVERIFY(first->waitForFinished(60'000));
        QCOMPARE(first->exitCode(), 0);
    }

    void leavesNothingBehind()
    {
        const Sandbox sandbox;
        const Outcome outcome = sandbox.shell(
            "onggictl images >/dev/null; sleep 600 & echo $PATH; readlink /proc/self/ns/mnt");
        const QList<QByteArray> lines = outcome.output.split('\n');
        QCOMPARE(lines.size(), 3);
        QCOMPARE(processesIn(lines[1]), QStringList());
        QVERIFY(!QFile::exists(QString(lines[0]).section("/bin", 0, 0)));
        QVERIFY(!contentsOf("/proc/self/mountinfo").contains(lines[0].left(14)));
    }

    // What packaging/test finds left over by.
    void isSeenInTheTracesWhileItLives()
    {
        const Sandbox sandbox;
        const auto process = sandbox.start(
            {"sh", "-c", "onggictl images >/dev/null; echo ${PATH%%/bin:*} >$0/base; read -r line",
             sandbox.scratch()});
        const QByteArray base = awaitLine(sandbox.scratch() + "/base");
        QVERIFY(base.startsWith("/tmp/og."));
        const auto traces = [] {
            return runProgram(ONGGI_SOURCE_DIR "/packaging/lib/traces", {}).output;
        };
        const QByteArray during = traces();
        process->closeWriteChannel();
        QVERIFY(process->waitForFinished(60'000));
        QVERIFY2(during.contains("file " + base + '\n'), during.constData());
        QVERIFY2(during.contains(": " + base + "/libexec/onggi-helper"), during.constData());
        QVERIFY(!traces().contains(base));
    }

    void takesEverythingDownOnASignal_data()
    {
        QTest::addColumn<int>("signal");
        QTest::addColumn<int>("code");
        QTest::newRow("SIGTERM") << SIGTERM << 143;
        QTest::newRow("SIGINT") << SIGINT << 130;
        QTest::newRow("SIGHUP") << SIGHUP << 129;
    }
    void takesEverythingDownOnASignal()
    {
        QFETCH(int, signal);
        QFETCH(int, code);
        const Sandbox sandbox;
        const auto process = sandbox.start(
            {"sh", "-c",
             "onggictl images >/dev/null && readlink /proc/self/ns/mnt >$0/space && exec sleep 600",
             sandbox.scratch()});
        const QByteArray space = awaitLine(sandbox.scratch() + "/space");
        const QStringList before = processesIn(space);
        QVERIFY(!before.isEmpty());
        ::kill(static_cast<pid_t>(process->processId()), signal);
        QVERIFY(process->waitForFinished(60'000));
        QCOMPARE(process->exitCode(), code);
        // Another namespace may have got the number of one that is gone.
        for (const QString& left : processesIn(space))
            QVERIFY2(!before.contains(left), qPrintable(left));
    }

    void goesWithoutMountsWhereTheyAreForbidden()
    {
        const QStringList before = polkitFiles();
        const Sandbox sandbox;
        const Outcome outcome = runProgram(
            "setpriv",
            QStringList{"--bounding-set", "-sys_admin", "--inh-caps", "-sys_admin",
                        Sandbox::program()} +
                sandbox.arguments({"sh", "-c", "readlink /proc/self/ns/mnt; onggictl images -q"}));
        QVERIFY2(outcome.code == 0, outcome.errors.constData());
        QCOMPARE(outcome.output.trimmed(), linkTarget("/proc/self/ns/mnt"));
        QVERIFY2(outcome.errors.contains("forbids private mounts"), outcome.errors.constData());
        QCOMPARE(polkitFiles(), before);
    }

    void refusesWhatItDoesNotKnow()
    {
        const Outcome option = runProgram(Sandbox::program(), {"--no-such", "--", "true"});
        QCOMPARE(option.code, 1);
        QVERIFY(option.errors.contains("unknown option: --no-such"));
        QVERIFY(runProgram(Sandbox::program(), {"--preset", "none", "--", "true"})
                    .errors.contains("packaging/build none"));
        QVERIFY(runProgram(Sandbox::program(), {"--"}).errors.contains("no command"));
    }
};

QTEST_GUILESS_MAIN(TestSandbox)
#include "tst_sandbox.moc"
