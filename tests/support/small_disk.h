// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A small file system of a test's own, which can be filled. Needs root and mounts.
#pragma once

#include <cerrno>
#include <cstring>
#include <string>

#include <sys/mount.h>

#include <QTemporaryDir>

#include "tests/support/shell.h"

namespace onggi::test {

class SmallDisk {
public:
    // `size` as truncate takes it: "48M".
    explicit SmallDisk(const std::string& size)
    {
        runShell("truncate -s " + size +
                     " disk && mkfs.ext4 -q -O ^resize_inode -m 0 disk && mkdir mnt"
                     " && mount -o loop disk mnt",
                 m_directory.path().toStdString());
    }
    ~SmallDisk()
    {
        if (::umount2(mountPoint().c_str(), 0) < 0)
            qCritical("not unmounted: %s", std::strerror(errno));
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;

    std::string mountPoint() const { return m_directory.path().toStdString() + "/mnt"; }

private:
    QTemporaryDir m_directory;
};

} // namespace onggi::test
