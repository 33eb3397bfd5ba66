// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `pull` and `jobs` from the command line, against a real registry: what is told before, policies,
// all tags, pausing, and a disk that is full.

#include <sys/mount.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include "tests/support/fault_server.h"
#include "tests/support/made_layer.h"
#include "tests/support/registry.h"
#include "tests/support/sandbox.h"
#include "tests/support/small_disk.h"

using namespace onggi;
using namespace onggi::test;

namespace {

// The sandbox's state directory on a disk of its own.
class MountedState {
public:
    MountedState(const SmallDisk& disk, const Sandbox& sandbox)
        : m_path(sandbox.state().toStdString())
    {
        runShell("mkdir '" + m_path + "' && mount --bind '" + disk.mountPoint() + "' '" + m_path +
                 "'");
    }
    ~MountedState() { ::umount2(m_path.c_str(), MNT_DETACH); }
    MountedState(const MountedState&) = delete;
    MountedState& operator=(const MountedState&) = delete;

private:
    std::string m_path;
};

} // namespace

class TestOnggictlPull : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_registry = std::make_unique<Registry>();
        m_base = madeLayer("head -c 600K /dev/urandom >base");
        m_top = madeLayer("head -c 3000K /dev/urandom >top", Packing::Plain);
        m_registry->pushImage("team/app", "1", {m_base});
        m_registry->pushImage("team/app", "2", {m_base, m_top});
        m_registry->pushImage("team/big", "1", {madeLayer("head -c 4M /dev/urandom >big")});
    }
    void cleanupTestCase() { m_registry.reset(); }

    void tellsChoosesAndPullsAllTags()
    {
        const Sandbox sandbox;
        const QString app = QString::fromStdString(m_registry->domain()) + "/team/app";
        const Outcome outcome =
            sandbox.shell("pull() { onggictl pull --tls-verify=false \"$@\"; }\n"
                          "app=" +
                          app +
                          "\n"
                          "pull --policy never $app:1 2>$0/never; echo $?\n"
                          "pull -q --policy missing $app:1\n"
                          "pull --dry-run --json $app:2 >$0/plan; echo $?\n"
                          "pull --dry-run $app:2\n"
                          "pull --json $app:2 2>/dev/null; echo $?\n"
                          "onggictl images -q | wc -l\n"
                          "pull -a -q $app | wc -l\n"
                          "pull -a $app:1 2>/dev/null; echo $?\n"
                          "onggictl images --json >$0/images\n"
                          "onggictl jobs pause 1 2>$0/pause; echo $?\n"
                          "onggictl jobs pause x 2>/dev/null; echo $?\n");
        QVERIFY2(outcome.code == 0, outcome.errors.constData());
        const QList<QByteArray> lines = outcome.output.trimmed().split('\n');
        QCOMPARE(lines[0], QByteArray("125"));
        QVERIFY2(text(sandbox, "never").startsWith("onggictl: "),
                 text(sandbox, "never").constData());
        QVERIFY(lines[1].startsWith("sha256:"));
        QCOMPARE(lines[2], QByteArray("0"));
        const QJsonObject plan = QJsonDocument::fromJson(text(sandbox, "plan")).object();
        QCOMPARE(plan["presentBytes"].toInteger(), qint64(m_base.bytes.size()));
        QCOMPARE(plan["downloadBytes"].toInteger(), qint64(m_top.bytes.size()));
        QVERIFY(plan["diskBytes"].toInteger() >= qint64(m_top.bytes.size()));
        QCOMPARE(plan["items"].toArray().size(), 2);
        QVERIFY(plan["items"][0].toObject()["isPresent"].toBool());
        QVERIFY(plan["movesFrom"].isNull());
        QVERIFY2(outcome.output.contains("\nto download: 3.1 MB\n"), outcome.output.constData());
        const QList<QByteArray> tail = lines.mid(lines.size() - 6);
        QCOMPARE(tail, (QList<QByteArray>{"125", "1", "2", "125", "125", "125"}));
        QCOMPARE(QJsonDocument::fromJson(text(sandbox, "images")).array().size(), 2);
    }

    void pausesAndResumes()
    {
        FaultServer server(forwardTo(m_registry->url()));
        server.holdBlobsAfter(1'500'000);
        const Sandbox sandbox;
        // The registry holds its bytes back until the first pull has been paused.
        const auto process = sandbox.start(
            {"bash", "-c",
             "app=$1/team/app:2\n"
             "onggictl pull -q --tls-verify=false $app >$0/first 2>&1 & first=$!\n"
             "state() { onggictl jobs --json | tr -d ' \\n' | grep -o '\"state\":\"[a-z]*\"' |"
             " head -1; }\n"
             "await() { until [ \"$(state)\" = \"\\\"state\\\":\\\"$1\\\"\" ]; do sleep 0.1; "
             "done; }\n"
             "await running; read go\n"
             "number=$(onggictl jobs | awk '$3 == \"running\" { print $1 }')\n"
             "onggictl jobs pause $number >/dev/null; await paused; echo paused; read go\n"
             "onggictl pull -q --tls-verify=false $app | grep -c sha256\n"
             "onggictl jobs resume $number >/dev/null; wait $first; echo $?\n"
             "cat $0/first | grep -c sha256; onggictl check\n",
             sandbox.scratch(), QString::fromStdString(server.domain())});
        QVERIFY(process->waitForStarted());
        QVERIFY(server.waitUntilHeld());
        process->write("\n");
        while (!process->canReadLine())
            QVERIFY(process->waitForReadyRead(60'000));
        QCOMPARE(process->readLine(), QByteArray("paused\n"));
        server.release();
        process->write("\n");
        QVERIFY(process->waitForFinished(60'000));
        const QByteArray rest = process->readAllStandardOutput();
        QVERIFY2(rest.startsWith("1\n0\n1\n"), rest.constData());
    }

    void deletesOnADiskWithoutAByteLeft()
    {
        const SmallDisk disk("64M");
        const Sandbox sandbox;
        const MountedState state(disk, sandbox);
        const QString app = QString::fromStdString(m_registry->domain()) + "/team/app";
        const QString big = QString::fromStdString(m_registry->domain()) + "/team/big";
        const Outcome outcome = sandbox.shell(
            "onggictl pull -q --tls-verify=false " + app +
            ":2 >/dev/null &&"
            " onggictl create --network none --name box " +
            app +
            ":2 true >/dev/null || exit 9\n"
            "head -c 100M /dev/zero >$0/state/filler 2>/dev/null\n"
            "for i in $(seq 100); do echo $i >>$0/state/filler2 || break; done 2>/dev/null; sync\n"
            "tests/support/kill_helper || exit 8\n"
            "onggictl images -q | wc -l; onggictl ps -aq | wc -l\n"
            "onggictl pull --tls-verify=false " +
            big +
            ":1 >/dev/null 2>&1; echo $?\n"
            "onggictl rm box; onggictl rmi " +
            app +
            ":2 >/dev/null; echo $?\n"
            "onggictl images -q | wc -l; onggictl ps -aq | wc -l; ls $0/state/layers | wc -l\n");
        QVERIFY2(outcome.code == 0, outcome.errors.constData());
        QCOMPARE(outcome.output, QByteArray("1\n1\n125\nbox\n0\n0\n0\n0\n"));
    }

    void saysThatAReadOnlyStoreCannotBeChanged()
    {
        const SmallDisk disk("64M");
        const Sandbox sandbox;
        const MountedState state(disk, sandbox);
        const QString app = QString::fromStdString(m_registry->domain()) + "/team/app";
        QCOMPARE(sandbox.shell("onggictl pull -q --tls-verify=false " + app + ":1").code, 0);
        runShell("mount -o remount,ro '" + disk.mountPoint() + "'");
        const Outcome outcome = sandbox.shell("onggictl images -q | wc -l\n"
                                              "onggictl rmi " +
                                              app + ":1 2>&1; onggictl pull --tls-verify=false " +
                                              app + ":2 2>&1 | tail -1");
        runShell("mount -o remount,rw '" + disk.mountPoint() + "'");
        QVERIFY2(outcome.output.startsWith("1\n"), (outcome.output + outcome.errors).constData());
        QCOMPARE(outcome.output.count("read-only"), 2);
    }

private:
    static QByteArray text(const Sandbox& sandbox, const char* name)
    {
        QFile file(sandbox.scratch() + '/' + name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    std::unique_ptr<Registry> m_registry;
    LayerBlob m_base;
    LayerBlob m_top;
};

QTEST_GUILESS_MAIN(TestOnggictlPull)
#include "tst_onggictl_pull.moc"
