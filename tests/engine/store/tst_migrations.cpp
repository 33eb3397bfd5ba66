// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/store/migrations.h"

#include <QTemporaryDir>
#include <QTest>

#include "engine/core/error.h"

using namespace onggi;

namespace {

std::int64_t versionOf(Database& database)
{
    Statement version(database, "PRAGMA user_version");
    version.step();
    return version.integer(0);
}

} // namespace

class TestMigrations : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        m_path = m_directory->path().toStdString() + "/onggi.db";
    }

    void makesTheSchemaOnce()
    {
        Database database = Database::open(m_path);
        migrate(database);
        migrate(database);
        QCOMPARE(versionOf(database), static_cast<std::int64_t>(storeMigrations().size()));
        QVERIFY(database.integrityProblem().empty());
    }

    void keepsTheImagesOfTheFirstVersion()
    {
        Database database = Database::open(m_path);
        migrate(database, storeMigrations().first(1));
        database.execute("INSERT INTO images (id, created, platform, base_name)"
                         " VALUES (zeroblob(32), 5, 'linux/amd64', 'debian:12')");
        migrate(database);
        Statement row(database, "SELECT base_name, base_digest FROM images");
        QVERIFY(row.step());
        QCOMPARE(row.text(0), std::string("debian:12"));
        QVERIFY(row.isNull(1));
        QVERIFY_EXCEPTION_THROWN(database.execute("UPDATE images SET base_digest = x'00'"), Error);
    }

    void takesOnlyTheStepsThatAreMissing()
    {
        constexpr std::string_view kFirst[] = {
            "CREATE TABLE a (x INTEGER); INSERT INTO a VALUES (1)"};
        constexpr std::string_view kBoth[] = {kFirst[0],
                                              "ALTER TABLE a ADD COLUMN y INTEGER DEFAULT 5"};
        Database database = Database::open(m_path);
        migrate(database, kFirst);
        migrate(database, kBoth);
        Statement row(database, "SELECT x, y FROM a");
        QVERIFY(row.step());
        QCOMPARE(row.integer(0), 1);
        QCOMPARE(row.integer(1), 5);
        QCOMPARE(versionOf(database), 2);
    }

    void leavesTheDatabaseAsItWasWhenAStepFails()
    {
        constexpr std::string_view kFirst[] = {"CREATE TABLE a (x INTEGER)"};
        constexpr std::string_view kBroken[] = {kFirst[0], "CREATE TABLE b (x INTEGER); nonsense"};
        Database database = Database::open(m_path);
        migrate(database, kFirst);
        QVERIFY_EXCEPTION_THROWN(migrate(database, kBroken), Error);
        QCOMPARE(versionOf(database), 1);
        Statement table(database, "SELECT 1 FROM sqlite_schema WHERE name = 'b'");
        QVERIFY(!table.step());
    }

    void refusesANewerDatabaseAndSaysSo()
    {
        Database database = Database::open(m_path);
        migrate(database);
        database.execute("PRAGMA user_version = 1000");
        try {
            migrate(database);
            QFAIL("it was taken");
        } catch (const Error& error) {
            QCOMPARE(error.code(), Code::StoreCorrupt);
            QVERIFY(error.message().find("newer Onggi") != std::string::npos);
        }
        QCOMPARE(versionOf(database), 1000);
    }

    void refusesAnotherApplicationsDatabase()
    {
        Database database = Database::open(m_path);
        database.execute("CREATE TABLE theirs (x INTEGER)");
        QVERIFY_EXCEPTION_THROWN(migrate(database), Error);
    }

private:
    std::unique_ptr<QTemporaryDir> m_directory;
    std::string m_path;
};

QTEST_GUILESS_MAIN(TestMigrations)
#include "tst_migrations.moc"
