// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Small pieces are gathered, large ones pass: an archive of many small files costs a write for
// hundreds of them.

#include "engine/layer/layer_writer.h"

#include <algorithm>
#include <cerrno>

#include <fcntl.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "engine/core/error.h"
#include "engine/layer/scan.h"
#include "engine/layer/unpack_process.h"

namespace onggi {

namespace {

constexpr std::size_t kPiece = 256 * 1024;
constexpr std::uint64_t kBlock = 512;
// Written to disk in pieces of this, so that the sync at the end finds little left.
constexpr std::uint64_t kWritebackEvery = 16 * 1024 * 1024;
constexpr std::uint64_t kCheckSpaceEvery = 8 * 1024 * 1024;

void checkSpace(int fd, const std::string& path, Bytes reserve)
{
    struct statvfs status;
    if (::fstatvfs(fd, &status) < 0)
        throw systemError(errno, path, "statvfs");
    const std::uint64_t free = std::uint64_t(status.f_bavail) * status.f_frsize;
    if (free < kCheckSpaceEvery || free - kCheckSpaceEvery < reserve.count())
        throw Error(Code::StoreNoSpace, path,
                    humanSize(Bytes(free)) + " are free, of which " + humanSize(reserve) +
                        " stay in reserve");
}

} // namespace

LayerWriter::LayerWriter(Unpacker& unpacker, const IngestRequest& request)
    : m_unpacker(unpacker)
    , m_tarPath(request.directory + '/' + request.name + ".tar")
    , m_indexPath(request.directory + '/' + request.name + ".erofs")
    , m_reserve(request.reserve)
    , m_tar(openFile(m_tarPath, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW))
{
    m_buffer.reserve(kPiece);
    checkSpace(m_tar.get(), m_tarPath, m_reserve);
}

LayerWriter::~LayerWriter()
{
    if (m_isKept)
        return;
    ::unlink(m_tarPath.c_str());
    ::unlink(m_indexPath.c_str());
}

void LayerWriter::write(std::span<const std::byte> bytes)
{
    if (m_buffer.size() + bytes.size() > kPiece)
        flush();
    if (bytes.size() >= kPiece)
        put(bytes);
    else
        m_buffer.insert(m_buffer.end(), bytes.begin(), bytes.end());
}

void LayerWriter::flush()
{
    put(m_buffer);
    m_buffer.clear();
}

void LayerWriter::put(std::span<const std::byte> bytes)
{
    if (m_length + bytes.size() > m_unpacker.limits().tarBytes)
        throw Error(Code::LayerTooLarge, m_tarPath, "it has more than a layer may hold");
    writeFully(m_tar.get(), bytes, m_tarPath);
    m_hash.update(bytes);
    m_length += bytes.size();
    if (m_length - m_written >= kWritebackEvery) {
        ::sync_file_range(m_tar.get(), static_cast<off_t>(m_written),
                          static_cast<off_t>(m_length - m_written), SYNC_FILE_RANGE_WRITE);
        m_written = m_length;
    }
    if (m_length - m_spaceChecked >= kCheckSpaceEvery) {
        m_spaceChecked = m_length;
        checkSpace(m_tar.get(), m_tarPath, m_reserve);
    }
}

IngestedLayer LayerWriter::finish(const std::stop_token& stop)
{
    flush();
    const Digest diffId = m_hash.finish();
    static constexpr std::byte kZeros[kBlock]{};
    writeFully(m_tar.get(), std::span(kZeros).first((kBlock - m_length % kBlock) % kBlock),
               m_tarPath);
    ::sync_file_range(m_tar.get(), static_cast<off_t>(m_written), 0, SYNC_FILE_RANGE_WRITE);
    m_index = openFile(m_indexPath, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW);
    // The scanner must not get a descriptor that can write.
    const Fd tar = openFile(m_tarPath, O_RDONLY | O_NOFOLLOW);
    const ScannedTar scanned = scanWholeTar(m_unpacker, tar.get(), Bytes(m_length), m_index.get(),
                                            diffId, diffId.text(), stop);
    syncData(m_tar.get(), m_tarPath);
    syncData(m_index.get(), m_indexPath);
    m_isKept = true;
    return {m_tarPath,          m_indexPath,         diffId, Bytes(m_length), scanned.contentBytes,
            scanned.indexBytes, scanned.indexDigest, {}};
}

} // namespace onggi
