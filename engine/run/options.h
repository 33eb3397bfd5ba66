// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a container is asked to be, beyond what its image says: the options of `run` and `create`.
// Pure values of the model library, so that the command line and the helper read them alike.
//
// Arguments, environment, paths inside the container are bytes. All parsers throw
// Error(RunOptionInvalid) whose subject is the option as it was written.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/bytes.h"

namespace onggi {

enum class NetworkMode { Bridge, None, Host };

enum class PortProtocol { Tcp, Udp };

struct PortMapping {
    std::string hostAddress;    // empty: all addresses
    std::uint16_t hostPort = 0; // 0: a free one is chosen at every start
    std::uint16_t containerPort = 0;
    PortProtocol protocol = PortProtocol::Tcp;

    friend bool operator==(const PortMapping&, const PortMapping&) = default;
};

struct RunOptions {
    std::vector<std::string> arguments; // empty: the image's command
    // Replaces the image's entry point, and drops its command; an empty list removes it.
    std::optional<std::vector<std::string>> entrypoint;
    std::string name; // empty: one is made up
    std::string hostname;
    std::vector<std::string> environment; // "NAME=value"; the client has resolved a bare "NAME"
    std::string workingDirectory;
    std::string user;           // "name|uid[:group|gid]"
    bool isInteractive = false; // -i: standard input stays open
    bool hasTerminal = false;   // -t
    bool isRemovedAtEnd = false;
    bool isReadOnly = false;
    NetworkMode network = NetworkMode::Bridge;
    std::vector<PortMapping> ports;
    std::optional<Bytes> memory;
    std::optional<std::int64_t> pidsLimit; // -1: none
    std::optional<std::int64_t> milliCpus; // 1500: one and a half

    friend bool operator==(const RunOptions&, const RunOptions&) = default;
};

// "80", "8080:80", "127.0.0.1:8080:80/udp", "[::1]:8080:80", "127.0.0.1::80", "8000-8002:80-82".
std::vector<PortMapping> parsePorts(std::string_view text);
// "127.0.0.1:8080->80/tcp", as listings show it.
std::string portText(const PortMapping& port);

NetworkMode parseNetworkMode(std::string_view text); // "bridge", "default", "none", "host"
const char* networkModeName(NetworkMode mode) noexcept;

Bytes parseMemory(std::string_view text);           // "32m", "1.5g", "1048576"; at least 6 MiB
std::int64_t parseCpus(std::string_view text);      // "1.5" → 1500
std::int64_t parsePidsLimit(std::string_view text); // "100"; "-1" and "0": none

// "TERM", "SIGTERM", "15" → 15.
int parseSignal(std::string_view text);

// Whether the options reach beyond a confined container, so that an administrator has to agree.
bool needsPrivilege(const RunOptions& options) noexcept;

// Checks what a client that is not our own might have sent: lengths, NUL bytes, names, relative
// directories, ports without a bridge.
void validate(const RunOptions& options);

// As a JSON document, and back. Byte strings travel as text of code points below 256.
std::string runOptionsToJson(const RunOptions& options);
RunOptions runOptionsFromJson(std::string_view text);

} // namespace onggi
