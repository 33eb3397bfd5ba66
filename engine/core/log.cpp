// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// One write(2) a line, so that lines of several threads and processes do not mix.

#include "engine/core/log.h"

#include <cstdlib>
#include <string>

#include <unistd.h>

#include "engine/core/printable.h"

namespace onggi {

namespace {

std::string quoted(std::string_view value)
{
    std::string text = "\"";
    for (const char c : printable(value)) {
        if (c == '"')
            text += '\\';
        text += c;
    }
    return text + '"';
}

LogLevel leastLevel()
{
    if (std::getenv("ONGGI_DEBUG") != nullptr)
        return LogLevel::Debug;
    return std::getenv("ONGGI_QUIET") != nullptr ? LogLevel::Warning : LogLevel::Info;
}

} // namespace

void log(LogLevel level, std::string_view event, std::initializer_list<LogField> fields)
{
    static const LogLevel least = leastLevel();
    if (level < least)
        return;
    constexpr std::string_view kLevels[] = {"debug", "info", "warning", "error"};
    std::string line(kLevels[static_cast<std::size_t>(level)]);
    line += ' ';
    line += event;
    for (const LogField& field : fields) {
        line += ' ';
        line += field.key;
        line += '=';
        line += quoted(field.value);
    }
    line += '\n';
    // A log that cannot be written must not stop the work that it tells of.
    [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, line.data(), line.size());
}

} // namespace onggi
