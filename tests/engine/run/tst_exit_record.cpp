// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/run/exit_record.h"

#include <fcntl.h>
#include <unistd.h>

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include "engine/core/fd.h"

using namespace onggi;

class TestExitRecord : public QObject {
    Q_OBJECT

    const std::string m_id = std::string(63, '0') + 'a';

private slots:
    void conmonsCodeBecomesARecordOnce()
    {
        const QTemporaryDir directory;
        const std::string state = directory.path().toStdString();
        const std::string own = state + "/containers/" + m_id;
        QVERIFY(QDir().mkpath(QString::fromStdString(own)));
        QVERIFY(!readExitRecord(state, m_id));
        writeFully(openFile(own + "/exit", O_WRONLY | O_CREAT).get(), "7", "exit");
        QCOMPARE(readExitRecord(state, m_id)->exitCode, 7); // before --ended came
        QVERIFY(recordEnd(state, m_id));
        writeFully(openFile(own + "/exit", O_WRONLY | O_TRUNC).get(), "9", "exit");
        QVERIFY(recordEnd(state, m_id));
        const auto record = readExitRecord(state, m_id);
        QCOMPARE(record->exitCode, 7);
        QVERIFY(record->finished > 1'700'000'000);
        QVERIFY(!record->isOutOfMemory);
        removeExitRecord(state, m_id);
        QVERIFY(!readExitRecord(state, m_id));
        QVERIFY(QDir(QString::fromStdString(own)).isEmpty());
    }

    void withoutACodeTheEndIsUnknown()
    {
        const QTemporaryDir directory;
        const std::string state = directory.path().toStdString();
        QVERIFY(QDir().mkpath(directory.filePath("containers/" + QString::fromStdString(m_id))));
        writeFully(openFile(state + "/containers/" + m_id + "/oom", O_WRONLY | O_CREAT).get(), "",
                   "oom");
        QVERIFY(recordEnd(state, m_id));
        QCOMPARE(readExitRecord(state, m_id)->exitCode, 255);
    }

    void idsThatAreNoneAndContainersThatAreGoneAreNothing()
    {
        const QTemporaryDir directory;
        const std::string state = directory.path().toStdString();
        for (const std::string& id :
             {std::string("../../etc"), std::string("abc"), std::string(64, 'A'), m_id}) {
            QVERIFY(!recordEnd(state, id));
            QVERIFY(!readExitRecord(state, id));
        }
    }
};

QTEST_APPLESS_MAIN(TestExitRecord)
#include "tst_exit_record.moc"
