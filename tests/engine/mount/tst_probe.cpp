// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/mount/probe.h"

#include <QTemporaryDir>
#include <QTest>

using namespace onggi;

class TestProbe : public QObject {
    Q_OBJECT

private slots:
    void readsKernelVersions()
    {
        QVERIFY((parseKernelVersion("6.12.95+deb12-amd64") == KernelVersion{6, 12, 95}));
        QVERIFY((parseKernelVersion("6.6") == KernelVersion{6, 6, 0}));
        QVERIFY((parseKernelVersion("6.1.0-21-amd64") == KernelVersion{6, 1, 0}));
        QVERIFY((parseKernelVersion("nonsense") == KernelVersion{}));
        QVERIFY(parseKernelVersion("6.10") > parseKernelVersion("6.9.9"));
    }

    // On whatever machine this runs: there is a reason, or everything is there; never an exception.
    void whatIsMissingIsSaidInASentence()
    {
        const QTemporaryDir state;
        QVERIFY(QDir(state.path()).mkpath("spool/jobs"));
        const MountProbe probe = probeMounts(state.path().toStdString());
        QVERIFY(probe.kernel > KernelVersion{});
        QCOMPARE(probe.canRun(), probe.isKernelNew && probe.mayMount && probe.hasErofs &&
                                     probe.hasOverlay && probe.hasUserNamespaces &&
                                     probe.canHoldUpper && probe.erofs != ErofsSource::None);
        QCOMPARE(probe.reason.empty(), probe.remedy.empty());
        QVERIFY(QDir(state.filePath("spool/jobs")).isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestProbe)
#include "tst_probe.moc"
