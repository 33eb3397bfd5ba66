// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Containers from the command line: output, exit codes, terminals, signals.

#include <csignal>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include "tests/support/sample_registry.h"

using namespace onggi::test;

class TestOnggictlRun : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_registry = std::make_unique<SampleRegistry>();
        m_image = m_registry->reference("b");
        m_sandbox = std::make_unique<Sandbox>();
    }

    void pullsWhatIsMissingWithoutATouchOnTheOutput()
    {
        const Outcome outcome =
            onggictl({"run", "--rm", "--tls-verify=false", "--network", "none", m_image});
        QVERIFY2(outcome.code == 0, outcome.errors.constData());
        QCOMPARE(outcome.output, QByteArray("Hello from an onggi: a b \n"));
        QVERIFY2(outcome.errors.contains("downloaded"), outcome.errors.constData());
    }

    void asksTheRegistryAsItIsTold()
    {
        const Sandbox sandbox;
        const Outcome outcome = sandbox.shell(
            "make() { onggictl create --tls-verify=false --network none \"$@\" true 2>$0/errors; "
            "}\n"
            "other=" +
            m_registry->reference("a") + "; image=" + m_image +
            "\n"
            "make --pull never $image; echo $?; cat $0/errors\n"
            "make $image | wc -c\n"
            "onggictl pull -q --tls-verify=false $other\n"
            "onggictl tag $other $image\n" // the tag is another image's here than there
            "make $image >/dev/null; onggictl images -q --no-trunc $image\n"
            "make --pull always $image >/dev/null; onggictl images -q --no-trunc $image\n"
            "make --pull always $(onggictl images -q $image) | wc -c\n"
            "make --pull newer 127.0.0.1:1/x; echo $?");
        QVERIFY2(outcome.code == 0, outcome.errors.constData());
        const QList<QByteArray> lines = outcome.output.trimmed().split('\n');
        QVERIFY2(lines.size() == 8, outcome.output.constData());
        QCOMPARE(lines[0], QByteArray("125"));
        QVERIFY2(lines[1].endsWith("it was not to be pulled"), lines[1].constData());
        QCOMPARE(lines[2].trimmed(), QByteArray("65"));
        QCOMPARE(lines[4], lines[3]);
        QVERIFY(lines[5] != lines[4]);
        QCOMPARE(lines[6].trimmed(), QByteArray("65"));
        QCOMPARE(lines[7], QByteArray("125"));
    }

    void keepsOutputAndErrorsApart()
    {
        const Outcome outcome = container({"sh", "-c", "echo out; echo err >&2"});
        QCOMPARE(outcome.output, QByteArray("out\n"));
        QCOMPARE(outcome.errors, QByteArray("err\n"));
    }

    void exitsWithTheContainersCode_data()
    {
        QTest::addColumn<QStringList>("command");
        QTest::addColumn<int>("code");
        QTest::newRow("success") << QStringList{"true"} << 0;
        QTest::newRow("failure") << QStringList{"sh", "-c", "exit 3"} << 3;
        QTest::newRow("signal") << QStringList{"sh", "-c", "sh -c 'kill -9 $$'; exit $?"} << 137;
        QTest::newRow("no such command") << QStringList{"/no/such"} << 127;
        QTest::newRow("not in the path") << QStringList{"no-such"} << 127;
        QTest::newRow("no program") << QStringList{"/etc/passwd"} << 126;
    }
    void exitsWithTheContainersCode()
    {
        QFETCH(QStringList, command);
        QFETCH(int, code);
        QCOMPARE(container(command).code, code);
    }

    void sendsStandardInputOnlyWhenAsked()
    {
        QByteArray input(300'000, 'x');
        input += "\nend\n";
        const Outcome asked =
            onggictl({"run", "--rm", "-i", "--network", "none", m_image, "cat"}, input);
        QCOMPARE(asked.code, 0);
        QCOMPARE(asked.output.size(), input.size());
        QVERIFY(asked.output == input);
        QCOMPARE(container({"cat"}, "nothing of it").output, QByteArray());
    }

    void passesOptionsOn()
    {
        const Outcome outcome = onggictl(
            {"run", "--rm", "--network", "none", "-e", "A=b c", "-w", "/tmp", "-u", "jar", "-h",
             "pot", "--name", "named", m_image, "sh", "-c", "echo \"$A\"; pwd; id -un; hostname"});
        QCOMPARE(outcome.output, QByteArray("b c\n/tmp\njar\npot\n"));
    }

    void givesATerminal()
    {
        const QString line =
            QStringList{Sandbox::program()}.join(' ') + " " +
            m_sandbox
                ->arguments({"onggictl", "run", "-it", "--rm", "--network", "none", m_image, "tty"})
                .join(' ');
        const Outcome outcome = runProgram("script", {"-qec", line, "/dev/null"});
        QVERIFY2(outcome.code == 0, outcome.output.constData());
        QVERIFY2(outcome.output.contains("/dev/pts/0") || outcome.output.contains("/dev/console"),
                 outcome.output.constData());
        const Outcome without =
            onggictl({"run", "-it", "--rm", "--network", "none", m_image, "tty"});
        QCOMPARE(without.code, 125);
        QVERIFY(without.errors.startsWith("onggictl: no terminal for -t"));
    }

    void showsWhatAContainerChanged()
    {
        const Outcome outcome = m_sandbox->shell(
            "set -e; onggictl run --name changed --network none " + m_image +
            " sh -c 'echo x >/tmp/new; rm /etc/group; echo y >>/etc/passwd; rm -r /srv;"
            " mkdir -p /srv/again; touch /srv/again/file'\n"
            "onggictl diff changed; onggictl container diff --json changed >&2\n"
            "runuser -u nobody -- onggictl diff changed 2>/dev/null || echo refused\n"
            "onggictl create --name untouched " +
            m_image +
            " true >/dev/null\n"
            "onggictl diff untouched; onggictl rm changed untouched >/dev/null");
        QVERIFY2(outcome.code == 0, outcome.errors.constData());
        QVERIFY2(outcome.output.startsWith("C /etc\nD /etc/group\nC /etc/passwd\nC /srv\n"),
                 outcome.output.constData());
        QVERIFY2(outcome.output.contains("\nD /srv/b\nC /tmp\nA /tmp/new\nrefused\n"),
                 outcome.output.constData());
        QVERIFY2(outcome.output.contains("\nA /srv/again\nA /srv/again/file\n"),
                 outcome.output.constData());
        const QJsonArray changes = QJsonDocument::fromJson(outcome.errors).array();
        QCOMPARE(changes.size(), outcome.output.count('\n') - 1);
        QCOMPARE(changes[0].toObject()["kind"].toString(), QString("C"));
    }

    void livesInTheBackground()
    {
        const Outcome outcome = m_sandbox->shell(
            "set -e; image=" + m_image +
            "\n"
            "id=$(onggictl run -d --network none --name web $image sh -c 'echo said; sleep 600')\n"
            "[ ${#id} = 64 ]\n"
            "onggictl ps | grep -q ' web$'\n"
            "onggictl exec web echo inside\n"
            "onggictl exec -i web cat <<END\nthrough\nEND\n"
            "onggictl exec web sh -c 'exit 5' || echo code $?\n"
            "onggictl logs web\n"
            "if onggictl rm web 2>/dev/null; then exit 9; fi\n"
            "if onggictl rmi $image 2>/dev/null; then exit 10; fi\n"
            "onggictl kill -s KILL web >/dev/null\n"
            "onggictl wait web\n"
            "onggictl start web >/dev/null\n"
            "onggictl stop -t 0 web >/dev/null\n"
            "onggictl ps -a --json >$0/ps.json\n"
            "onggictl rm web");
        QVERIFY2(outcome.code == 0, outcome.errors.constData());
        QCOMPARE(outcome.output, QByteArray("inside\nthrough\ncode 5\nsaid\n137\nweb\n"));
        QFile file(m_sandbox->scratch() + "/ps.json");
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject row = QJsonDocument::fromJson(file.readAll()).array()[0].toObject();
        QCOMPARE(row["name"].toString(), QString("web"));
        QCOMPARE(row["state"].toString(), QString("stopped"));
        QCOMPARE(row["exitCode"].toInt(), 137);
    }

    void keepsLayersAsPairsOfFiles()
    {
        const Outcome outcome = m_sandbox->shell(
            "set -e\nonggictl run -d --network none --name held " + m_image +
            " sleep 600 >/dev/null\n"
            "find $0/state/layers -mindepth 1 -printf '%y %f\\n' | sed 's/ .*[.]/ /' | sort | uniq "
            "-c | tr -s ' '\n"
            "onggictl rm -f held >/dev/null");
        QVERIFY2(outcome.code == 0, outcome.errors.constData());
        QCOMPARE(outcome.output, QByteArray(" 3 f erofs\n 3 f tar\n"));
    }

    void startsAgainWithoutAPause()
    {
        const Outcome outcome = m_sandbox->shell(
            "set -e\nonggictl run -d --network none --name again " + m_image +
            " sh -c 'exit 3' >/dev/null\n"
            "for i in 1 2 3 4 5 6 7 8; do onggictl wait again; onggictl start again >/dev/null; "
            "done\n"
            "onggictl wait again\nonggictl rm again");
        QVERIFY2(outcome.code == 0, outcome.errors.constData());
        QCOMPARE(outcome.output, QByteArray("3\n").repeated(9) + "again\n");
    }

    void countsWhatContainersHaveWritten()
    {
        const Outcome outcome = m_sandbox->shell(
            "set -e\nonggictl run -d --network none --name writer " + m_image +
            " sh -c 'head -c 3000000 /dev/zero >/file; sync; echo done; sleep 600' >/dev/null\n"
            "until onggictl logs writer | grep -q done; do sleep 0.1; done\n"
            "onggictl df --json >$0/runs.json\n"
            "du -s -B1 $0/state/containers/*/upper | awk '{ s += $1 } END { print s }'\n"
            "onggictl kill writer >/dev/null; onggictl wait writer >/dev/null; sleep 1.1\n"
            "onggictl df --json >$0/stopped.json\n"
            "onggictl df | grep -q '^containers  *1 .*3.*MB.*3.*MB'\nonggictl rm writer "
            ">/dev/null");
        QVERIFY2(outcome.code == 0, outcome.errors.constData());
        const auto part = [this](const char* name) {
            QFile file(m_sandbox->scratch() + name);
            return file.open(QIODevice::ReadOnly)
                       ? QJsonDocument::fromJson(file.readAll())["containers"].toObject()
                       : QJsonObject();
        };
        const qint64 written = outcome.output.trimmed().toLongLong();
        QVERIFY(written >= 3'000'000);
        QCOMPARE(part("/runs.json")["diskBytes"].toInteger(), written);
        QCOMPARE(part("/runs.json")["reclaimableBytes"].toInteger(), 0);
        QCOMPARE(part("/stopped.json")["diskBytes"].toInteger(), written);
        QCOMPARE(part("/stopped.json")["reclaimableBytes"].toInteger(), written);
    }

    void createsAndStartsAttached()
    {
        const Outcome outcome = m_sandbox->shell(
            "set -e\nonggictl create --network none --name made " + m_image +
            " sh -c 'echo made; exit 4' >/dev/null\n"
            "onggictl start -a made 2>&1 || echo code $?\n"
            "onggictl inspect made | grep -q '\"Name\"'\n"
            "onggictl export made | tar -t | grep -qx 'bin/busybox\\|./bin/busybox'\n"
            "onggictl container prune -f >/dev/null\n"
            "onggictl ps -aq");
        QVERIFY2(outcome.code == 0, outcome.errors.constData());
        QCOMPARE(outcome.output, QByteArray("made\ncode 4\n"));
    }

    void exportsAFileWholeOrNotAtAll()
    {
        const Outcome outcome = m_sandbox->shell(
            "set -e\ncd \"$0\"\nonggictl create --network none --name out " + m_image +
            " true >/dev/null\n"
            "echo old >kept.tar\n"
            "if onggictl export -o kept.tar none 2>/dev/null; then exit 9; fi\n"
            "cat kept.tar\n"
            "onggictl export -o kept.tar out\n"
            "tar -tf kept.tar | grep -cx '[.]*/*bin/busybox'\n"
            "onggictl export -o - out | tar -t | grep -cx '[.]*/*bin/busybox'\n"
            "onggictl export out >/dev/null\n"
            "onggictl rm out >/dev/null\n"
            "ls kept.tar*");
        QVERIFY2(outcome.code == 0, outcome.errors.constData());
        QCOMPARE(outcome.output, QByteArray("old\n1\n1\nkept.tar\n"));
    }

    void inspectsAnImageThatIsCalledLikeAContainer()
    {
        const Outcome outcome =
            m_sandbox->shell("set -e\nonggictl tag " + m_image +
                             " twin\n"
                             "onggictl create --network none --name twin twin true >/dev/null\n"
                             "onggictl image inspect -f '{{.Id}}' twin >$0/id\n"
                             "onggictl images -q --no-trunc twin | cmp $0/id -\n"
                             "onggictl inspect -f '{{.Name}}' twin >$0/name\n"
                             "onggictl container inspect -f '{{.Name}}' twin | cmp $0/name -\n"
                             "onggictl rm twin >/dev/null\n"
                             "if onggictl container inspect twin 2>/dev/null; then exit 9; fi\n"
                             "onggictl rmi twin >/dev/null");
        QVERIFY2(outcome.code == 0, outcome.errors.constData());
    }

    void forwardsSignalsToTheContainer()
    {
        const Outcome outcome =
            m_sandbox->shell("onggictl run --rm --network none --name catcher " + m_image +
                             " sh -c 'trap \"echo caught; exit 6\" TERM; echo ready; while :; do "
                             "sleep 0.1; done' >$0/out & p=$!\n"
                             "until grep -q ready $0/out; do sleep 0.1; done\n"
                             "kill -TERM $p; wait $p; echo $?; cat $0/out");
        QCOMPARE(outcome.output, QByteArray("6\nready\ncaught\n"));
    }

    void endsAtOnceWhenTheHelperDies()
    {
        const Outcome outcome = m_sandbox->shell(
            "onggictl run --network none --name survivor " + m_image +
            " sh -c 'echo ready; until [ -e /told ]; do sleep 0.1; done; echo later; exit 8'"
            " >$0/out 2>$0/err & p=$!\n"
            "until grep -q ready $0/out; do sleep 0.1; done\n"
            "tests/support/kill_helper || exit 9\n"
            "wait $p; echo $?; cat $0/err\n"
            "onggictl exec survivor sh -c '>/told' || exit 8\n"
            "onggictl wait survivor; onggictl logs survivor; onggictl rm survivor");
        QVERIFY2(outcome.output.startsWith("125\nonggictl: the helper failed: it died"),
                 (outcome.output + outcome.errors).constData());
        QVERIFY2(outcome.output.endsWith("\n8\nready\nlater\nsurvivor\n"),
                 outcome.output.constData());
    }

    void letsAStrangerRunConfined()
    {
        const Outcome outcome =
            m_sandbox->run({"runuser", "-u", "nobody", "--", "onggictl", "run", "--rm", "--network",
                            "none", m_image, "echo", "mine"});
        QVERIFY2(outcome.code == 0, outcome.errors.constData());
        QCOMPARE(outcome.output, QByteArray("mine\n"));
    }

    void takesContainersDownWithTheSandbox()
    {
        const Sandbox other;
        const Outcome outcome = other.shell("onggictl pull -q --tls-verify=false " + m_image +
                                            " >/dev/null\n"
                                            "onggictl run -d --network none --name stays " +
                                            m_image +
                                            " sleep 600 >/dev/null\n"
                                            "cat $0/state/containers/*/conmon.pid");
        QVERIFY2(outcome.code == 0, outcome.errors.constData());
        const QString monitor = outcome.output.trimmed();
        QVERIFY(!monitor.isEmpty());
        QVERIFY(!QFile::exists("/proc/" + monitor + "/exe"));
        const Outcome after = other.shell("onggictl ps -a; onggictl rm stays");
        QVERIFY2(after.output.contains("Exited (137)"), after.output.constData());
        QCOMPARE(after.code, 0);
    }

    void cleanupTestCase()
    {
        m_sandbox.reset();
        m_registry.reset();
    }

private:
    Outcome onggictl(const QStringList& arguments, const QByteArray& input = {}) const
    {
        return m_sandbox->onggictl(arguments, input);
    }
    Outcome container(const QStringList& command, const QByteArray& input = {}) const
    {
        return onggictl(QStringList{"run", "--rm", "--network", "none", m_image} + command, input);
    }

    std::unique_ptr<SampleRegistry> m_registry;
    std::unique_ptr<Sandbox> m_sandbox;
    QString m_image;
};

QTEST_GUILESS_MAIN(TestOnggictlRun)
#include "tst_onggictl_run.moc"
