// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What is written is handed to the disk in pieces, so that the sync at the end finds little left.

#include "engine/layer/tar_file.h"

#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <sys/statvfs.h>

#include "engine/core/error.h"
#include "engine/core/fd.h"

namespace onggi {

namespace {

constexpr std::uint64_t kBlock = 512;
constexpr std::uint64_t kWritebackEvery = 16 * 1024 * 1024;
constexpr std::uint64_t kCheckSpaceEvery = 8 * 1024 * 1024;

} // namespace

TarFile::TarFile(int fd, std::string path, Bytes reserve)
    : m_fd(fd)
    , m_path(std::move(path))
    , m_reserve(reserve)
{
    checkSpace();
}

void TarFile::write(std::span<const std::byte> bytes)
{
    writeFully(m_fd, bytes, m_path);
    m_hash.update(bytes);
    m_length += bytes.size();
    if (m_length - m_written >= kWritebackEvery) {
        ::sync_file_range(m_fd, static_cast<off_t>(m_written),
                          static_cast<off_t>(m_length - m_written), SYNC_FILE_RANGE_WRITE);
        m_written = m_length;
    }
    if (m_length - m_spaceChecked >= kCheckSpaceEvery) {
        m_spaceChecked = m_length;
        checkSpace();
    }
}

Digest TarFile::finish()
{
    static constexpr std::byte kZeros[kBlock]{};
    writeFully(m_fd, std::span(kZeros).first((kBlock - m_length % kBlock) % kBlock), m_path);
    ::sync_file_range(m_fd, static_cast<off_t>(m_written), 0, SYNC_FILE_RANGE_WRITE);
    return m_hash.finish();
}

void TarFile::checkSpace()
{
    struct statvfs status;
    if (::fstatvfs(m_fd, &status) < 0)
        throw systemError(errno, m_path, "statvfs");
    const std::uint64_t free = std::uint64_t(status.f_bavail) * status.f_frsize;
    if (free < kCheckSpaceEvery || free - kCheckSpaceEvery < m_reserve.count())
        throw Error(Code::StoreNoSpace, m_path,
                    humanSize(Bytes(free)) + " are free, of which " + humanSize(m_reserve) +
                        " stay in reserve");
}

} // namespace onggi
