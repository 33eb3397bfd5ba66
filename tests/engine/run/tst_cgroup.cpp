// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/run/cgroup.h"

#include <fcntl.h>

#include <QDir>
#include <QTemporaryDir>
#include <QTest>
#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "engine/core/fd.h"

using namespace onggi;

namespace {

// A machine drawn with files: what is mounted, and what the cgroup2 tree offers.
class Machine {
public:
    explicit Machine(const std::string& mounts, const std::string& controllers = {},
                     const char* unified = ".")
    {
        QDir(m_directory.path()).mkpath("proc/self");
        QDir(m_directory.path()).mkpath(QString("cgroup/") + unified);
        std::string text = mounts;
        for (std::size_t at; (at = text.find('@')) != std::string::npos;)
            text.replace(at, 1, path("cgroup"));
        write("proc/self/mountinfo", text);
        if (!controllers.empty())
            write("cgroup/" + std::string(unified) + "/cgroup.controllers", controllers);
    }
    void addGroup(const std::string& tree, const std::string& name) const
    {
        QVERIFY(QDir(m_directory.path()).mkpath(QString::fromStdString("cgroup/" + tree + name)));
    }
    bool hasGroup(const std::string& tree, const std::string& name) const
    {
        return QFileInfo(QString::fromStdString(path("cgroup/" + tree + name))).isDir();
    }
    void addSystemd() { QDir(m_directory.path()).mkpath("systemd"); }
    CgroupLayout detect() const
    {
        return detectCgroups(path("proc"), path("cgroup"), path("systemd"));
    }

private:
    std::string path(const std::string& name) const
    {
        return m_directory.path().toStdString() + '/' + name;
    }
    void write(const std::string& name, const std::string& text) const
    {
        writeFully(openFile(path(name), O_WRONLY | O_CREAT).get(), text, name);
    }
    QTemporaryDir m_directory;
};

constexpr const char* kV1 = "30 20 0:26 / @/memory rw - cgroup cgroup rw,memory\n"
                            "31 20 0:27 / @/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct\n"
                            "32 20 0:28 / @/pids rw - cgroup cgroup rw,pids\n";

} // namespace

class TestCgroup : public QObject {
    Q_OBJECT

private slots:
    void knowsTheUnifiedTree()
    {
        Machine machine("30 20 0:26 / @ rw - cgroup2 cgroup2 rw,nsdelegate\n",
                        "cpuset cpu io memory pids\n");
        CgroupLayout layout = machine.detect();
        QVERIFY(layout.mode == CgroupMode::V2);
        QVERIFY(layout.controllers.contains("memory") && layout.controllers.contains("pids"));
        QVERIFY(!layout.hidesUnified && !layout.isSystemd);
        QCOMPARE(cgroupsPath(layout, "abc"), "/onggi/abc");
        machine.addSystemd();
        layout = machine.detect();
        QVERIFY(layout.isSystemd);
        QCOMPARE(cgroupsPath(layout, "abc"), "system.slice:onggi:abc");
    }

    void knowsTheOldTrees()
    {
        const CgroupLayout layout = Machine(kV1).detect();
        QVERIFY(layout.mode == CgroupMode::V1);
        QVERIFY(layout.controllers.contains("cpuacct"));
        QVERIFY(layout.unified.empty());
    }

    void hidesTheUnifiedPartOfAHybridOnlyWhereItHasControllers()
    {
        const std::string mounts =
            std::string(kV1) + "33 20 0:29 / @/unified rw - cgroup2 cgroup2 rw\n";
        const CgroupLayout with = Machine(mounts, "hugetlb\n", "unified").detect();
        QVERIFY(with.mode == CgroupMode::Hybrid);
        QVERIFY(with.hidesUnified);
        QVERIFY(with.unified.ends_with("/unified"));
        QVERIFY(!with.controllers.contains("hugetlb"));
        QVERIFY(!Machine(mounts, "\n", "unified").detect().hidesUnified);
    }

    void noneIsNone()
    {
        const CgroupLayout layout = Machine("1 2 0:3 / / rw - ext4 x rw\n").detect();
        QVERIFY(layout.mode == CgroupMode::None);
        RunOptions options;
        QVERIFY(!cgroupResources(layout, options).contains("pids"));
        options.pidsLimit = 5;
        QVERIFY_EXCEPTION_THROWN(cgroupResources(layout, options), Error);
    }

    // The group above is everybody's: another container may be about to start in it.
    void takesAwayWhatAFailedStartLeftAndNothingElse()
    {
        const Machine machine(kV1);
        machine.addGroup("memory", "/onggi/abc");
        machine.addGroup("pids", "/onggi/abc");
        machine.addGroup("pids", "/onggi/other");
        removeCgroup(machine.detect(), "abc");
        QVERIFY(!machine.hasGroup("memory", "/onggi/abc"));
        QVERIFY(!machine.hasGroup("pids", "/onggi/abc"));
        QVERIFY(machine.hasGroup("pids", "/onggi/other"));
        QVERIFY(machine.hasGroup("memory", "/onggi"));
    }
};

QTEST_APPLESS_MAIN(TestCgroup)
#include "tst_cgroup.moc"
