// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// conmon leaves the exit code in `exit` of its persist directory, and `oom` where memory ran out.
// Either the helper that runs, or `--ended`, makes the record of it; both write the same, so that
// the order does not matter.

#include "engine/run/exit_record.h"

#include <cerrno>
#include <charconv>
#include <ctime>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "engine/core/error.h"
#include "engine/core/fd.h"
#include "engine/core/json.h"
#include "engine/store/state_paths.h"

namespace onggi {

namespace {

constexpr const char* kRecord = "ended";
constexpr const char* kConmonExit = "exit";
constexpr const char* kConmonOom = "oom";
constexpr std::size_t kMaxRecord = 4096;
constexpr int kUnknownExit = 255;

bool isContainerId(const std::string& id)
{
    return id.size() == 64 && id.find_first_not_of("0123456789abcdef") == id.npos;
}

Fd openContainer(const std::string& stateDirectory, const std::string& id)
{
    if (!isContainerId(id))
        return Fd();
    const std::string path = StatePaths(stateDirectory).container(id);
    Fd directory(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!directory && errno != ENOENT)
        throw systemError(errno, path, "open");
    return directory;
}

// Nothing where conmon has not written it.
std::optional<ExitRecord> readConmon(int directory)
{
    struct stat status {};
    if (::fstatat(directory, kConmonExit, &status, AT_SYMLINK_NOFOLLOW) < 0)
        return std::nullopt;
    const std::string text = readWholeFile(directory, kConmonExit, kMaxRecord);
    ExitRecord record;
    if (std::from_chars(text.data(), text.data() + text.size(), record.exitCode).ec != std::errc())
        record.exitCode = kUnknownExit;
    record.finished = status.st_mtim.tv_sec;
    record.isOutOfMemory = ::faccessat(directory, kConmonOom, F_OK, 0) == 0;
    return record;
}

std::optional<ExitRecord> readRecord(int directory)
{
    if (::faccessat(directory, kRecord, F_OK, 0) < 0)
        return std::nullopt;
    const Json document = parseJson(readWholeFile(directory, kRecord, kMaxRecord), kRecord);
    ExitRecord record;
    const auto code = document.find("exitCode");
    record.exitCode =
        code != document.end() && code->is_number_integer() ? code->get<int>() : kUnknownExit;
    record.finished = static_cast<std::int64_t>(requireUnsigned(document, "finished", kRecord));
    record.isOutOfMemory = optionalBool(document, "outOfMemory", kRecord);
    return record;
}

void writeRecord(int directory, const ExitRecord& record)
{
    const Json document{{"exitCode", record.exitCode},
                        {"finished", record.finished},
                        {"outOfMemory", record.isOutOfMemory}};
    const std::string name = std::string(kRecord) + '.' + std::to_string(::getpid());
    {
        const Fd file = openAt(directory, name, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW);
        writeFully(file.get(), document.dump() + '\n', name);
        syncData(file.get(), name);
    }
    if (::renameat(directory, name.c_str(), directory, kRecord) < 0) {
        const int number = errno;
        ::unlinkat(directory, name.c_str(), 0);
        throw systemError(number, kRecord, "rename");
    }
}

} // namespace

bool recordEnd(const std::string& stateDirectory, const std::string& id)
{
    const Fd directory = openContainer(stateDirectory, id);
    if (!directory)
        return false;
    if (readRecord(directory.get()))
        return true;
    const ExitRecord unknown{kUnknownExit, std::time(nullptr), false};
    try {
        writeRecord(directory.get(), readConmon(directory.get()).value_or(unknown));
    } catch (const Error&) {
        // Removed in between: nobody is left to be told.
        if (::faccessat(directory.get(), ".", F_OK, 0) == 0 && openContainer(stateDirectory, id))
            throw;
        return false;
    }
    return true;
}

std::optional<ExitRecord> readExitRecord(const std::string& stateDirectory, const std::string& id)
{
    const Fd directory = openContainer(stateDirectory, id);
    if (!directory)
        return std::nullopt;
    if (std::optional<ExitRecord> record = readRecord(directory.get()))
        return record;
    return readConmon(directory.get());
}

void removeExitRecord(const std::string& stateDirectory, const std::string& id)
{
    const Fd directory = openContainer(stateDirectory, id);
    if (!directory)
        return;
    for (const char* name : {kRecord, kConmonExit, kConmonOom})
        ::unlinkat(directory.get(), name, 0);
}

} // namespace onggi
