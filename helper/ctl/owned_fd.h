// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A descriptor that is closed with its owner, for what only passes descriptors on; what reads files
// of images has the layer library's Fd.
#pragma once

#include <utility>

#include <unistd.h>

namespace onggi::ctl {

class OwnedFd {
public:
    OwnedFd() noexcept = default;
    explicit OwnedFd(int fd) noexcept
        : m_fd(fd)
    {
    }
    OwnedFd(OwnedFd&& other) noexcept
        : m_fd(other.release())
    {
    }
    OwnedFd& operator=(OwnedFd&& other) noexcept
    {
        reset(other.release());
        return *this;
    }
    ~OwnedFd() { reset(); }

    int get() const noexcept { return m_fd; }
    explicit operator bool() const noexcept { return m_fd >= 0; }
    int release() noexcept { return std::exchange(m_fd, -1); }
    void reset(int fd = -1) noexcept
    {
        if (m_fd >= 0)
            ::close(m_fd);
        m_fd = fd;
    }

private:
    int m_fd = -1;
};

} // namespace onggi::ctl
