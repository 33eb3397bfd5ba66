// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the runtimes say, in the words of crun 1.8, crun 1.21 and runc 1.1.

#include "engine/run/runtime.h"

#include <QTest>

#include "engine/core/error.h"

using namespace onggi;

class TestRuntime : public QObject {
    Q_OBJECT

private slots:
    void whatItSaysBecomesTheErrorThatFits_data()
    {
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<int>("code");
        const int notFound = int(Code::RunCommandNotFound);
        const int notExecutable = int(Code::RunCommandNotExecutable);
        QTest::newRow("crun, nothing there")
            << QByteArray("executable file `/tool` not found: No such file or directory")
            << notFound;
        QTest::newRow("crun, not in the path")
            << QByteArray("executable file `tool` not found in $PATH: No such file or directory")
            << notFound;
        QTest::newRow("crun, no right to execute")
            << QByteArray("open executable: Permission denied") << notExecutable;
        QTest::newRow("newer crun, no right to execute")
            << QByteArray(
                   "the path `/tool` exists but it is not executable: Operation not permitted")
            << notExecutable;
        QTest::newRow("newer crun, a directory")
            << QByteArray("the path `/tool` is not a regular file: Operation not permitted")
            << notExecutable;
        QTest::newRow("crun, no program")
            << QByteArray("exec container process `/tool`: Exec format error") << notExecutable;
        QTest::newRow("runc, nothing there")
            << QByteArray("runc create failed: unable to start container process: exec: \"/tool\": "
                          "stat /tool: no such file or directory")
            << notFound;
        QTest::newRow("runc, no right to execute")
            << QByteArray("runc create failed: unable to start container process: exec: \"/tool\": "
                          "permission denied")
            << notExecutable;
        QTest::newRow("something else")
            << QByteArray("writing file `cgroup.procs`: No space left on device")
            << int(Code::RunFailed);
    }
    void whatItSaysBecomesTheErrorThatFits()
    {
        QFETCH(QByteArray, message);
        QFETCH(int, code);
        try {
            throwRuntimeError("c1", "/tool", message.toStdString() + '\n');
        } catch (const Error& error) {
            QCOMPARE(int(error.code()), code);
            QCOMPARE(error.subject(), std::string(code == int(Code::RunFailed) ? "c1" : "/tool"));
        }
    }

    void oldVersionsAreWarnedOf()
    {
        QVERIFY(runtimeWarning("/usr/bin/crun", "1.21").empty());
        QVERIFY(!runtimeWarning("/usr/bin/crun", "1.8.1").empty());
        QVERIFY(runtimeWarning("/usr/sbin/runc", "1.2.8").empty());
        QVERIFY(!runtimeWarning("/usr/sbin/runc", "1.1.5").empty());
        QVERIFY(!runtimeWarning("/usr/bin/crun", "").empty());
    }
};

QTEST_APPLESS_MAIN(TestRuntime)
#include "tst_runtime.moc"
