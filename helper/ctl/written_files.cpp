// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The format is in helper/api/org.onggi.Containers1.xml.

#include "helper/ctl/written_files.h"

#include <charconv>

#include "engine/core/error.h"

namespace onggi::ctl {

namespace {

[[noreturn]] void refuse(const char* why)
{
    throw Error(Code::ApiInvalidArgument, "the container's files", why);
}

WrittenFile parseRecord(std::string_view record)
{
    // In the order of NodeType; an opaque directory has a letter of its own.
    constexpr std::string_view kLetters = "fdlcbpsw";
    WrittenFile file;
    const char letter = record.empty() ? '\0' : record.front();
    file.isOpaque = letter == 'D';
    const std::size_t type = kLetters.find(file.isOpaque ? 'd' : letter);
    if (type == kLetters.npos || record.size() < 2 || record[1] != ' ')
        refuse("an unknown kind of record");
    file.type = static_cast<NodeType>(type);
    record.remove_prefix(2);
    std::uint64_t size = 0;
    const auto [end, error] = std::from_chars(record.data(), record.data() + record.size(), size);
    const auto digits = static_cast<std::size_t>(end - record.data());
    if (error != std::errc() || record.substr(digits, 2) != " /")
        refuse("a record is damaged");
    file.size = Bytes(size);
    file.path = record.substr(digits + 1);
    return file;
}

} // namespace

std::vector<WrittenFile> parseWrittenFiles(std::string_view records)
{
    std::vector<WrittenFile> files;
    while (true) {
        const std::size_t end = records.find('\0');
        if (end == records.npos)
            refuse("the list ends too early");
        const std::string_view record = records.substr(0, end);
        records.remove_prefix(end + 1);
        if (record == "end")
            return files;
        files.push_back(parseRecord(record));
    }
}

} // namespace onggi::ctl
