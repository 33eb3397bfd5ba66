// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/store/database.h"

#include <sys/stat.h>

#include <QTemporaryDir>
#include <QTest>

#include "engine/core/error.h"
#include "engine/core/sha256.h"

using namespace onggi;

class TestDatabase : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        m_path = m_directory->path().toStdString() + "/onggi.db";
    }

    void givesBackWhatWasBound()
    {
        Database database = Database::open(m_path);
        database.execute("CREATE TABLE t (a INTEGER, b TEXT, c BLOB, d TEXT)");
        const Digest digest = Sha256::of("x");
        const std::string bytes("a\0\xff b", 5);
        Statement(database, "INSERT INTO t VALUES (?, ?, ?, ?)")
            .bind(~std::uint64_t(0) >> 1)
            .bind(bytes)
            .bind(digest)
            .bindNull()
            .run();
        Statement row(database, "SELECT a, b, c, d FROM t");
        QVERIFY(row.step());
        QCOMPARE(row.number(0), ~std::uint64_t(0) >> 1);
        QCOMPARE(row.text(1), bytes);
        QVERIFY(row.digest(2) == digest);
        QVERIFY(row.isNull(3));
        QVERIFY(!row.step());
    }

    void takesBackATransactionThatIsNotCommitted()
    {
        Database database = Database::open(m_path);
        database.execute("CREATE TABLE t (a INTEGER)");
        {
            Transaction transaction(database);
            database.execute("INSERT INTO t VALUES (1)");
        }
        {
            Transaction transaction(database);
            database.execute("INSERT INTO t VALUES (2)");
            transaction.commit();
        }
        Statement row(database, "SELECT sum(a) FROM t");
        QVERIFY(row.step());
        QCOMPARE(row.integer(0), 2);
    }

    void usesTwoStatementsOfOneTextAtOnce()
    {
        Database database = Database::open(m_path);
        database.execute("CREATE TABLE t (a INTEGER); INSERT INTO t VALUES (1), (2)");
        Statement first(database, "SELECT a FROM t ORDER BY a");
        Statement second(database, "SELECT a FROM t ORDER BY a");
        QVERIFY(first.step() && first.step() && second.step());
        QCOMPARE(first.integer(0), 2);
        QCOMPARE(second.integer(0), 1);
    }

    void refusesADigestOfAWrongLength()
    {
        Database database = Database::open(m_path);
        Statement row(database, "SELECT x'00ff'");
        QVERIFY(row.step());
        QVERIFY_EXCEPTION_THROWN(row.digest(0), Error);
    }

    void enforcesForeignKeys()
    {
        Database database = Database::open(m_path);
        database.execute("CREATE TABLE a (id INTEGER PRIMARY KEY);"
                         "CREATE TABLE b (a INTEGER REFERENCES a (id))");
        QVERIFY_EXCEPTION_THROWN(database.execute("INSERT INTO b VALUES (1)"), Error);
    }

    void makesFilesThatOnlyTheOwnerCanRead()
    {
        Database database = Database::open(m_path);
        database.execute("CREATE TABLE t (a INTEGER)");
        for (const char* suffix : {"", "-wal"}) {
            struct stat status;
            QCOMPARE(::stat((m_path + suffix).c_str(), &status), 0);
            QCOMPARE(status.st_mode & 0777, 0600u);
        }
    }

    void readsACopyWithWhatIsStillInTheLog()
    {
        Database database = Database::open(m_path);
        database.execute("CREATE TABLE t (a INTEGER); INSERT INTO t VALUES (7)");
        Database copy = Database::openCopy(m_path);
        Statement row(copy, "SELECT a FROM t");
        QVERIFY(row.step());
        QCOMPARE(row.integer(0), 7);
    }

    void callsAFileThatIsNoDatabaseDamaged()
    {
        QFile file(QString::fromStdString(m_path));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(4096, 'x'));
        file.close();
        try {
            Database::open(m_path);
            QFAIL("it was opened");
        } catch (const Error& error) {
            QCOMPARE(error.code(), Code::StoreCorrupt);
        }
    }

private:
    std::unique_ptr<QTemporaryDir> m_directory;
    std::string m_path;
};

QTEST_GUILESS_MAIN(TestDatabase)
#include "tst_database.moc"
