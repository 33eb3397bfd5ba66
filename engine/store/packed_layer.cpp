// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The tar is hashed while it is read: a layer that has been damaged on the disk is not spread.

#include "engine/store/packed_layer.h"

#include <algorithm>
#include <cerrno>
#include <memory>

#include <fcntl.h>
#include <unistd.h>

#include "engine/core/cancel.h"
#include "engine/core/error.h"
#include "engine/core/sha256.h"
#include "engine/layer/compress.h"
#include "engine/store/layer_fetch.h"

namespace onggi {

namespace {

// Always the same, so that the output is.
constexpr std::size_t kPiece = 256 * 1024;
// How much is written between two looks at what is left of the disk.
constexpr std::uint64_t kSpaceCheckBytes = 16 << 20;

// A removal of the last image of a held layer puts it back into the spool.
Fd openTar(const StatePaths& paths, const Digest& diffId)
{
    try {
        return openFile(paths.layerTar(diffId), O_RDONLY);
    } catch (const Error&) {
        return openFile(paths.stagedTar(diffId), O_RDONLY);
    }
}

Fd makeNamelessFile(const std::string& directory, const Digest& diffId)
{
    const std::string path = directory + '/' + diffId.hex() + ".packed";
    Fd file = openFile(path, O_RDWR | O_CREAT | O_EXCL);
    if (::unlink(path.c_str()) < 0)
        throw systemError(errno, path, "unlink");
    return file;
}

// Writes and hashes what comes out of the compressor.
class PackedFile {
public:
    PackedFile(Fd file, std::string directory)
        : m_file(std::move(file))
        , m_directory(std::move(directory))
    {
    }

    void append(std::span<const std::byte> bytes)
    {
        if (m_unchecked + bytes.size() > kSpaceCheckBytes || m_size == 0) {
            if (freeSpaceAt(m_directory).usable.count() < kSpaceCheckBytes)
                throw Error(Code::StoreNoSpace, "the layer, compressed");
            m_unchecked = 0;
        }
        m_unchecked += bytes.size();
        writeFully(m_file.get(), bytes, "compressed layer");
        m_hash.update(bytes);
        m_size += bytes.size();
    }

    Fd takeFile() { return std::move(m_file); }
    Digest digest() { return m_hash.finish(); }
    Bytes size() const { return Bytes(m_size); }

private:
    Fd m_file;
    std::string m_directory;
    Sha256 m_hash;
    std::uint64_t m_size = 0;
    std::uint64_t m_unchecked = 0;
};

} // namespace

PackedLayer PackedLayer::plain(const StatePaths& paths, const LayerHold& layer)
{
    return {openTar(paths, layer.diffId()), layer.diffId(), layer.tar()};
}

PackedLayer PackedLayer::compressed(const StatePaths& paths, const LayerHold& layer,
                                    Compression compression, const std::string& directory,
                                    Progress& progress, const std::stop_token& stop)
{
    const Fd tar = openTar(paths, layer.diffId());
    PackedFile packed(makeNamelessFile(directory, layer.diffId()), directory);
    const auto compressor = makeCompressor(
        compression, [&](std::span<const std::byte> bytes) { packed.append(bytes); });
    const auto piece = std::make_unique_for_overwrite<std::byte[]>(kPiece);
    Sha256 hash;
    for (std::uint64_t at = 0; at < layer.tar().count();) {
        throwIfCancelled(stop);
        const auto wanted = std::min<std::uint64_t>(kPiece, layer.tar().count() - at);
        const std::span<std::byte> buffer(piece.get(), static_cast<std::size_t>(wanted));
        if (readFullyAt(tar.get(), buffer, at, layer.diffId().text()) != buffer.size())
            throw Error(Code::StoreCorrupt, layer.diffId().text(), "its tar is too short");
        hash.update(buffer);
        compressor->write(buffer);
        at += wanted;
        progress.advance(Bytes(wanted));
    }
    compressor->finish();
    if (hash.finish() != layer.diffId())
        throw Error(Code::StoreCorrupt, layer.diffId().text(),
                    "its tar has been changed on the disk");
    const Digest digest = packed.digest();
    return {packed.takeFile(), digest, packed.size()};
}

std::size_t PackedLayer::read(std::uint64_t offset, std::span<std::byte> buffer) const
{
    return readFullyAt(m_file.get(), buffer, offset, m_digest.text());
}

} // namespace onggi
