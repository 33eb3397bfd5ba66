// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a test starts ends with it, however that ends: here a shell stands for the test.

#include <csignal>

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

class TestEndsTogether : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        QVERIFY(QDir(m_directory->path()).mkdir("made"));
    }
    void cleanup()
    {
        m_test.kill();
        m_test.waitForFinished();
    }

    void aTestThatIsKilledLeavesNothing()
    {
        start("sleep 1000");
        m_test.kill();
        QTRY_VERIFY_WITH_TIMEOUT(!isThere(m_daemon), 30'000);
        QTRY_VERIFY_WITH_TIMEOUT(!QFile::exists(made()), 30'000);
    }

    // The rest is up to the test.
    void aProgramThatEndsTakesItsDaemonsAlong()
    {
        start("sh -c 'exit 7'");
        QVERIFY(m_test.waitForFinished(30'000));
        QCOMPARE(m_test.exitCode(), 7);
        QVERIFY(!isThere(m_daemon));
        QVERIFY(QFile::exists(made()));
    }

    void askedToEndItEndsTheProgram()
    {
        start("sleep 1000");
        kill(m_keeper, SIGTERM);
        QVERIFY(m_test.waitForFinished(30'000));
        QCOMPARE(m_test.exitCode(), 128 + SIGTERM);
        QVERIFY(!isThere(m_daemon));
        QVERIFY(QFile::exists(made()));
    }

private:
    // A program that starts a daemon and then goes on as `end` says.
    void start(const QString& end)
    {
        const QString program = "setsid sleep 1000 >/dev/null & echo $! $PPID; exec " + end;
        m_test.start("sh", {"-c", "\"$0\" \"$@\" & wait $!", ONGGI_SUPPORT "/ends_together", made(),
                            "sh", "-c", program});
        QByteArray line;
        while (!line.endsWith('\n') && m_test.waitForReadyRead(30'000))
            line += m_test.readAllStandardOutput();
        m_daemon = line.split(' ').value(0).toInt();
        m_keeper = line.split(' ').value(1).trimmed().toInt();
        QVERIFY(isThere(m_daemon));
        QVERIFY(isThere(m_keeper));
    }
    QString made() const { return m_directory->filePath("made"); }
    static bool isThere(pid_t pid) { return pid > 0 && kill(pid, 0) == 0; }

    std::unique_ptr<QTemporaryDir> m_directory;
    QProcess m_test;
    pid_t m_daemon = 0;
    pid_t m_keeper = 0;
};

QTEST_GUILESS_MAIN(TestEndsTogether)
#include "tst_ends_together.moc"
