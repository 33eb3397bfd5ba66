// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The calls of SQLite, its codes turned into ours where they happen, and the settings that the
// store relies on: a write-ahead log with full syncs, because files are unlinked as soon as a
// commit says that nothing needs them.

#include "engine/store/database.h"

#include <cassert>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include "engine/core/error.h"
#include "engine/core/fd.h"
#include "engine/core/log.h"

namespace onggi {

namespace {

// `cause`: the errno behind the result, where there is one.
Code codeOf(int result, int cause = 0) noexcept
{
    switch (result & 0xff) {
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
        return systemError(cause, {}, {}).code();
    case SQLITE_FULL:
        return Code::StoreNoSpace;
    case SQLITE_READONLY:
        return Code::StoreReadOnly;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return Code::StoreBusy;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_CONSTRAINT:
        return Code::StoreCorrupt;
    default:
        return Code::SystemIo;
    }
}

// The errno of the call that failed. SQLite's own answer is the errno of now, and after a failed read,
// write or sync it has undone things; but its files remember.
int causeOf(sqlite3* handle, int result) noexcept
{
    int cause = 0;
    if ((result & 0xff) == SQLITE_IOERR) {
        ::sqlite3_file_control(handle, "main", SQLITE_FCNTL_LAST_ERRNO, &cause);
        sqlite3_file* log = nullptr;
        ::sqlite3_file_control(handle, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);
        if (cause == 0 && log && log->pMethods)
            log->pMethods->xFileControl(log, SQLITE_FCNTL_LAST_ERRNO, &cause);
    }
    return cause != 0 ? cause : ::sqlite3_system_errno(handle);
}

// SQLite wants a file that it may write to next to the database: a copy in a place of our own.
class ScratchCopy {
public:
    explicit ScratchCopy(const std::string& path)
    {
        char directory[] = "/tmp/onggi-read-XXXXXX";
        if (!::mkdtemp(directory))
            throw systemError(errno, directory, "mkdtemp");
        m_directory = directory;
        for (const char* suffix : {"", "-wal"})
            copy(path + suffix, database() + suffix, *suffix == '\0');
    }
    ~ScratchCopy()
    {
        for (const char* suffix : {"", "-wal", "-shm"})
            ::unlink((database() + suffix).c_str());
        ::rmdir(m_directory.c_str());
    }
    std::string database() const { return m_directory + "/onggi.db"; }

private:
    static void copy(const std::string& from, const std::string& to, bool isRequired)
    {
        if (!isRequired && ::access(from.c_str(), F_OK) != 0)
            return;
        const Fd source = openFile(from, O_RDONLY);
        const Fd target = openFile(to, O_WRONLY | O_CREAT | O_EXCL, 0600);
        std::vector<std::byte> buffer(1 << 16);
        while (const std::size_t got = readFully(source.get(), buffer, from))
            writeFully(target.get(), std::span(buffer).first(got), to);
    }

    std::string m_directory;
};

} // namespace

void Database::Closer::operator()(sqlite3* handle) const noexcept
{
    ::sqlite3_close_v2(handle);
}

Database::Database(const std::string& path, int flags)
    : m_path(path)
{
    sqlite3* handle = nullptr;
    const int result =
        ::sqlite3_open_v2(path.c_str(), &handle, flags | SQLITE_OPEN_NOMUTEX, nullptr);
    m_handle.reset(handle);
    if (result != SQLITE_OK)
        throw Error(codeOf(result, ::sqlite3_system_errno(handle)), path, ::sqlite3_errstr(result));
    // SQLite makes do with reading where opening for writing failed, whatever the reason.
    if ((flags & SQLITE_OPEN_READWRITE) != 0 && ::sqlite3_db_readonly(handle, "main") == 1)
        throw Error(codeOf(SQLITE_CANTOPEN, ::sqlite3_system_errno(handle)), path,
                    "it cannot be opened for writing");
    ::sqlite3_extended_result_codes(handle, 1);
    ::sqlite3_busy_timeout(handle, 2000);
}

Database Database::open(const std::string& path)
{
    // SQLite would make them readable for everybody that the umask lets in, and not say why it cannot.
    openFile(path, O_RDWR | O_CREAT, 0600);
    openFile(path + "-wal", O_RDWR | O_CREAT, 0600);
    Database database(path, SQLITE_OPEN_READWRITE);
    database.execute("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL;"
                     "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
                     "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;");
    return database;
}

Database Database::openCopy(const std::string& path)
{
    const ScratchCopy scratch(path);
    Database source(scratch.database(), SQLITE_OPEN_READWRITE);
    Database memory(":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    sqlite3_backup* backup =
        ::sqlite3_backup_init(memory.m_handle.get(), "main", source.m_handle.get(), "main");
    if (!backup)
        memory.fail("copying");
    ::sqlite3_backup_step(backup, -1);
    const int result = ::sqlite3_backup_finish(backup);
    if (result != SQLITE_OK)
        throw Error(codeOf(result), path, ::sqlite3_errstr(result));
    memory.m_path = path;
    memory.execute("PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;");
    return memory;
}

Database::Database(Database&&) noexcept = default;

Database& Database::operator=(Database&& other) noexcept
{
    std::swap(m_path, other.m_path);
    std::swap(m_handle, other.m_handle);
    std::swap(m_idle, other.m_idle);
    return *this;
}

Database::~Database()
{
    for (const auto& [sql, statement] : m_idle)
        ::sqlite3_finalize(statement);
}

void Database::fail(std::string_view action) const
{
    const int result = ::sqlite3_extended_errcode(m_handle.get());
    throw Error(codeOf(result, causeOf(m_handle.get(), result)), m_path,
                std::string(action) + ": " + ::sqlite3_errmsg(m_handle.get()));
}

void Database::execute(const std::string& sql)
{
    if (::sqlite3_exec(m_handle.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
        fail("executing");
}

std::int64_t Database::lastInsertId() const noexcept
{
    return ::sqlite3_last_insert_rowid(m_handle.get());
}

std::int64_t Database::changes() const noexcept
{
    return ::sqlite3_changes64(m_handle.get());
}

std::string Database::integrityProblem()
{
    Statement check(*this, "PRAGMA integrity_check(1)");
    if (check.step() && check.text(0) != "ok")
        return check.text(0);
    Statement keys(*this, "PRAGMA foreign_key_check");
    if (keys.step())
        return "a row of " + keys.text(0) + " names one of " + keys.text(2) + " that is not there";
    return {};
}

void Database::supersedeLog() noexcept
try {
    std::int64_t version = 0;
    {
        Statement row(*this, "PRAGMA user_version");
        version = row.step() ? row.integer(0) : 0;
    }
    // Writes a page, though it changes nothing.
    execute("PRAGMA user_version = " + std::to_string(version));
} catch (const Error& error) {
    log(LogLevel::Error, "log-not-superseded", {{"cause", error.message()}});
}

Statement::Statement(Database& database, std::string_view sql)
    : m_database(database)
    , m_sql(sql)
{
    if (const auto idle = database.m_idle.find(sql); idle != database.m_idle.end()) {
        m_statement = idle->second;
        database.m_idle.erase(idle);
        return;
    }
    if (::sqlite3_prepare_v3(database.m_handle.get(), sql.data(), static_cast<int>(sql.size()),
                             SQLITE_PREPARE_PERSISTENT, &m_statement, nullptr) != SQLITE_OK)
        database.fail("preparing");
    assert(m_statement);
}

Statement::~Statement()
{
    ::sqlite3_reset(m_statement);
    ::sqlite3_clear_bindings(m_statement);
    m_database.m_idle.emplace(std::move(m_sql), m_statement);
}

Statement& Statement::bind(std::int64_t value)
{
    if (::sqlite3_bind_int64(m_statement, ++m_bound, value) != SQLITE_OK)
        m_database.fail("binding");
    return *this;
}

Statement& Statement::bind(std::string_view text)
{
    if (::sqlite3_bind_text64(m_statement, ++m_bound, text.empty() ? "" : text.data(), text.size(),
                              SQLITE_TRANSIENT, SQLITE_UTF8) != SQLITE_OK)
        m_database.fail("binding");
    return *this;
}

Statement& Statement::bind(const Digest& digest)
{
    if (::sqlite3_bind_blob64(m_statement, ++m_bound, digest.raw().data(), digest.raw().size(),
                              SQLITE_TRANSIENT) != SQLITE_OK)
        m_database.fail("binding");
    return *this;
}

Statement& Statement::bindNull()
{
    if (::sqlite3_bind_null(m_statement, ++m_bound) != SQLITE_OK)
        m_database.fail("binding");
    return *this;
}

bool Statement::step()
{
    const int result = ::sqlite3_step(m_statement);
    if (result == SQLITE_ROW)
        return true;
    if (result != SQLITE_DONE)
        m_database.fail("reading or writing");
    return false;
}

void Statement::run()
{
    while (step()) {
    }
}

bool Statement::isNull(int column) const noexcept
{
    return ::sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}

std::int64_t Statement::integer(int column) const noexcept
{
    return ::sqlite3_column_int64(m_statement, column);
}

std::uint64_t Statement::number(int column) const noexcept
{
    return static_cast<std::uint64_t>(integer(column));
}

std::string Statement::text(int column) const
{
    const auto* bytes = static_cast<const char*>(::sqlite3_column_blob(m_statement, column));
    const int length = ::sqlite3_column_bytes(m_statement, column);
    return bytes ? std::string(bytes, static_cast<std::size_t>(length)) : std::string();
}

Digest Statement::digest(int column) const
{
    Digest::Raw raw;
    const void* bytes = ::sqlite3_column_blob(m_statement, column);
    if (!bytes || ::sqlite3_column_bytes(m_statement, column) != static_cast<int>(raw.size()))
        throw Error(Code::StoreCorrupt, m_database.m_path, "a digest of a wrong length");
    std::memcpy(raw.data(), bytes, raw.size());
    return Digest(raw);
}

Transaction::Transaction(Database& database)
    : m_database(database)
{
    database.execute("BEGIN IMMEDIATE");
}

Transaction::~Transaction()
{
    if (m_isOpen)
        rollBack();
}

void Transaction::rollBack() noexcept
{
    m_isOpen = false;
    // SQLite has rolled back itself after some errors.
    if (!::sqlite3_get_autocommit(m_database.m_handle.get()))
        ::sqlite3_exec(m_database.m_handle.get(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void Transaction::commit()
{
    try {
        m_database.execute("COMMIT");
        m_isOpen = false;
    } catch (const Error&) {
        rollBack();
        m_database.supersedeLog();
        throw;
    }
}

} // namespace onggi
