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

    // The end to read from. Once.
    OwnedFd takeArchive() { return std::move(m_archive); }

private:
    OwnedFd m_archive;
    pid_t m_pid = -1;
};

} // namespace onggi::ctl
