// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// conmon: the small process that is a container's parent, keeps its streams and log, and writes
// down its exit code, whether a helper lives or not.
#pragma once

#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

#include "engine/core/fd.h"
#include "engine/run/containers.h"
#include "engine/run/paths.h"
#include "engine/run/runtime.h"

namespace onggi {

struct ConmonRequest {
    std::string id;
    std::string session; // of an exec; else the id
    std::string name;
    std::string command;          // for errors
    std::string bundle;           // short: sockets are made in it
    std::string persistDirectory; // gets "exit", and "oom"
    std::string exitDirectory;    // gets a file named by the id
    std::string log;              // empty: none
    std::string pidFile;          // of the container's first process
    std::string conmonPidFile;
    std::vector<std::string> exitCommand;
    std::string execProcess; // a file with the process of an exec; empty: a container is created
    bool isInteractive = false;
    bool hasTerminal = false;
    std::vector<int> held; // descriptors that stay open as long as conmon lives
};

// Starts conmon, which creates the container, and returns the process id of its first process.
// Throws what throwRuntimeError() does. With an exec the process starts, and `attached` gets the
// socket, which is connected before. Cannot be cancelled: conmon, and the runtime that it has
// called, would go on with what nobody knows of.
pid_t startConmon(const RunPaths& paths, const Runtime& runtime, const ConmonRequest& request,
                  std::optional<AttachSocket>* attached);

// Connects to conmon's socket in `bundle`.
AttachSocket connectAttach(const std::string& bundle, bool hasTerminal);
void resizeTerminal(const std::string& bundle, TerminalSize size);

// The process id in the file if that conmon of this container still lives, 0 otherwise.
pid_t livingConmon(const std::string& pidFile, const std::string& id);
// The number in a pid file, 0 without one.
pid_t readPidFile(const std::string& path);

} // namespace onggi
