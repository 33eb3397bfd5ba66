// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What holds a container in: its root, its ids, its capabilities, its limits.

#include <filesystem>

#include <fcntl.h>
#include <sys/stat.h>

#include <QTest>

#include <nlohmann/json.hpp>

#include "engine/core/json.h"
#include "engine/layer/erofs_reader.h"
#include "engine/lineage/chain_id.h"
#include "engine/mount/mount_api.h"
#include "engine/store/state_paths.h"
#include "tests/support/container_world.h"

using namespace onggi;
using namespace onggi::test;

class TestConfinement : public QObject {
    Q_OBJECT

    ContainerWorld m_world;

private slots:
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
        QTRY_COMPARE_WITH_TIMEOUT(::stat((upper + "/mine").c_str(), &mine), 0, 30'000);
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
};

int main(int argc, char** argv)
{
    if (const std::optional<int> code = containerWorldMain(argc, argv))
        return *code;
    TestConfinement test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_confinement.moc"
