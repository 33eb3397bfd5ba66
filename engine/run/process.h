// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Starting other programs: with exactly the descriptors, environment and signals that are named.
#pragma once

#include <chrono>
#include <stop_token>
#include <string>
#include <sys/types.h>
#include <vector>

#include "engine/core/fd.h"

namespace onggi {

struct InheritedFd {
    int fd = -1;
    int number = -1; // what the program sees, at least 3
};

struct ProcessRequest {
    std::vector<std::string> arguments; // the first one is the program's path
    std::vector<std::string> environment;
    std::string input; // standard input
    std::vector<InheritedFd> inherited;
    std::chrono::milliseconds patience = std::chrono::seconds(60); // then it is killed
};

struct ProcessResult {
    int exitCode = 0;   // 128 + n after signal n
    std::string output; // at most 1 MiB each
    std::string error;
};

// Runs it to its end. Processes that it leaves behind may keep the output open: they are not waited
// for. Throws systemError() if it cannot be started, Error(SystemLimit) if it takes too long,
// Cancelled.
ProcessResult runProcess(const ProcessRequest& request, const std::stop_token& stop = {});

// PATH and a UTF-8 locale.
std::vector<std::string> plainEnvironment();

// The last line that says something, without control characters at its ends: what a program meant
// by failing.
std::string lastLine(const std::string& text);

} // namespace onggi
