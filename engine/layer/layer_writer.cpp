// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Small pieces are gathered, large ones pass: an archive of many small files costs a write for
// hundreds of them.

#include "engine/layer/layer_writer.h"

#include <algorithm>

#include <fcntl.h>
#include <unistd.h>

#include "engine/core/error.h"
#include "engine/layer/scan.h"
#include "engine/layer/unpack_process.h"

namespace onggi {

namespace {

constexpr std::size_t kPiece = 256 * 1024;

} // namespace

LayerWriter::LayerWriter(Unpacker& unpacker, const IngestRequest& request)
    : m_unpacker(unpacker)
    , m_tarPath(request.directory + '/' + request.name + ".tar")
    , m_indexPath(request.directory + '/' + request.name + ".erofs")
    , m_tar(openFile(m_tarPath, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW))
    , m_file(m_tar.get(), m_tarPath, request.reserve)
{
    m_buffer.reserve(kPiece);
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
    if (m_file.length() + bytes.size() > m_unpacker.limits().tarBytes)
        throw Error(Code::LayerTooLarge, m_tarPath, "it has more than a layer may hold");
    m_file.write(bytes);
}

IngestedLayer LayerWriter::finish(const std::stop_token& stop)
{
    flush();
    const Digest diffId = m_file.finish();
    const Bytes length(m_file.length());
    m_index = openFile(m_indexPath, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW);
    // The scanner must not get a descriptor that can write.
    const Fd tar = openFile(m_tarPath, O_RDONLY | O_NOFOLLOW);
    const ScannedTar scanned = scanWholeTar(m_unpacker, m_unpacker.limits(), tar.get(), length,
                                            m_index.get(), diffId, diffId.text(), stop);
    syncData(m_tar.get(), m_tarPath);
    syncData(m_index.get(), m_indexPath);
    m_isKept = true;
    return {m_tarPath,          m_indexPath,         diffId, length, scanned.contentBytes,
            scanned.indexBytes, scanned.indexDigest, {}};
}

} // namespace onggi
