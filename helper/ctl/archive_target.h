// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Where `save` and `export` write: a file that is there whole or not at all, or standard output.
#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <string>
#include <thread>

#include <QDBusUnixFileDescriptor>

#include "helper/api/whole_file.h"
#include "helper/ctl/owned_fd.h"

namespace onggi::ctl {

class ArchiveTarget {
public:
    // Empty or "-": standard output. A regular file is written beside `path`, under another name,
    // until fill() is done. Throws UsageError where standard output is a terminal, Error(SystemIo)
    // where nothing can be written.
    explicit ArchiveTarget(const std::string& path);
    // Without fill(), nothing is left.
    ~ArchiveTarget();
    ArchiveTarget(const ArchiveTarget&) = delete;
    ArchiveTarget& operator=(const ArchiveTarget&) = delete;

    bool isStandardOutput() const noexcept { return m_path.empty(); }
    // Has the helper write all of it, and publishes that. Once. The helper takes files and pipes
    // alone: whatever else is written to gets its bytes by way of a pipe. Errors of writing name
    // the place, which the helper does not know.
    void fill(const std::function<void(const QDBusUnixFileDescriptor& output)>& write);

private:
    void publish();
    void writeBeside();
    void openStandardOutput();
    void writeTo(OwnedFd place);
    std::string name() const; // for errors
    void relay(int from);

    std::string m_path; // empty: standard output
    std::optional<WholeFile> m_file;
    OwnedFd m_output;
    OwnedFd m_place;   // where the relay writes
    OwnedFd m_relayed; // read end of its pipe
    std::atomic<bool> m_isWritten = false;
    std::atomic<int> m_failure = 0; // errno of the relay
    std::thread m_relay;
};

} // namespace onggi::ctl
