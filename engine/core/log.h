// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The structured log: one line an event on stderr, which the service manager or the bus collects.
#pragma once

#include <initializer_list>
#include <string_view>

namespace onggi {

enum class LogLevel { Debug, Info, Warning, Error };

struct LogField {
    std::string_view key;
    std::string_view value;
};

// Writes `level event key=value …` as one line. Values are escaped: a log line cannot be forged.
// Never pass a secret. Thread-safe. Debug lines appear only where the environment has ONGGI_DEBUG;
// where it has ONGGI_QUIET, only warnings and errors do.
void log(LogLevel level, std::string_view event, std::initializer_list<LogField> fields = {});

} // namespace onggi
