// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// conmon's log files of the kind "k8s-file": lines "TIME stdout|stderr F|P text", where P is a part
// of a line that goes on.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "engine/run/containers.h"

namespace onggi {

struct LogPiece {
    std::string_view time; // RFC 3339
    bool isError = false;
    bool isWholeLine = false; // a newline follows
    std::string_view text;
};

// Nothing for a line that is none of conmon's.
std::optional<LogPiece> parseLogLine(std::string_view line) noexcept;

// Writes what the log file `path` holds as `range` asks for. When it is followed, `hasEnded` is
// asked each time the end is reached; once it says yes, what has come until then is the rest. A
// reader that has gone ends it without an error. Throws Cancelled also while nobody reads.
void copyLogs(const std::string& path, const LogRange& range, int output, int error,
              const std::function<bool()>& hasEnded, const std::stop_token& stop);

} // namespace onggi
