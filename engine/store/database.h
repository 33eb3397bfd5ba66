// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// SQLite as three objects that clean up after themselves.
//
// One thread at a time uses a Database and what was made from it. Failures throw Error:
// StoreNoSpace, StoreReadOnly, StoreBusy, StoreCorrupt, else SystemIo; the subject is the
// database's path.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "engine/core/bytes.h"
#include "engine/image/digest.h"

struct sqlite3;
struct sqlite3_stmt;

namespace onggi {

class Database {
public:
    // Opens or creates (0600) with a write-ahead log; a commit survives a power loss. Foreign keys
    // are on.
    static Database open(const std::string& path);
    // A copy in memory of a database on a read-only file system, what is still in its log included.
    static Database openCopy(const std::string& path);

    Database(Database&&) noexcept;
    Database& operator=(Database&&) noexcept;
    ~Database();

    // One or several statements without parameters and results.
    void execute(const std::string& sql);
    std::int64_t lastInsertId() const noexcept;
    // Rows that the last INSERT, UPDATE or DELETE changed itself.
    std::int64_t changes() const noexcept;
    // SQLite's own look at its file: empty, or what is wrong.
    std::string integrityProblem();

private:
    friend class Statement;
    friend class Transaction;
    struct Closer {
        void operator()(sqlite3* handle) const noexcept;
    };

    Database(const std::string& path, int flags);
    [[noreturn]] void fail(std::string_view action) const;
    // A commit whose sync failed stands whole in the write-ahead log, and would count if the
    // process died now: an empty one takes its place.
    void supersedeLog() noexcept;

    std::string m_path;
    std::unique_ptr<sqlite3, Closer> m_handle;
    // Prepared statements that nobody uses just now, by their text.
    std::multimap<std::string, sqlite3_stmt*, std::less<>> m_idle;
};

// A prepared statement; the preparation is kept for the next one of the same text.
class Statement {
public:
    Statement(Database& database, std::string_view sql);
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    ~Statement();

    // Parameters in their order; every call sets the next one.
    Statement& bind(std::int64_t value);
    Statement& bind(std::uint64_t value) { return bind(static_cast<std::int64_t>(value)); }
    Statement& bind(std::uint32_t value) { return bind(static_cast<std::int64_t>(value)); }
    Statement& bind(int value) { return bind(static_cast<std::int64_t>(value)); }
    Statement& bind(Bytes value) { return bind(value.count()); }
    Statement& bind(std::string_view text); // copied; any bytes
    Statement& bind(const Digest& digest);
    Statement& bindNull();

    bool step(); // whether there is a row
    void run();  // to the end, for what gives no rows

    // Columns of the present row, from 0.
    bool isNull(int column) const noexcept;
    std::int64_t integer(int column) const noexcept;
    std::uint64_t number(int column) const noexcept;
    Bytes bytes(int column) const noexcept { return Bytes(number(column)); }
    std::string text(int column) const;
    Digest digest(int column) const; // Error(StoreCorrupt) if it has not 32 bytes

private:
    Database& m_database;
    std::string m_sql;
    sqlite3_stmt* m_statement = nullptr;
    int m_bound = 0;
};

// Rolled back by the destructor unless committed.
class Transaction {
public:
    explicit Transaction(Database& database);
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    ~Transaction();

    // If it throws, all is rolled back.
    void commit();

private:
    void rollBack() noexcept;

    Database& m_database;
    bool m_isOpen = true;
};

} // namespace onggi
