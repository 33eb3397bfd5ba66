// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A directory as a tar in a pipe: how an unpacked archive is sent to the helper, which never opens
// a path itself.
#pragma once

#include <string>

#include <sys/types.h>

#include "helper/ctl/owned_fd.h"

namespace onggi::ctl {

// Runs tar(1) as the user, whose standard error it shares, until the object goes.
class DirectoryTar {
public:
    // Throws Error(SystemIo) where it cannot be started.
    explicit DirectoryTar(const std::string& directory);
    ~DirectoryTar();
    DirectoryTar(const DirectoryTar&) = delete;
    DirectoryTar& operator=(const DirectoryTar&) = delete;

    // The end to read from.
    OwnedFd archive() const;
    // Reads what is left, and waits for tar's end. Throws Error(SystemIo) where tar has failed: not
    // all of the directory was in the archive. Once.
    void finish();

private:
    int waitForEnd() noexcept; // as waitpid(2) tells it

    std::string m_directory;
    OwnedFd m_archive;
    pid_t m_pid = -1;
};

} // namespace onggi::ctl
