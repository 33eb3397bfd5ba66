// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The version of a database is SQLite's user_version; application_id tells whose database it is.

#include "engine/store/migrations.h"

#include "engine/core/error.h"
#include "engine/store/schema_sql.h"

namespace onggi {

namespace {

// What org.opencontainers.image.base.digest says; null where nothing does.
constexpr std::string_view kBaseDigestSql =
    "ALTER TABLE images ADD COLUMN base_digest BLOB CHECK (length(base_digest) = 32)";
constexpr std::string_view kMigrations[] = {kSchemaSql, kBaseDigestSql};
constexpr std::int64_t kApplicationId = 0x4f6e6767; // "Ongg"

std::int64_t pragma(Database& database, std::string_view sql)
{
    Statement statement(database, sql);
    statement.step();
    return statement.integer(0);
}

} // namespace

std::span<const std::string_view> storeMigrations() noexcept
{
    return kMigrations;
}

void migrate(Database& database, std::span<const std::string_view> migrations)
{
    const std::int64_t version = pragma(database, "PRAGMA user_version");
    const std::int64_t owner = pragma(database, "PRAGMA application_id");
    const auto latest = static_cast<std::int64_t>(migrations.size());
    const bool isEmpty = pragma(database, "SELECT count(*) FROM sqlite_schema") == 0;
    if (owner != kApplicationId && !isEmpty)
        throw Error(Code::StoreCorrupt, "onggi.db", "it is another application's database");
    if (version > latest)
        throw Error(Code::StoreCorrupt, "onggi.db",
                    "a newer Onggi made it (version " + std::to_string(version) +
                        ", known is up to " + std::to_string(latest) + "): update Onggi");
    for (std::int64_t step = version; step < latest; ++step) {
        Transaction transaction(database);
        database.execute(std::string(migrations[static_cast<std::size_t>(step)]));
        database.execute("PRAGMA user_version = " + std::to_string(step + 1) +
                         ";"
                         "PRAGMA application_id = " +
                         std::to_string(kApplicationId));
        transaction.commit();
    }
}

} // namespace onggi
